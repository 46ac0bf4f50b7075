#pragma once

#include "plan/matrix.h"

#include <cstdint>
#include <optional>

namespace tokamark::plan {

/// What a cell plays of a trace, which only its file knows.
struct TraceExtent {
    std::uint64_t requests = 0;
    Duration length{}; ///< until the last of them is due
};

/// The forecast of a cell that plays so much of a trace. `secondsPerRequest` as in `forecast`.
[[nodiscard]] Forecast forecastOfTrace(const Load &load, const TraceExtent &trace,
                                       std::optional<double> secondsPerRequest);

} // namespace tokamark::plan
