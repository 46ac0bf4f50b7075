#pragma once

#include "load/cellobserver.h"
#include "load/workerreport.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tokamark::load {

/// Sums over workers as of about one moment.
struct CellTotals {
    Instant asOf; ///< mean over the workers
    std::uint64_t started = 0;
    std::uint64_t completed = 0;
    std::uint64_t failed = 0;
    std::uint64_t tokens = 0;
    std::uint32_t inFlight = 0;
    std::uint32_t waiting = 0;
    std::uint32_t countedInFlight = 0;
    double inFlightSeconds = 0;
    bool finished = false; ///< every worker has

    [[nodiscard]] static CellTotals of(std::span<const WorkerReport> reports);
};

/// What happened to the client between two looks at its workers.
[[nodiscard]] metrics::ClientHealth healthBetween(std::span<const WorkerReport> from, std::span<const WorkerReport> to);

/// The health of each worker between two looks at all of them.
[[nodiscard]] std::vector<WorkerHealth> workersBetween(std::span<const WorkerReport> from,
                                                       std::span<const WorkerReport> to);

/// Keeps the live series of a cell in fixed memory and makes snapshots of them. Used by the collector alone.
class LiveView final {
public:
    explicit LiveView(Instant cellStart);

    void addTotals(const CellTotals &totals);
    void addRecord(const metrics::RequestRecord &record);
    /// Fills the series, the dots and the figures that follow from them.
    void fill(CellSnapshot &snapshot);

private:
    void addPoint(const SeriesPoint &point);

    Instant m_cellStart;
    CellTotals m_last;
    std::vector<CellTotals> m_recent; ///< for the rate over the last second
    std::vector<SeriesPoint> m_series;
    std::uint32_t m_stepsPerPoint = 1; ///< totals that make one point of the series
    std::uint32_t m_stepsPending = 0;
    std::vector<LatencyDot> m_dots;
    std::uint64_t m_dotsSeen = 0;
    std::uint64_t m_dotStride = 1; ///< every so many requests one is kept
    std::vector<float> m_windowTtftMs;
};

} // namespace tokamark::load
