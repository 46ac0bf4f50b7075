#pragma once

#include "metrics/summarise.h"

#include <vector>

namespace tokamark::metrics::testing {

/// A point that nothing can be said against: 100 ms TTFT, 5 s E2EL, 1000 requests.
[[nodiscard]] CellFigures goodFigures();
/// As a point of ten users who asked for answers of exactly 200 tokens.
[[nodiscard]] std::vector<Verdict> judgeFigures(const CellFigures &figures);
/// A bound that the plan told.
[[nodiscard]] PhysicsFigures boundOf(double tokensPerSecond);

} // namespace tokamark::metrics::testing
