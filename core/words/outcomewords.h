#pragma once

#include "metrics/requestrecord.h"

#include <QString>

namespace tokamark::words {

/// How a request ended, in two or three words.
[[nodiscard]] QString label(metrics::Outcome outcome);
/// Which part of a cell it was sent in.
[[nodiscard]] QString label(metrics::Phase phase);

} // namespace tokamark::words
