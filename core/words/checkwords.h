#pragma once

#include "metrics/selfchecks.h"

#include <QString>

namespace tokamark::words {

/// What is held against what: "Output tokens, server's counter".
[[nodiscard]] QString label(metrics::CheckOf what);
/// "agrees", "differs", "cannot tell".
[[nodiscard]] QString label(metrics::CheckOutcome outcome);
/// Why nothing can be told, to stand after a colon; empty for `None`.
[[nodiscard]] QString reason(metrics::CheckDoubt doubt);

} // namespace tokamark::words
