#include "metrics/summarise.h"

#include "metrics/arrivalfigures.h"
#include "metrics/blockbootstrap.h"
#include "metrics/concurrency.h"
#include "metrics/goodrequest.h"
#include "metrics/latencysamples.h"
#include "metrics/recordfacts.h"
#include "metrics/requestlatencies.h"
#include "metrics/runningmean.h"
#include "metrics/steadiness.h"
#include "metrics/tokenarrivals.h"
#include "metrics/windowrange.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>

namespace tokamark::metrics {
namespace {

/// Of the bootstrap.
constexpr double MostBlocks = 5;
constexpr std::size_t FromDue = 3; ///< among its latencies
constexpr double Beyond = std::numeric_limits<double>::infinity(); ///< longer than any sample

/// Records in one order whatever order they came in, because sums of floating numbers depend on it.
std::vector<const RequestRecord *> inFixedOrder(std::span<const RequestRecord> records)
{
    std::vector<const RequestRecord *> ordered;
    ordered.reserve(records.size());
    for (const RequestRecord &record : records)
        ordered.push_back(&record);
    std::ranges::sort(ordered, {}, [](const RequestRecord *record) {
        return std::tuple(record->at.sent, record->id, record->at.end);
    });
    return ordered;
}

/// How many seconds a window has, the last one begun.
std::size_t secondsOf(const MeasuredWindow &window)
{
    return static_cast<std::size_t>(std::ceil(std::max(0.0, window.seconds())));
}

/// Walks over the records once and keeps what the figures need.
class Collector {
public:
    explicit Collector(const SummaryInput &input)
        : m_input(input)
        , m_window(input.window)
    {
        m_figures.window = input.window;
        m_figures.client = input.client;
        m_bootstrap.windowSeconds = m_window.seconds();
        m_bootstrap.seed = input.bootstrapSeed;
        m_bootstrap.tokens = BinnedAmount(m_window.seconds());
        m_bootstrap.completions = BinnedAmount(m_window.seconds());
        m_asked = BinnedAmount(m_window.seconds());
        m_tokensBySecond.resize(secondsOf(m_window));
    }

    void add(const RequestRecord &record);
    [[nodiscard]] CellFigures finish();

private:
    [[nodiscard]] bool inWindow(Instant at) const { return at >= m_window.open && at <= m_window.close; }
    [[nodiscard]] bool counts(const RequestRecord &record) const;
    [[nodiscard]] double secondsIntoWindow(Instant at) const { return toSeconds(at - m_window.open); }
    void addArrivals(const RequestRecord &record, std::span<const Chunk> chunks);
    void addCompletion(const RequestRecord &record, const RequestLatencies &latencies);
    void addCounted(const RequestRecord &record, std::span<const Chunk> chunks, const RequestLatencies &latencies);
    void addLatencies(const RequestRecord &record, std::span<const Chunk> chunks, const RequestLatencies &latencies);
    void addUnsent(const RequestRecord &record);
    [[nodiscard]] bool isGood(const RequestRecord &record, RequestLatencies latencies) const;
    void addFailure(const RequestRecord &record);
    /// Requests are due by themselves. Where users send as soon as they can, nothing waits in the client.
    [[nodiscard]] bool hasSchedule() const { return m_input.load != plan::LoadKind::Closed; }
    void finishRates();
    void finishLatencies();
    void finishConcurrency();
    void finishErrors();
    void addItlErrors();

    const SummaryInput &m_input;
    const MeasuredWindow m_window;
    CellFigures m_figures;
    LatencySamples m_latencies;
    std::array<LatencyFigures, Sections> m_itlSections;
    std::vector<InFlight> m_inFlight;
    BootstrapInput m_bootstrap;
    BinnedAmount m_asked; ///< tokens, by when they were due
    double m_lastDueSecond = 0;
    double m_windowTokens = 0;
    std::uint64_t m_windowInputTokens = 0;
    std::vector<double> m_tokensBySecond;
    RunningMean m_inputLength;
    RunningMean m_fullOutputLength;
    std::uint64_t m_completedInside = 0;
    std::uint64_t m_goodInside = 0; ///< that ended inside the window
    std::uint64_t m_goodCounted = 0; ///< that were sent inside the window
    std::uint64_t m_severalTokens = 0; ///< answers of several tokens
    std::uint64_t m_inOnePiece = 0;
    bool m_hasEvents = false;
    bool m_oneTokenPerEvent = true;
    std::uint64_t m_negativeIntervals = 0;
};

void Collector::add(const RequestRecord &record)
{
    m_negativeIntervals += negativeIntervals(record.at);
    if (happened(record.at.sent))
        m_inFlight.push_back({record.at.sent, happened(record.at.end) ? record.at.end : m_window.close});
    if (inWindow(record.at.due)) {
        m_asked.add(secondsIntoWindow(record.at.due), record.requestedOutputTokens);
        m_lastDueSecond = std::max(m_lastDueSecond, secondsIntoWindow(record.at.due));
    }
    const bool counted = counts(record);
    const bool overlaps = happened(record.at.sent) && record.at.sent <= m_window.close
        && (!happened(record.at.end) || record.at.end >= m_window.open);
    if (!counted && !overlaps)
        return;
    const std::vector<Chunk> chunks = record.timeline.chunks();
    const RequestLatencies latencies = latenciesOf(record, chunks);
    addArrivals(record, chunks);
    addCompletion(record, latencies);
    if (counted)
        addCounted(record, chunks, latencies);
}

bool Collector::counts(const RequestRecord &record) const
{
    if (!m_input.movedWindow)
        return record.phase == Phase::Window;
    const Instant place = placeInTime(record, m_input.load);
    return place >= m_window.open && place < m_window.close;
}

void Collector::addArrivals(const RequestRecord &record, std::span<const Chunk> chunks)
{
    for (const TokenArrival &arrival : tokenArrivals(record, chunks)) {
        if (!inWindow(arrival.at))
            continue;
        const double seconds = secondsIntoWindow(arrival.at);
        m_windowTokens += arrival.tokens;
        m_bootstrap.tokens.add(seconds, arrival.tokens);
        if (!m_tokensBySecond.empty())
            m_tokensBySecond[std::min(static_cast<std::size_t>(seconds), m_tokensBySecond.size() - 1)]
                += arrival.tokens;
    }
    // Its prompt has been worked off when the first token comes.
    if (happened(record.at.firstToken) && inWindow(record.at.firstToken))
        m_windowInputTokens += record.promptTokens;
}

void Collector::addCompletion(const RequestRecord &record, const RequestLatencies &latencies)
{
    if (record.outcome != Outcome::Completed || !inWindow(record.at.end))
        return;
    ++m_completedInside;
    m_bootstrap.completions.add(secondsIntoWindow(record.at.end), 1);
    if (isGood(record, latencies))
        ++m_goodInside;
}

/// Whether it met every SLO as somebody saw it who asked when it was due: a wait in the client is a wait.
bool Collector::isGood(const RequestRecord &record, RequestLatencies latencies) const
{
    if (hasSchedule()) {
        latencies.ttft = latencies.ttftFromDue;
        if (latencies.e2el)
            latencies.e2el = toMilliseconds(record.at.lastToken - record.at.due);
    }
    return meetsAll(latencies, m_input.slos);
}

void Collector::addCounted(const RequestRecord &record, std::span<const Chunk> chunks,
                           const RequestLatencies &latencies)
{
    if (isUnsent(record))
        return addUnsent(record);
    ++m_figures.started;
    if (happened(record.at.sent))
        m_latencies.addSent(record);
    m_figures.resends += record.resends;
    if (isFailure(record.outcome))
        return addFailure(record);
    if (record.outcome != Outcome::Completed)
        return;
    ++m_figures.completed;
    m_figures.inputTokens += record.promptTokens;
    m_figures.cachedInputTokens += record.cachedPromptTokens;
    m_figures.outputTokens += record.outputTokens;
    if (isGood(record, latencies))
        ++m_goodCounted;
    m_figures.tokensEstimated = m_figures.tokensEstimated || record.outputSource == CountSource::Estimated;
    m_inputLength.add(record.promptTokens);
    if (!record.shortened)
        m_fullOutputLength.add(record.outputTokens);
    addLatencies(record, chunks, latencies);
}

void Collector::addLatencies(const RequestRecord &record, std::span<const Chunk> chunks,
                             const RequestLatencies &latencies)
{
    m_latencies.addCompleted(record, chunks, latencies);
    const double seconds = secondsIntoWindow(placeInTime(record, m_input.load));
    const auto fromDue = hasSchedule() ? latencies.ttftFromDue : std::nullopt;
    const std::array values{latencies.ttft, latencies.tpot, e2elOfThePlan(record, latencies), fromDue};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i])
            m_bootstrap.latencies[i].push_back({seconds, *values[i]});
    }
    m_severalTokens += record.outputTokens > 1 ? 1 : 0;
    m_inOnePiece += cameInOnePiece(record) ? 1 : 0;
    m_hasEvents = m_hasEvents || !chunks.empty();
    m_oneTokenPerEvent = m_oneTokenPerEvent && isOneTokenPerEvent(record, chunks);
}

/// It waited longer than anybody measured, which is all that is known of its latencies from due.
void Collector::addUnsent(const RequestRecord &record)
{
    m_latencies.addUnsent();
    m_bootstrap.latencies[FromDue].push_back({secondsIntoWindow(record.at.due), Beyond});
}

void Collector::addFailure(const RequestRecord &record)
{
    ++m_figures.failed;
    ++m_figures.failuresByOutcome.at(static_cast<std::size_t>(record.outcome));
    m_latencies.addFailed(record);
    const double seconds = secondsIntoWindow(placeInTime(record, m_input.load));
    for (std::size_t i = 0; i < m_bootstrap.latencies.size(); ++i) {
        if (i != FromDue || hasSchedule())
            m_bootstrap.latencies[i].push_back({seconds, Beyond});
    }
}

void Collector::finishRates()
{
    const double seconds = m_window.seconds();
    m_figures.windowTokens = static_cast<std::uint64_t>(std::llround(m_windowTokens));
    if (seconds > 0) {
        m_figures.outputTokensPerSecond = m_windowTokens / seconds;
        m_figures.totalTokensPerSecond = (m_windowTokens + static_cast<double>(m_windowInputTokens)) / seconds;
        m_figures.peakOutputTokensPerSecond = std::ranges::max(m_tokensBySecond);
        m_figures.requestsPerSecond = static_cast<double>(m_completedInside) / seconds;
        if (!m_input.slos.empty())
            m_figures.goodput = static_cast<double>(m_goodInside) / seconds;
    }
    if (const std::uint64_t ended = m_figures.completed + m_figures.failed; !m_input.slos.empty() && ended > 0)
        m_figures.goodShare = static_cast<double>(m_goodCounted) / static_cast<double>(ended);
    if (m_figures.started > 0)
        m_figures.errorRate = static_cast<double>(m_figures.failed) / static_cast<double>(m_figures.started);
    m_figures.meanInputTokens = m_inputLength.mean();
    m_figures.meanInputTokensError = m_inputLength.standardError();
    m_figures.meanOutputTokens = m_fullOutputLength.mean();
    m_figures.meanOutputTokensError = m_fullOutputLength.standardError();
}

void Collector::finishLatencies()
{
    m_itlSections = m_latencies.itlSections();
    m_latencies.fill(m_figures, hasSchedule());
    if (hasSchedule())
        m_figures.arrivals = arrivalFigures(m_input.records, m_window);
    if (m_severalTokens > 0)
        m_figures.inOnePiece = static_cast<double>(m_inOnePiece) / static_cast<double>(m_severalTokens);
    m_figures.itlIsPerToken = m_hasEvents && m_oneTokenPerEvent;
    if (m_figures.tpot.mean > 0)
        m_figures.tokensPerSecondPerUser = 1000 / m_figures.tpot.mean;
}

void Collector::finishConcurrency()
{
    const double think = toMilliseconds(m_input.thinkTime);
    const double busy = m_figures.e2el.mean;
    const double share = busy + think > 0 && busy > 0 ? busy / (busy + think) : 1;
    // No number is asked for where requests come by themselves.
    m_figures.expectedConcurrency = m_input.load == plan::LoadKind::Closed ? m_input.users * share : 0;
    const ConcurrencyFigures held = concurrencyHeld(m_inFlight, m_window, m_figures.expectedConcurrency, think > 0);
    m_figures.meanConcurrency = held.mean;
    m_figures.peakConcurrency = held.peak;
    m_figures.lowConcurrencyShare = held.lowShare;

    // A window without ramp and drain is full by itself; where think times let few requests be in flight by chance,
    // the first and last full moments mean nothing.
    const bool trimmed = m_window.wholeCell || m_input.rampInsideWindow;
    SteadyInput steady;
    steady.windowSeconds = m_window.seconds();
    steady.fromSecond = trimmed ? held.fullFromSecond : 0;
    steady.toSecond = trimmed ? held.fullToSecond : m_window.seconds();
    steady.answerSeconds = m_latencies.completedE2el().p50 / 1000;
    steady.tokens = &m_bootstrap.tokens;
    if (m_input.load == plan::LoadKind::Trace) {
        steady.asked = &m_asked;
        steady.toSecond = m_lastDueSecond; // nothing is asked any more behind it
    }
    steady.ttft = m_bootstrap.latencies.front();
    m_figures.steady = steadyFigures(steady);
}

void Collector::finishErrors()
{
    // Of completed requests alone: a p95 that failures have reached would leave no length for a block.
    const LatencyFigures completed = m_latencies.completedE2el();
    // Long enough for whole requests, and for the states of a server that outlast them: of the window's tenth, as many
    // blocks as still tell their spread.
    if (completed.p95 > 0)
        m_bootstrap.blockSeconds = std::max(2 * completed.p95 / 1000, m_window.seconds() / MostBlocks);
    const BootstrapResult result = blockBootstrap(m_bootstrap);
    m_figures.outputTokensPerSecondInterval = result.outputTokensPerSecond;
    m_figures.ttftP50Interval = result.ttftP50;
    m_figures.ttftP95Interval = result.ttftP95;
    m_figures.logErrors = result.logErrors;
    if (isLongEnough(m_bootstrap))
        addItlErrors();
}

/// Gaps are too many to be drawn a thousand times, and neighbours all wait for the same steps. The sections of the window
/// tell how far they swing at the cost of looking at each once more; that the server's pace outlasts a section, the mean
/// TPOT knows, which is made of the same gaps.
void Collector::addItlErrors()
{
    constexpr std::array Statistics{&LatencyFigures::mean, &LatencyFigures::p50, &LatencyFigures::p90,
                                    &LatencyFigures::p95, &LatencyFigures::p99}; // in the order of Metric
    constexpr std::size_t FirstOfTail = 2;
    const double pace = m_figures.logErrors[static_cast<std::size_t>(Metric::TpotMean)];
    for (std::size_t i = 0; i < Statistics.size(); ++i) {
        std::array<double, Sections> parts{};
        std::ranges::transform(m_itlSections, parts.begin(), Statistics[i]);
        const double error = sectionError(parts, m_figures.itl.*Statistics[i]);
        if (error <= 0)
            continue;
        // Mean and median move with the pace; the tail moves by how long and short steps mix as well.
        m_figures.logErrors[static_cast<std::size_t>(Metric::ItlMean) + i]
            = i < FirstOfTail ? std::max(error, pace) : std::hypot(error, pace);
    }
}

CellFigures Collector::finish()
{
    finishRates();
    finishLatencies();
    finishConcurrency();
    finishErrors();
    std::uint64_t &negative = m_figures.client.negativeIntervals;
    negative = std::max(negative, m_negativeIntervals);
    return m_figures;
}

} // namespace

CellFigures summarise(const SummaryInput &input)
{
    Collector collector(input);
    for (const RequestRecord *record : inFixedOrder(input.records))
        collector.add(*record);
    return collector.finish();
}

} // namespace tokamark::metrics
