#pragma once

#include "base/error.h"

#include <optional>
#include <vector>

namespace tokamark::session {

/// What the server and its GPUs said at one moment of a running cell. Empty: not told.
struct TelemetryPoint {
    double second = 0; ///< since the cell started
    std::optional<double> running; ///< requests
    std::optional<double> waiting;
    std::optional<double> kvUse; ///< 0..1
    std::optional<double> gpuPowerWatts; ///< all GPUs together
    std::optional<double> gpuUse; ///< 0..1, mean over the GPUs
};

/// The same over the cell so far. Immutable once published; any thread.
struct TelemetrySeries {
    std::vector<TelemetryPoint> points; ///< at most 600, steps doubled when full
    std::optional<Error> fault; ///< why the server does not tell, if it does not
};

} // namespace tokamark::session
