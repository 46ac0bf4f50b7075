#pragma once

#include "report/verdictwords.h"

namespace tokamark::cli {

/// A finding in the language of the program.
[[nodiscard]] report::VerdictWords speakVerdict(const metrics::Verdict &verdict);

} // namespace tokamark::cli
