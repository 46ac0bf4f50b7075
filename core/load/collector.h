#pragma once

#include "load/cellcontext.h"
#include "load/cellrunner.h"
#include "load/liveview.h"
#include "load/warmupdetector.h"
#include "load/worker.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace tokamark::load {

/// Runs the workers of one cell and decides everything that concerns all of them: when the window opens and closes,
/// which phase a request belongs to, when the cell is over.
///
/// Made and used on the thread that runs the cell; feeds the observer on that thread, four times a second.
class Collector final {
public:
    Collector(CellContext &cell, CellObserver &observer, const StopTokens &stop);

    [[nodiscard]] Expected<CellResult> run();

private:
    void waitForNews();
    void look(Instant now);
    void openWindow(Instant now);
    void heedStops(Instant now);
    void moveOn(Instant now);
    void giveUpWaiting(Instant now);
    void handOver();
    void noteWorkers(Instant now);
    void publish(Instant now);
    [[nodiscard]] bool isWindowOpen() const noexcept { return happened(m_result.window.open); }
    [[nodiscard]] metrics::Phase phaseOf(const metrics::RequestRecord &record) const;
    [[nodiscard]] metrics::Phase phaseNow(Instant now) const;
    [[nodiscard]] double remainingSeconds(Instant now) const;
    void settleResult(Instant now);

    CellContext &m_cell;
    CellObserver &m_observer;
    StopTokens m_stop;
    std::mutex m_mutex; ///< of the wait alone
    std::condition_variable m_news;
    bool m_hasNews = false;

    std::vector<std::unique_ptr<Worker>> m_workers;
    std::vector<WorkerReport> m_reports;
    std::vector<WorkerReport> m_reportsAtOpen; ///< what the client's health is counted from
    std::vector<WorkerReport> m_reportsAtStretch; ///< what the health of each worker over time is counted from
    std::shared_ptr<const WorkersHealth> m_workersHealth;
    Instant m_stretchEnd;
    std::vector<metrics::RequestRecord> m_records;
    CellTotals m_totals;
    LiveView m_live;
    WarmupDetector m_warmup;
    metrics::ClientHealth m_health;
    CellResult m_result;
    Instant m_rampEnd;
    Instant m_lastEnd; ///< of any request
    bool m_healthSettled = false; ///< the window closed, so the client's health is what it was then
    bool m_drained = false;
    bool m_aborted = false;
    bool m_gaveUpWaiting = false;
    bool m_windowDone = false; ///< closed, and the last counted request has ended
};

} // namespace tokamark::load
