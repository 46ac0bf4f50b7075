#pragma once

#include "base/error.h"

#include <optional>
#include <vector>

namespace tokamark::session {

/// When a reading was taken, and how far it stands for those that were left out to save room.
struct ReadingTime {
    double second = 0; ///< since the cell started
    double lastSecond = second; ///< of the last reading left out behind this one; the same where none was
};

/// What the server said at one moment of a running cell. Empty: not told.
struct ServerPoint : ReadingTime {
    std::optional<double> running; ///< requests
    std::optional<double> waiting;
    std::optional<double> kvUse; ///< 0..1
};

/// What its GPUs said, likewise.
struct GpuPoint : ReadingTime {
    std::optional<double> powerWatts; ///< all GPUs together
    std::optional<double> use; ///< 0..1, mean over the GPUs
};

/// Both over the cell so far, each in the order of time. Immutable once published; any thread.
struct TelemetrySeries {
    std::vector<ServerPoint> server; ///< at most 600, steps doubled when full
    std::vector<GpuPoint> gpus; ///< likewise
    std::optional<Error> fault; ///< why the server does not tell, if it does not
};

} // namespace tokamark::session
