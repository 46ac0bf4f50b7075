#pragma once

#include "plan/matrix.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::plan {

/// A cell and what it will do.
struct CellForecast {
    CellKey key;
    Forecast forecast;
};

/// What reading a trace has made of the rows of its file.
struct TraceRows {
    std::uint64_t leftOut = 0; ///< without an answer when they were recorded
    std::uint64_t outOfOrder = 0; ///< due before one that stands above them

    bool operator==(const TraceRows &) const = default;
};

/// Between what the searches of a plan lie, all of them together. Zero in a forecast: cannot be told.
struct SearchForecast {
    std::uint64_t fewestCells = 0; ///< every search ends at its lowest load
    std::uint64_t mostCells = 0; ///< both ends measured twice as often; see `metrics::LimitSearch::mostCells`
    Forecast least; ///< with warm-ups that end at once, where the rate ends them
    Forecast most;
};

/// What a plan's command before each repetition comes to.
struct StartsForecast {
    std::uint64_t fewest = 0;
    std::uint64_t most = 0;
    Duration longest{}; ///< that each may take: until the command is over, and then until all targets answer
};

/// What a plan will do, as far as that can be told before it runs.
struct PlanForecast {
    std::vector<CellForecast> cells; ///< in their order; none of a plan that searches
    std::optional<TraceRows> trace; ///< of a plan that plays one
    std::optional<SearchForecast> search; ///< of a plan that searches
    std::optional<StartsForecast> starts; ///< of a plan with a command before each repetition
    /// For how long the last answers of each cell may be awaited by the plan's timeouts; empty: there is no bound.
    std::optional<Duration> longestDrain;
};

} // namespace tokamark::plan
