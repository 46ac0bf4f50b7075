#pragma once

#include "metrics/verdict.h"

namespace tokamark::metrics {

/// Of two findings of one kind, whether the first is the one to show: more severe, or of equal severity farther beyond the
/// limit that it was held against, on whichever side of it trouble lies.
[[nodiscard]] bool isWorse(const Verdict &one, const Verdict &other);

} // namespace tokamark::metrics
