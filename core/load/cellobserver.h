#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace tokamark::load {

/// One step of the live series of a running cell.
struct SeriesPoint {
    double second = 0; ///< since the cell started
    double tokensPerSecond = 0;
    double inFlight = 0; ///< mean over the step
    double waiting = 0; ///< due but not sent: the queue in the client, at the end of the step
};

/// Where a finished request stands on the live chart.
struct LatencyDot {
    double second = 0; ///< when it was sent, since the cell started
    double ttftMs = 0;
};

/// How one worker of the client did over about a second. Times in microseconds unless named otherwise.
struct WorkerHealth {
    std::uint32_t worker = 0;
    double cpuShare = 0; ///< of a core, 0..1
    double readLagP50 = 0; ///< clock after the read - kernel stamp
    double readLagP99 = 0;
    double sendLatenessP99 = 0; ///< sent - due
    double severalEventReads = 0; ///< reads with tokens that held several events of a stream, 0..1
    double loopStallMs = 0; ///< the longest that the event loop's own clock tick was late
    double tokensPerSecond = 0;
};

/// The health of all workers over one stretch of a cell. Immutable once published; any thread.
struct WorkersHealth {
    double second = 0; ///< at which the stretch ended, since the cell started
    std::vector<WorkerHealth> workers;
};

/// A running cell at one moment. Immutable once published; any thread.
struct CellSnapshot {
    metrics::Phase phase = metrics::Phase::Ramp;
    double elapsedSeconds = 0; ///< since the cell started
    double windowSeconds = 0; ///< length of the window so far
    double windowOpenedAt = -1; ///< second at which the window opened; -1: not yet
    double remainingSeconds = -1; ///< -1: cannot be told yet
    std::uint32_t inFlight = 0;
    std::uint32_t waiting = 0; ///< due but not sent
    std::uint64_t started = 0;
    std::uint64_t completed = 0;
    std::uint64_t failed = 0;
    std::uint64_t tokens = 0;
    double tokensPerSecond = 0; ///< over the last second
    double ttftP50Ms = 0; ///< of the window so far
    std::vector<SeriesPoint> series; ///< at most 600 points, steps doubled when full
    std::vector<LatencyDot> dots; ///< at most 2000, evenly thinned
    metrics::ClientHealth client;
    std::shared_ptr<const WorkersHealth> workers; ///< of the last stretch of a second; null before the first
};

/// Who hears of a running cell. Both are called on the thread that runs the cell, about four times a second,
/// never on a worker, and may take their time without disturbing the measurement.
class CellObserver {
public:
    virtual ~CellObserver() = default;
    virtual void recordsReady(std::vector<metrics::RequestRecord> records) = 0;
    virtual void snapshotReady(std::shared_ptr<const CellSnapshot> snapshot) = 0;
};

} // namespace tokamark::load
