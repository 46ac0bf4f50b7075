#include "load/collector.h"

#include <algorithm>
#include <utility>

namespace tokamark::load {
namespace {

using metrics::Phase;

constexpr Duration LookEvery = std::chrono::milliseconds(250);
/// The health of each worker is told over stretches of this length.
constexpr Duration StretchOfHealth = std::chrono::seconds(1);
/// Between the making of the workers and the first request.
constexpr Duration Lead = std::chrono::milliseconds(5);

Instant now()
{
    return SteadyClock().now();
}

} // namespace

Collector::Collector(CellContext &cell, CellObserver &observer, const StopTokens &stop)
    : m_cell(cell)
    , m_observer(observer)
    , m_stop(stop)
    , m_live((cell.started = now() + Lead))
    , m_warmup(cell.started + cell.spec.ramp, cell.spec.warmup)
    , m_rampEnd(cell.started + cell.spec.ramp)
{
    m_result.started = cell.started;
    m_result.startedUnixNs = unixNanoseconds() + (cell.started - now()).count();
    if (cell.spec.requests || cell.spec.rampInsideWindow)
        openWindow(cell.started);
}

Expected<CellResult> Collector::run()
{
    const auto wake = [this] {
        const std::lock_guard lock(m_mutex);
        m_hasNews = true;
        m_news.notify_one();
    };
    const std::stop_callback onDrain(m_stop.drain, wake);
    const std::stop_callback onAbort(m_stop.abort, wake);
    WorkerReport atStart;
    atStart.asOf = m_cell.started;
    m_reportsAtOpen.assign(m_cell.workers, atStart);
    for (unsigned index = 0; index < m_cell.workers; ++index)
        m_workers.push_back(std::make_unique<Worker>(m_cell, index, wake));
    for (const std::unique_ptr<Worker> &worker : m_workers)
        worker->start();

    while (!m_totals.finished) {
        waitForNews();
        look(now());
    }
    for (const WorkerReport &report : m_reports) {
        if (!report.fault.empty())
            return fail(ErrorCode::Internal, "worker", report.fault);
    }
    settleResult(now());
    return m_result;
}

void Collector::waitForNews()
{
    std::unique_lock lock(m_mutex);
    m_news.wait_for(lock, LookEvery, [this] { return m_hasNews; });
    m_hasNews = false;
}

void Collector::look(Instant at)
{
    m_reports.clear();
    for (const std::unique_ptr<Worker> &worker : m_workers)
        m_reports.push_back(worker->collect(m_records));
    m_totals = CellTotals::of(m_reports);
    heedStops(at);
    moveOn(at);
    m_live.addTotals(m_totals);
    noteWorkers(at);
    handOver();
    publish(at);
}

void Collector::heedStops(Instant at)
{
    // A worker that failed says nothing more about the window, so the others would wait for it for ever.
    const bool failed = std::any_of(m_reports.begin(), m_reports.end(),
                                    [](const WorkerReport &report) { return !report.fault.empty(); });
    if ((m_stop.abort.stop_requested() || failed) && !m_aborted) {
        m_aborted = true;
        for (const std::unique_ptr<Worker> &worker : m_workers)
            worker->abort();
    }
    if ((m_stop.drain.stop_requested() || m_aborted) && !m_drained) {
        m_drained = true;
        m_result.cancelled = !m_windowDone;
        if (isWindowOpen() && at < m_result.window.close && !m_cell.spec.requests) {
            m_result.window.close = at;
            m_cell.windowClose.store(at, std::memory_order_release);
        }
        for (const std::unique_ptr<Worker> &worker : m_workers)
            worker->drain();
    }
}

void Collector::openWindow(Instant at)
{
    m_result.window.open = at;
    m_result.window.wholeCell = m_cell.spec.requests.has_value();
    m_result.window.close = m_cell.spec.duration ? at + *m_cell.spec.duration : Instant::max();
    m_cell.windowOpen.store(at, std::memory_order_release);
    m_cell.windowClose.store(m_result.window.close, std::memory_order_release);
}

/// The steps that nobody asks for: from the ramp through warm-up and window to the end.
void Collector::moveOn(Instant at)
{
    if (m_drained || m_windowDone)
        return;
    if (!isWindowOpen()) {
        if (at >= m_rampEnd && m_warmup.accept(m_totals.asOf, m_totals.tokens)) {
            m_reportsAtOpen = m_reports;
            openWindow(at);
        }
        return;
    }
    const Instant close = m_result.window.close;
    const bool allPastClose = std::all_of(m_reports.begin(), m_reports.end(),
                                          [close](const WorkerReport &report) { return report.asOf > close; });
    if (!allPastClose)
        return;
    if (!m_healthSettled) {
        m_health = healthBetween(m_reportsAtOpen, m_reports);
        m_healthSettled = true;
    }
    if (m_totals.countedInFlight > 0) {
        giveUpWaiting(at);
        return;
    }
    m_windowDone = true;
    for (const std::unique_ptr<Worker> &worker : m_workers)
        worker->abort();
}

/// A queue that the server cannot work off would hold up the cell for as long as it is.
void Collector::giveUpWaiting(Instant at)
{
    const std::optional<Duration> &longest = m_cell.spec.longestDrain;
    if (!longest || m_gaveUpWaiting || at < m_result.window.close + *longest)
        return;
    m_gaveUpWaiting = true;
    for (const std::unique_ptr<Worker> &worker : m_workers)
        worker->giveUpWaiting();
}

Phase Collector::phaseOf(const metrics::RequestRecord &record) const
{
    if (m_cell.spec.requests)
        return Phase::Window;
    const Instant since = m_cell.placeInTime(record.at.due, record.at.sent);
    if (isWindowOpen() && since >= m_result.window.open)
        return since < m_result.window.close ? Phase::Window : Phase::Drain;
    return since < m_rampEnd ? Phase::Ramp : Phase::WarmUp;
}

Phase Collector::phaseNow(Instant at) const
{
    if (m_drained)
        return Phase::Drain;
    if (!isWindowOpen())
        return at < m_rampEnd ? Phase::Ramp : Phase::WarmUp;
    return at < m_result.window.close ? Phase::Window : Phase::Drain;
}

void Collector::handOver()
{
    if (m_records.empty())
        return;
    for (metrics::RequestRecord &record : m_records) {
        record.phase = phaseOf(record);
        m_lastEnd = std::max(m_lastEnd, record.at.end);
        m_live.addRecord(record);
    }
    m_observer.recordsReady(std::exchange(m_records, {}));
}

double Collector::remainingSeconds(Instant at) const
{
    if (m_cell.spec.requests) {
        const std::uint64_t ended = m_totals.completed + m_totals.failed;
        if (ended == 0 || ended > *m_cell.spec.requests)
            return -1;
        const double left = static_cast<double>(*m_cell.spec.requests - ended);
        return left * toSeconds(at - m_cell.started) / static_cast<double>(ended);
    }
    if (isWindowOpen())
        return toSeconds(std::max(m_result.window.close - at, Duration::zero()));
    if (!m_cell.spec.warmup)
        return -1;
    return toSeconds(m_rampEnd + *m_cell.spec.warmup - at + *m_cell.spec.duration);
}

void Collector::noteWorkers(Instant at)
{
    if (at < m_stretchEnd)
        return;
    if (!m_reportsAtStretch.empty()) {
        auto health = std::make_shared<WorkersHealth>();
        health->second = toSeconds(at - m_cell.started);
        health->workers = workersBetween(m_reportsAtStretch, m_reports);
        m_workersHealth = std::move(health);
    }
    m_reportsAtStretch = m_reports;
    m_stretchEnd = at + StretchOfHealth;
}

void Collector::publish(Instant at)
{
    auto snapshot = std::make_shared<CellSnapshot>();
    if (!m_healthSettled)
        m_health = healthBetween(m_reportsAtOpen, m_reports);
    snapshot->phase = phaseNow(at);
    snapshot->elapsedSeconds = std::max(0.0, toSeconds(at - m_cell.started));
    if (isWindowOpen()) {
        snapshot->windowSeconds = std::max(0.0, toSeconds(std::min(at, m_result.window.close) - m_result.window.open));
        snapshot->windowOpenedAt = toSeconds(m_result.window.open - m_cell.started);
    }
    snapshot->remainingSeconds = remainingSeconds(at);
    snapshot->inFlight = m_totals.inFlight;
    snapshot->waiting = m_totals.waiting;
    snapshot->started = m_totals.started;
    snapshot->completed = m_totals.completed;
    snapshot->failed = m_totals.failed;
    snapshot->tokens = m_totals.tokens;
    snapshot->client = m_health;
    snapshot->workers = m_workersHealth;
    m_live.fill(*snapshot);
    m_observer.snapshotReady(std::move(snapshot));
}

void Collector::settleResult(Instant at)
{
    m_result.ended = at;
    m_result.client = m_health;
    if (m_cell.spec.requests) {
        m_result.window.close = std::max(m_lastEnd, m_result.window.open);
        // A stop that came when the last request was under way cut nothing short.
        m_result.complete = m_totals.completed + m_totals.failed >= *m_cell.spec.requests;
        m_result.cancelled = !m_result.complete;
    } else {
        m_result.complete = m_windowDone;
    }
}

} // namespace tokamark::load
