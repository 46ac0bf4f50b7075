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
    std::uint32_t most = 0; ///< see `metrics::LimitSearch::mostCells`
};

/// Of a plan that searches. Any plan: what is wrong with it is for `check` to say.
[[nodiscard]] SearchSteps stepsOf(const plan::Plan &plan);

/// The plan whose cells are as short as those of `plan` can be: a warm-up that the rate ends may end at once.
[[nodiscard]] plan::Plan withShortestWarmup(plan::Plan plan);

/// What all searches of a plan do. `least`: what a cell does at the lowest load, at least, one for each search. `cells`: what
/// one does at loads from the lowest to the highest, so many loads for each search, search by search.
[[nodiscard]] plan::SearchForecast foretellSearch(SearchSteps steps, std::span<const plan::Forecast> least,
                                                  std::span<const plan::Forecast> cells, std::size_t loads);

} // namespace tokamark::session
