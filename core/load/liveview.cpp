#include "load/liveview.h"

#include <algorithm>
#include <cstddef>

namespace tokamark::load {
namespace {

constexpr std::size_t MostPoints = 600;
constexpr std::size_t MostDots = 2000;
constexpr Duration RateSpan = std::chrono::seconds(1);

double microseconds(Duration duration)
{
    return std::chrono::duration<double, std::micro>(duration).count();
}

LogHistogram difference(LogHistogram later, const LogHistogram &earlier)
{
    later -= earlier;
    return later;
}

double share(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

template <class T> void keepEverySecond(std::vector<T> &values)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < values.size(); i += 2)
        values[kept++] = values[i];
    values.resize(kept);
}

} // namespace

CellTotals CellTotals::of(std::span<const WorkerReport> reports)
{
    CellTotals totals;
    totals.finished = true;
    Duration sinceEpoch{};
    for (const WorkerReport &report : reports) {
        sinceEpoch += report.asOf.time_since_epoch() / static_cast<Duration::rep>(reports.size());
        totals.started += report.started;
        totals.completed += report.completed;
        totals.failed += report.failed;
        totals.tokens += report.tokens;
        totals.inFlight += report.inFlight;
        totals.waiting += report.waiting;
        totals.countedInFlight += report.countedInFlight;
        totals.inFlightSeconds += report.inFlightSeconds;
        totals.finished = totals.finished && report.finished;
    }
    totals.asOf = Instant(sinceEpoch);
    return totals;
}

metrics::ClientHealth healthBetween(std::span<const WorkerReport> from, std::span<const WorkerReport> to)
{
    WorkerReport sum;
    double busiest = 0;
    for (std::size_t i = 0; i < to.size(); ++i) {
        const WorkerReport none;
        const WorkerReport &before = i < from.size() ? from[i] : none;
        LogHistogram WorkerReport::*const histograms[] = {&WorkerReport::sendLateness, &WorkerReport::turnaround,
                                                          &WorkerReport::readLag, &WorkerReport::loopDelay};
        for (const auto histogram : histograms)
            sum.*histogram += difference(to[i].*histogram, before.*histogram);
        sum.tokenReads += to[i].tokenReads - before.tokenReads;
        sum.severalEventReads += to[i].severalEventReads - before.severalEventReads;
        sum.firstTokens += to[i].firstTokens - before.firstTokens;
        sum.sharedFirstTokens += to[i].sharedFirstTokens - before.sharedFirstTokens;
        sum.negativeIntervals += to[i].negativeIntervals - before.negativeIntervals;
        sum.userStamps += to[i].userStamps - before.userStamps;
        sum.largestClockStep = std::max(sum.largestClockStep, to[i].largestClockStep);
        const Duration elapsed = to[i].asOf - before.asOf;
        if (elapsed > Duration::zero())
            busiest = std::max(busiest, toSeconds(to[i].cpu - before.cpu) / toSeconds(elapsed));
    }
    metrics::ClientHealth health;
    health.sendLatenessP50 = microseconds(sum.sendLateness.percentile(50));
    health.sendLatenessP99 = microseconds(sum.sendLateness.percentile(99));
    health.readLagP50 = microseconds(sum.readLag.percentile(50));
    health.readLagP99 = microseconds(sum.readLag.percentile(99));
    health.turnaroundP99 = microseconds(sum.turnaround.percentile(99));
    health.cpuShare = busiest;
    health.sharedFirstTokenShare = share(sum.sharedFirstTokens, sum.firstTokens);
    health.clockStepMaxMs = toMilliseconds(sum.largestClockStep);
    health.kernelStamps = sum.userStamps == 0;
    health.negativeIntervals = sum.negativeIntervals;
    health.severalEventReads = share(sum.severalEventReads, sum.tokenReads);
    health.loopStallMaxMs = toMilliseconds(sum.loopDelay.percentile(100));
    return health;
}

std::vector<WorkerHealth> workersBetween(std::span<const WorkerReport> from, std::span<const WorkerReport> to)
{
    std::vector<WorkerHealth> workers;
    for (std::size_t i = 0; i < to.size() && i < from.size(); ++i) {
        const double seconds = toSeconds(to[i].asOf - from[i].asOf);
        if (seconds <= 0)
            continue;
        const LogHistogram lag = difference(to[i].readLag, from[i].readLag);
        WorkerHealth health;
        health.worker = static_cast<std::uint32_t>(i);
        health.cpuShare = toSeconds(to[i].cpu - from[i].cpu) / seconds;
        health.readLagP50 = microseconds(lag.percentile(50));
        health.readLagP99 = microseconds(lag.percentile(99));
        health.sendLatenessP99 = microseconds(difference(to[i].sendLateness, from[i].sendLateness).percentile(99));
        health.severalEventReads
            = share(to[i].severalEventReads - from[i].severalEventReads, to[i].tokenReads - from[i].tokenReads);
        health.loopStallMs = toMilliseconds(difference(to[i].loopDelay, from[i].loopDelay).percentile(100));
        health.tokensPerSecond = static_cast<double>(to[i].tokens - from[i].tokens) / seconds;
        workers.push_back(health);
    }
    return workers;
}

LiveView::LiveView(Instant cellStart)
    : m_cellStart(cellStart)
{
    m_last.asOf = cellStart;
}

void LiveView::addTotals(const CellTotals &totals)
{
    if (totals.asOf <= m_last.asOf)
        return;
    m_recent.push_back(totals);
    while (m_recent.size() > 2 && totals.asOf - m_recent[1].asOf >= RateSpan)
        m_recent.erase(m_recent.begin());
    if (++m_stepsPending < m_stepsPerPoint)
        return;
    const double seconds = toSeconds(totals.asOf - m_last.asOf);
    addPoint({toSeconds(totals.asOf - m_cellStart), static_cast<double>(totals.tokens - m_last.tokens) / seconds,
              (totals.inFlightSeconds - m_last.inFlightSeconds) / seconds, static_cast<double>(totals.waiting)});
    m_last = totals;
    m_stepsPending = 0;
}

/// A full series is halved by joining neighbours, and goes on in steps twice as long.
void LiveView::addPoint(const SeriesPoint &point)
{
    m_series.push_back(point);
    if (m_series.size() < MostPoints)
        return;
    double stepBegin = 0;
    for (std::size_t i = 0; i + 1 < m_series.size(); i += 2) {
        const SeriesPoint &first = m_series[i];
        const SeriesPoint &second = m_series[i + 1];
        const double firstLength = first.second - stepBegin;
        const double secondLength = second.second - first.second;
        const double whole = firstLength + secondLength;
        const auto joined = [&](double a, double b) { return (a * firstLength + b * secondLength) / whole; };
        stepBegin = second.second;
        m_series[i / 2] = {second.second, joined(first.tokensPerSecond, second.tokensPerSecond),
                           joined(first.inFlight, second.inFlight), second.waiting};
    }
    m_series.resize(m_series.size() / 2);
    m_stepsPerPoint *= 2;
}

void LiveView::addRecord(const metrics::RequestRecord &record)
{
    if (record.outcome != metrics::Outcome::Completed || !happened(record.at.firstToken))
        return;
    const double ttftMs = toMilliseconds(record.at.firstToken - record.at.sent);
    if (record.phase == metrics::Phase::Window)
        m_windowTtftMs.push_back(static_cast<float>(ttftMs));
    if (m_dotsSeen++ % m_dotStride != 0)
        return;
    m_dots.push_back({toSeconds(record.at.sent - m_cellStart), ttftMs});
    if (m_dots.size() >= MostDots) {
        keepEverySecond(m_dots);
        m_dotStride *= 2;
    }
}

void LiveView::fill(CellSnapshot &snapshot)
{
    snapshot.series = m_series;
    snapshot.dots = m_dots;
    if (m_recent.size() >= 2) {
        const CellTotals &from = m_recent.front();
        const CellTotals &to = m_recent.back();
        snapshot.tokensPerSecond = static_cast<double>(to.tokens - from.tokens) / toSeconds(to.asOf - from.asOf);
    }
    if (!m_windowTtftMs.empty()) {
        const auto middle = m_windowTtftMs.begin() + static_cast<std::ptrdiff_t>(m_windowTtftMs.size() / 2);
        std::nth_element(m_windowTtftMs.begin(), middle, m_windowTtftMs.end());
        snapshot.ttftP50Ms = static_cast<double>(*middle);
    }
}

} // namespace tokamark::load
