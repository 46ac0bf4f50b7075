#include "metrics/summarise.h"

#include "metrics/arrivalfigures.h"
#include "metrics/blockbootstrap.h"
#include "metrics/concurrency.h"
#include "metrics/latencyfigures.h"
#include "metrics/requestlatencies.h"
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

/// Pairs of neighbouring instants that run backwards.
std::uint64_t negativeIntervals(const RequestInstants &at)
{
    std::uint64_t count = 0;
    Instant last;
    for (const Instant instant : {at.connectStart, at.connected, at.tlsDone, at.sent, at.firstByte, at.firstEvent,
                                  at.firstToken, at.lastToken, at.end}) {
        if (!happened(instant))
            continue;
        count += instant < last ? 1 : 0;
        last = instant;
    }
    return count;
}

bool meets(const RequestLatencies &latencies, const plan::Slo &slo)
{
    const auto within = [&slo](const std::optional<double> &value) { return value && *value <= slo.limitMs; };
    switch (slo.metric) {
    case plan::Slo::Metric::Ttft: return within(latencies.ttft);
    case plan::Slo::Metric::E2el: return within(latencies.e2el);
    // An answer in one piece has no time per token and no gap that could be too long.
    case plan::Slo::Metric::Tpot: return !latencies.tpot || within(latencies.tpot);
    case plan::Slo::Metric::Stall: return !latencies.stall || within(latencies.stall);
    }
    return false;
}

bool meetsAll(const RequestLatencies &latencies, std::span<const plan::Slo> slos)
{
    return std::ranges::all_of(slos, [&latencies](const plan::Slo &slo) { return meets(latencies, slo); });
}

/// Values of one latency as they come in.
struct Samples {
    std::vector<double> values;
    std::uint64_t failures = 0;

    void add(const std::optional<double> &value)
    {
        if (value)
            values.push_back(*value);
    }
};

/// Mean of a count per request, and how far the draw of the requests makes it swing (Welford).
class RunningMean {
public:
    void add(std::uint32_t value)
    {
        ++m_count;
        const double off = value - m_mean;
        m_mean += off / static_cast<double>(m_count);
        m_squares += off * (value - m_mean);
    }
    [[nodiscard]] double mean() const noexcept { return m_mean; }
    [[nodiscard]] double standardError() const
    {
        if (m_count < 2)
            return 0;
        const auto count = static_cast<double>(m_count);
        return std::sqrt(m_squares / (count - 1) / count);
    }

private:
    std::uint64_t m_count = 0;
    double m_mean = 0;
    double m_squares = 0;
};

/// How many seconds a window has, the last one begun.
std::size_t secondsOf(const MeasuredWindow &window)
{
    return static_cast<std::size_t>(std::ceil(std::max(0.0, window.seconds())));
}

/// True where each event is known to hold one token: it says so, or the server's total is the number of events. A
/// token that ends the answer has no event of its own.
bool isOneTokenPerEvent(const RequestRecord &record, std::span<const Chunk> chunks)
{
    if (std::ranges::all_of(chunks, [](const Chunk &chunk) { return chunk.tokens == 1; }))
        return true;
    if (std::ranges::any_of(chunks, [](const Chunk &chunk) { return chunk.tokens > 0; })
        || record.outputSource != CountSource::Usage)
        return false;
    const std::size_t silent = record.finish == FinishReason::Stop ? 1 : 0;
    return record.outputTokens == chunks.size() || record.outputTokens == chunks.size() + silent;
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

    const SummaryInput &m_input;
    const MeasuredWindow m_window;
    CellFigures m_figures;
    Samples m_ttft;
    Samples m_ttftFromDue;
    Samples m_ttftFromConnect;
    Samples m_ttfa;
    Samples m_tpot;
    Samples m_itl;
    Samples m_e2el;
    Samples m_stall;
    Samples m_e2elFromDue;
    Samples m_clientQueue;
    std::vector<InFlight> m_inFlight;
    BootstrapInput m_bootstrap;
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
        m_clientQueue.add(toMilliseconds(record.at.sent - record.at.due));
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
    m_ttft.add(latencies.ttft);
    m_ttftFromDue.add(latencies.ttftFromDue);
    m_ttftFromConnect.add(latencies.ttftFromConnect);
    m_ttfa.add(latencies.ttfa);
    m_tpot.add(latencies.tpot);
    m_stall.add(latencies.stall);
    // A request that was cut short to bring users out of step ends earlier than the plan's would.
    const std::optional<double> e2el = record.shortened ? std::nullopt : latencies.e2el;
    m_e2el.add(e2el);
    if (e2el)
        m_e2elFromDue.add(toMilliseconds(record.at.lastToken - record.at.due));
    const double seconds = secondsIntoWindow(placeInTime(record, m_input.load));
    const auto fromDue = hasSchedule() ? latencies.ttftFromDue : std::nullopt;
    const std::array values{latencies.ttft, latencies.tpot, e2el, fromDue};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i])
            m_bootstrap.latencies[i].push_back({seconds, *values[i]});
    }
    m_severalTokens += record.outputTokens > 1 ? 1 : 0;
    m_inOnePiece += cameInOnePiece(record) ? 1 : 0;
    m_hasEvents = m_hasEvents || !chunks.empty();
    m_oneTokenPerEvent = m_oneTokenPerEvent && isOneTokenPerEvent(record, chunks);
    for (std::size_t i = 1; i < chunks.size(); ++i)
        m_itl.values.push_back(toMilliseconds(chunks[i].at - chunks[i - 1].at));
}

/// It waited longer than anybody measured, which is all that is known of its latencies from due.
void Collector::addUnsent(const RequestRecord &record)
{
    for (Samples *samples : {&m_ttftFromDue, &m_e2elFromDue, &m_clientQueue})
        ++samples->failures;
    m_bootstrap.latencies[FromDue].push_back({secondsIntoWindow(record.at.due), Beyond});
}

void Collector::addFailure(const RequestRecord &record)
{
    ++m_figures.failed;
    ++m_figures.failuresByOutcome.at(static_cast<std::size_t>(record.outcome));
    for (Samples *samples : {&m_ttft, &m_ttftFromDue, &m_ttfa, &m_tpot, &m_e2el, &m_e2elFromDue, &m_stall})
        ++samples->failures;
    if (record.newConnection)
        ++m_ttftFromConnect.failures;
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
    const auto figures = [](Samples &samples) { return latencyFigures(samples.values, samples.failures); };
    m_figures.ttft = figures(m_ttft);
    m_figures.ttftFromDue = figures(m_ttftFromDue);
    m_figures.ttftFromConnect = figures(m_ttftFromConnect);
    m_figures.ttfa = figures(m_ttfa);
    m_figures.tpot = figures(m_tpot);
    m_figures.itl = figures(m_itl);
    m_figures.e2el = figures(m_e2el);
    m_figures.stall = figures(m_stall);
    if (hasSchedule()) {
        m_figures.e2elFromDue = figures(m_e2elFromDue);
        m_figures.clientQueue = figures(m_clientQueue);
        m_figures.arrivals = arrivalFigures(m_input.records, m_window);
    }
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
    steady.answerSeconds = latencyFigures(m_e2el.values, 0).p50 / 1000;
    steady.tokens = &m_bootstrap.tokens;
    steady.ttft = m_bootstrap.latencies.front();
    m_figures.steady = steadyFigures(steady);
}

void Collector::finishErrors()
{
    // Of completed requests alone: a p95 that failures have reached would leave no length for a block.
    const LatencyFigures completed = latencyFigures(m_e2el.values, 0);
    // Long enough for whole requests, and for the states of a server that outlast them: of the window's tenth, as many
    // blocks as still tell their spread.
    if (completed.p95 > 0)
        m_bootstrap.blockSeconds = std::max(2 * completed.p95 / 1000, m_window.seconds() / MostBlocks);
    const BootstrapResult result = blockBootstrap(m_bootstrap);
    m_figures.outputTokensPerSecondInterval = result.outputTokensPerSecond;
    m_figures.ttftP50Interval = result.ttftP50;
    m_figures.ttftP95Interval = result.ttftP95;
    m_figures.logErrors = result.logErrors;
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
