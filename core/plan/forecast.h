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
    std::uint64_t mostCells = 0; ///< unless measurements are too near to the limit
    Forecast least;
    Forecast most;
};

/// What a plan will do, as far as that can be told before it runs.
struct PlanForecast {
    std::vector<CellForecast> cells; ///< in their order; none of a plan that searches
    std::optional<TraceRows> trace; ///< of a plan that plays one
    std::optional<SearchForecast> search; ///< of a plan that searches
};

} // namespace tokamark::plan
