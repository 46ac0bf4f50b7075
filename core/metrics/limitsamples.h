#pragma once

#include "metrics/limitseries.h"
#include "plan/plan.h"

#include <optional>
#include <span>

namespace tokamark::metrics {

/// Whether a measurement at an end of a search is TOO-FEW-SAMPLES, and at which load; empty where none is. `cells`: those
/// that were measured.
[[nodiscard]] std::optional<double> endOfFewSamples(const plan::Plan &plan, std::span<const SearchedCell> cells,
                                                    const LimitSeries &series);

} // namespace tokamark::metrics
