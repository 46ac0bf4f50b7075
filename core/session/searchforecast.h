#pragma once

#include "plan/forecast.h"
#include "plan/plan.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace tokamark::session {

/// How many cells the search of one target with one workload measures. Both zero: it searches over nothing.
struct SearchSteps {
    std::uint32_t fewest = 0; ///< the lowest load fails, or is the highest
    std::uint32_t most = 0; ///< unless measurements are too near to the limit, which are then made again
};

/// Of a plan that searches. Any plan: what is wrong with it is for `check` to say.
[[nodiscard]] SearchSteps stepsOf(const plan::Plan &plan);

/// What all searches of a plan do. `cells`: what one cell does at loads from the lowest to the highest, so many loads for
/// each search, search by search.
[[nodiscard]] plan::SearchForecast foretellSearch(SearchSteps steps, std::span<const plan::Forecast> cells,
                                                  std::size_t loads);

} // namespace tokamark::session
