#include "telemetry/reconcile.h"

#include "telemetry/inflightcourse.h"

#include <algorithm>
#include <optional>

namespace tokamark::telemetry {
namespace {

using metrics::CountPair;
using metrics::Outcome;
using metrics::RequestRecord;
using metrics::ServerFigures;
using metrics::TtftSplit;
using profiles::Meaning;

constexpr double MsPerSecond = 1000;

/// Sums up something of which the mean is wanted; empty without values.
class Mean {
public:
    void add(double value)
    {
        m_sum += value;
        ++m_count;
    }
    [[nodiscard]] std::optional<double> value() const
    {
        return m_count > 0 ? std::optional(m_sum / static_cast<double>(m_count)) : std::nullopt;
    }
    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }

private:
    double m_sum = 0;
    std::uint64_t m_count = 0;
};

/// The readings from the last one before the window on; all of them if there is none.
std::span<const ServerReading> aroundWindow(const ReconcileInput &input)
{
    const std::span<const ServerReading> readings = input.server;
    const auto after = std::ranges::upper_bound(readings, input.window.open, {}, &ServerReading::at);
    const auto first = after == readings.begin() ? after : after - 1;
    if (!input.endsAtClose)
        return {first, readings.end()};
    const auto last = std::ranges::lower_bound(readings, input.window.close, {}, &ServerReading::at);
    return {first, last == readings.end() ? last : last + 1};
}

/// The server's part of the split. Empty: its histograms do not say enough.
struct ServerPart {
    std::optional<double> queueMs;
    double prefillMs = 0;
    std::uint64_t requests = 0;
    bool toldAtEnd = false; ///< of a request; else when its first token was made
};

std::optional<ServerPart> serverPart(const ServerChange &change)
{
    const auto meanMs = [&change](Meaning meaning) -> std::optional<double> {
        const auto &histogram = change.histogram(meaning);
        const auto mean = histogram ? histogram->mean() : std::nullopt;
        return mean ? std::optional(*mean * MsPerSecond) : std::nullopt;
    };
    ServerPart part;
    part.queueMs = meanMs(Meaning::QueueTime);
    if (const auto prefill = meanMs(Meaning::PrefillTime)) {
        part.prefillMs = *prefill;
        part.requests = static_cast<std::uint64_t>(change.histogram(Meaning::PrefillTime)->count);
        part.toldAtEnd = true;
        return part;
    }
    // A server's TTFT counts from the arrival of the request, so the wait in the queue is in it.
    if (const auto ttft = meanMs(Meaning::TimeToFirstToken)) {
        part.prefillMs = *ttft - part.queueMs.value_or(0);
        part.requests = static_cast<std::uint64_t>(change.histogram(Meaning::TimeToFirstToken)->count);
        return part;
    }
    return std::nullopt;
}

/// The client's part of the split, request by request.
class ClientSide {
public:
    void add(const RequestRecord &record)
    {
        const metrics::RequestInstants &at = record.at;
        m_ttft.add(toMilliseconds(at.firstToken - at.sent));
        if (!record.newConnection || !happened(at.connected))
            return;
        m_connecting += toMilliseconds(std::max(at.connected, at.tlsDone) - at.connectStart);
        // The quickest one: the others are those that a busy client was late to see.
        const double took = toMilliseconds(at.connected - at.connectStart);
        m_roundTrip = std::min(m_roundTrip.value_or(took), took);
    }
    /// Empty without requests.
    [[nodiscard]] std::optional<TtftSplit> split() const
    {
        if (m_ttft.count() == 0)
            return std::nullopt;
        TtftSplit split;
        split.client = *m_ttft.value();
        split.connection = m_connecting / static_cast<double>(m_ttft.count());
        split.network = m_roundTrip;
        split.requests = m_ttft.count();
        return split;
    }

private:
    Mean m_ttft;
    std::optional<double> m_roundTrip;
    double m_connecting = 0;
};

/// What the client saw of the requests that ended, or got their first token, between two instants.
std::optional<TtftSplit> clientPart(std::span<const RequestRecord> records, Instant from, Instant to, bool byEnd)
{
    ClientSide client;
    for (const RequestRecord &record : records) {
        const Instant moment = byEnd ? record.at.end : record.at.firstToken;
        if (happened(record.at.firstToken) && moment > from && moment <= to)
            client.add(record);
    }
    return client.split();
}

TtftSplit withRemainder(TtftSplit split)
{
    split.remainder = split.client - split.network.value_or(0) - split.queue.value_or(0) - split.prefill;
    return split;
}

/// From what the server told with each request of the window: the very same requests on both sides.
std::optional<TtftSplit> splitOfRequests(const ReconcileInput &input)
{
    ClientSide client;
    Mean queue;
    Mean prefill;
    for (const RequestRecord &record : input.records) {
        const bool inWindow = input.counts ? input.counts(record) : record.phase == metrics::Phase::Window;
        if (!inWindow || record.outcome != Outcome::Completed || !record.server.prefill
            || !happened(record.at.firstToken))
            continue;
        client.add(record);
        prefill.add(toMilliseconds(*record.server.prefill));
        if (record.server.queue)
            queue.add(toMilliseconds(*record.server.queue));
    }
    auto split = client.split();
    if (!split)
        return std::nullopt;
    split->source = metrics::SplitSource::Requests;
    // A queue that only some tell of is nobody's mean.
    if (queue.count() == prefill.count())
        split->queue = queue.value();
    split->prefill = *prefill.value();
    split->serverRequests = split->requests;
    return withRemainder(*split);
}

std::optional<TtftSplit> splitOf(const ReconcileInput &input)
{
    if (auto split = splitOfRequests(input))
        return split;
    const auto readings = aroundWindow(input);
    const ServerChange change = changeOver(readings);
    const auto server = change.restarted ? std::nullopt : serverPart(change);
    if (!server)
        return std::nullopt;
    auto split = clientPart(input.records, readings.front().at, readings.back().at, server->toldAtEnd);
    if (!split)
        return std::nullopt;
    split->queue = server->queueMs;
    split->prefill = server->prefillMs;
    split->serverRequests = server->requests;
    return withRemainder(*split);
}

void addCounts(const ReconcileInput &input, const ServerChange &change, ServerFigures &figures)
{
    std::uint64_t longestPrompt = 0;
    for (const RequestRecord &record : input.records)
        longestPrompt = std::max<std::uint64_t>(longestPrompt, record.promptTokens);
    for (const RequestRecord &record : input.records) {
        if (record.outcome == Outcome::Cancelled) {
            figures.requests.cut += 1;
            figures.promptTokens.cut += longestPrompt;
            figures.outputTokens.cut += std::max(record.outputTokens, record.requestedOutputTokens);
            continue;
        }
        figures.requests.client += record.outcome == Outcome::Completed ? 1 : 0;
        figures.promptTokens.client += record.promptTokens;
        figures.outputTokens.client += record.outputTokens;
        figures.endTokens += record.finish == metrics::FinishReason::Stop ? 1 : 0;
    }
    if (change.restarted || input.hasUnrecorded)
        return;
    figures.requests.server = change.counter(Meaning::RequestsDone);
    figures.promptTokens.server = change.counter(Meaning::PromptTokens);
    figures.outputTokens.server = change.counter(Meaning::OutputTokens);
}

void addGauges(const ReconcileInput &input, ServerFigures &figures)
{
    struct Gauge {
        Meaning meaning;
        std::optional<double> ServerFigures::*mean;
        std::optional<double> ServerFigures::*largest;
    };
    for (const Gauge &gauge : {Gauge{Meaning::Running, &ServerFigures::meanRunning, nullptr},
                               Gauge{Meaning::Waiting, &ServerFigures::meanWaiting, &ServerFigures::maxWaiting},
                               Gauge{Meaning::KvUse, &ServerFigures::meanKvUse, &ServerFigures::maxKvUse}}) {
        Mean mean;
        double largest = 0;
        for (const ServerReading &reading : input.server) {
            const auto value = reading.number(gauge.meaning);
            if (!value || reading.at < input.window.open || reading.at > input.window.close)
                continue;
            mean.add(*value);
            largest = std::max(largest, *value);
        }
        figures.*gauge.mean = mean.value();
        if (gauge.largest && mean.count() > 0)
            figures.*gauge.largest = largest;
    }
}

void addChanges(const ServerChange &change, ServerFigures &figures)
{
    figures.preemptions = change.counter(Meaning::Preemptions);
    const auto share = [&change](Meaning part, Meaning whole) -> std::optional<double> {
        const auto some = change.counter(part);
        const auto all = change.counter(whole);
        return some && all && *all > 0 ? std::optional(*some / *all) : std::nullopt;
    };
    figures.cachedPromptShare = share(Meaning::PrefixHits, Meaning::PrefixQueries);
    if (!figures.cachedPromptShare)
        figures.cachedPromptShare = share(Meaning::CachedPromptTokens, Meaning::PromptTokens);
    if (const auto &gap = change.histogram(Meaning::InterTokenTime); gap && gap->mean())
        figures.meanTokenGapMs = *gap->mean() * MsPerSecond;
    const auto &ttft = change.histogram(Meaning::TimeToFirstToken);
    if (const auto bounds = ttft ? quantileBounds(*ttft, 0.95) : std::nullopt) {
        figures.ttftP95LowMs = bounds->low * MsPerSecond;
        figures.ttftP95HighMs = bounds->high * MsPerSecond;
    }
}

void addGpus(const ReconcileInput &input, ServerFigures &figures)
{
    Mean power;
    Mean use;
    for (const GpuSample &sample : input.gpus) {
        if (sample.at < input.window.open || sample.at > input.window.close)
            continue;
        figures.gpus = std::max<std::uint64_t>(figures.gpus, sample.gpus.size());
        if (const auto watts = sample.total(&GpuReading::powerWatts))
            power.add(*watts);
        if (const auto shares = sample.total(&GpuReading::use))
            use.add(*shares / static_cast<double>(sample.gpus.size()));
        if (const auto bytes = sample.total(&GpuReading::memoryBytes))
            figures.maxGpuMemoryBytes = std::max(figures.maxGpuMemoryBytes.value_or(0), *bytes);
    }
    figures.meanGpuPowerWatts = power.value();
    figures.meanGpuUse = use.value();
    const auto joules = energyJoules(input.gpus, input.window);
    if (joules && input.outputTokens > 0)
        figures.joulesPer1000Tokens = *joules * 1000 / static_cast<double>(input.outputTokens);
}

} // namespace

ServerFigures reconcile(const ReconcileInput &input)
{
    ServerFigures figures;
    const ServerChange whole = changeOver(input.server);
    figures.restarted = whole.restarted;
    figures.ttft = splitOf(input);
    addCounts(input, whole, figures);
    addGauges(input, figures);
    figures.inFlight = inFlightCourse(input.records, input.server, input.window);
    addChanges(changeOver(aroundWindow(input)), figures);
    addGpus(input, figures);
    return figures;
}

} // namespace tokamark::telemetry
