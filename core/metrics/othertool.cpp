#include "metrics/othertool.h"

#include "metrics/percentile.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace tokamark::metrics {
namespace {

using Values = std::vector<double>;

struct ToolName {
    OtherTool tool;
    const char *name;
};
constexpr std::array Names{ToolName{OtherTool::Vllm, "vllm"}, ToolName{OtherTool::Sglang, "sglang"},
                           ToolName{OtherTool::GuideLlm, "guidellm"}, ToolName{OtherTool::AiPerf, "aiperf"}};

/// Values with what each of them weighs; the weight counts for nearest ranks only.
struct Weighted {
    Values values;
    Values weights;

    void add(double value, double weight = 1)
    {
        values.push_back(value);
        weights.push_back(weight);
    }
};

/// numpy's default.
OtherLatency linear(Weighted sample)
{
    OtherLatency latency;
    Values &values = sample.values;
    latency.samples = values.size();
    if (values.empty())
        return latency;
    latency.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    std::ranges::sort(values);
    latency.p50 = percentile(values, 50);
    latency.p90 = percentile(values, 90);
    latency.p95 = percentile(values, 95);
    latency.p99 = percentile(values, 99);
    return latency;
}

/// The smallest value at which the weight so far reaches the share asked for.
OtherLatency nearestRank(const Weighted &sample)
{
    OtherLatency latency;
    latency.samples = sample.values.size();
    const double all = std::accumulate(sample.weights.begin(), sample.weights.end(), 0.0);
    if (all <= 0)
        return latency;
    std::vector<std::pair<double, double>> sorted;
    for (std::size_t i = 0; i < sample.values.size(); ++i)
        sorted.emplace_back(sample.values[i], sample.weights[i]);
    std::ranges::sort(sorted);
    const auto at = [&](double p) {
        double passed = 0;
        for (const auto &[value, weight] : sorted) {
            passed += weight;
            // Nudged, because sums of weights are not exact.
            if (passed >= all * p / 100 * (1 - 1e-12))
                return value;
        }
        return sorted.back().first;
    };
    latency.mean = std::inner_product(sample.values.begin(), sample.values.end(), sample.weights.begin(), 0.0) / all;
    latency.p50 = at(50);
    latency.p90 = at(90);
    latency.p95 = at(95);
    latency.p99 = at(99);
    return latency;
}

/// Tokens, or events where the tool takes these for tokens, in each second from the first request on.
class Seconds {
public:
    explicit Seconds(Instant begin)
        : m_begin(begin)
    {
    }
    void count(Instant at)
    {
        const double second = toSeconds(at - m_begin);
        if (second < 0)
            return;
        const auto bucket = static_cast<std::size_t>(second);
        m_counts.resize(std::max(m_counts.size(), bucket + 1));
        ++m_counts[bucket];
    }
    [[nodiscard]] double most() const { return m_counts.empty() ? 0 : static_cast<double>(std::ranges::max(m_counts)); }

private:
    Instant m_begin;
    std::vector<std::uint64_t> m_counts;
};

bool hasConnected(const RequestRecord &record)
{
    return record.newConnection && happened(record.at.connectStart) && happened(record.at.sent);
}

/// What a new connection took before its request went out, in the median; empty where none was opened.
std::optional<Duration> typicalConnecting(std::span<const RequestRecord> records)
{
    std::vector<Duration> taken;
    for (const RequestRecord &record : records) {
        if (hasConnected(record))
            taken.push_back(record.at.sent - record.at.connectStart);
    }
    if (taken.empty())
        return std::nullopt;
    const auto middle = taken.begin() + static_cast<std::ptrdiff_t>(taken.size() / 2);
    std::ranges::nth_element(taken, middle);
    return *middle;
}

/// None of the tools knows when a connection was there, so the wait for a new one is part of their latencies.
/// `connecting`: what it would have been where ours was reused.
Instant begin(const RequestRecord &record, Duration connecting)
{
    return hasConnected(record) ? record.at.connectStart : record.at.sent - connecting;
}

/// Only GuideLLM looks whether an event is an error object. The others read on to the end of the stream, and what came
/// until then is an answer like any other.
bool counts(OtherTool tool, const RequestRecord &record)
{
    const bool isDone = record.outcome == Outcome::Completed
        || (record.outcome == Outcome::ErrorFrame && tool != OtherTool::GuideLlm);
    return isDone && happened(record.at.firstToken) && happened(record.at.end);
}

class Reading {
public:
    Reading(OtherTool tool, Instant firstBegin, Duration connecting)
        : m_tool(tool)
        , m_connecting(connecting)
        , m_seconds(firstBegin)
    {
    }

    void add(const RequestRecord &record);
    [[nodiscard]] OtherFigures finish(double seconds);

private:
    [[nodiscard]] bool countsEvents() const { return m_tool == OtherTool::Vllm || m_tool == OtherTool::Sglang; }
    [[nodiscard]] Instant firstOf(const RequestRecord &record) const
    {
        return m_tool == OtherTool::Vllm && happened(record.at.firstEvent) ? record.at.firstEvent
                                                                           : record.at.firstToken;
    }
    void addEvents(const RequestRecord &record, Instant first);

    OtherTool m_tool;
    Duration m_connecting;
    Seconds m_seconds;
    OtherFigures m_figures;
    std::uint64_t m_inputTokens = 0;
    Weighted m_ttft;
    Weighted m_tpot;
    Weighted m_itl;
    Weighted m_e2el;
};

void Reading::addEvents(const RequestRecord &record, Instant first)
{
    m_seconds.count(first);
    Instant last = first;
    const std::vector<Chunk> chunks = record.timeline.chunks();
    // Where the first event was no token, the first token is one event more.
    const std::size_t behindFirst = first < record.at.firstToken ? 0 : 1;
    for (std::size_t i = behindFirst; i < chunks.size(); ++i) {
        m_itl.add(toMilliseconds(chunks[i].at - last));
        m_seconds.count(chunks[i].at);
        last = chunks[i].at;
    }
}

void Reading::add(const RequestRecord &record)
{
    const std::uint32_t tokens = m_tool == OtherTool::Sglang ? record.requestedOutputTokens : record.outputTokens;
    const Instant from = begin(record, m_connecting);
    const Instant first = firstOf(record);
    const Instant end = m_tool == OtherTool::AiPerf ? record.at.lastToken : record.at.end;
    ++m_figures.completed;
    m_figures.outputTokens += tokens;
    m_inputTokens += record.promptTokens;
    m_ttft.add(toMilliseconds(first - from));
    m_e2el.add(toMilliseconds(end - from));
    if (countsEvents())
        addEvents(record, first);
    if (m_tool == OtherTool::GuideLlm) {
        if (tokens > 0)
            m_tpot.add(toMilliseconds(record.at.lastToken - from) / tokens, tokens);
        if (tokens > 1)
            m_itl.add(toMilliseconds(record.at.lastToken - first) / (tokens - 1), tokens - 1);
    } else if (tokens > 1) {
        Weighted &perToken = m_tool == OtherTool::AiPerf ? m_itl : m_tpot;
        perToken.add(toMilliseconds(end - first) / (tokens - 1));
    }
}

OtherFigures Reading::finish(double seconds)
{
    m_figures.seconds = seconds;
    if (seconds > 0) {
        const auto output = static_cast<double>(m_figures.outputTokens);
        m_figures.outputTokensPerSecond = output / seconds;
        m_figures.totalTokensPerSecond = (output + static_cast<double>(m_inputTokens)) / seconds;
        m_figures.requestsPerSecond = static_cast<double>(m_figures.completed) / seconds;
    }
    if (countsEvents())
        m_figures.peakOutputTokensPerSecond = m_seconds.most();
    const auto summed = [this](const Weighted &sample) {
        return m_tool == OtherTool::GuideLlm ? nearestRank(sample) : linear(sample);
    };
    m_figures.ttft = summed(m_ttft);
    m_figures.tpot = summed(m_tpot);
    m_figures.itl = summed(m_itl);
    m_figures.e2el = summed(m_e2el);
    return m_figures;
}

} // namespace

const char *name(OtherTool tool) noexcept
{
    return std::ranges::find(Names, tool, &ToolName::tool)->name;
}

std::optional<OtherTool> otherToolByName(std::string_view name) noexcept
{
    const auto it = std::ranges::find_if(Names, [name](const ToolName &entry) { return entry.name == name; });
    return it == Names.end() ? std::nullopt : std::optional(it->tool);
}

std::optional<double> valueOf(const OtherFigures &figures, Metric metric) noexcept
{
    if (figures.completed == 0)
        return std::nullopt;
    if (metric == Metric::OutputThroughput)
        return figures.outputTokensPerSecond;
    if (metric == Metric::RequestThroughput)
        return figures.requestsPerSecond;
    constexpr std::array Statistics{&OtherLatency::mean, &OtherLatency::p50, &OtherLatency::p90, &OtherLatency::p95,
                                    &OtherLatency::p99};
    struct Family {
        Metric first;
        OtherLatency OtherFigures::*latency;
    };
    constexpr std::array Families{
        Family{Metric::TtftMean, &OtherFigures::ttft}, Family{Metric::TpotMean, &OtherFigures::tpot},
        Family{Metric::E2elMean, &OtherFigures::e2el}, Family{Metric::ItlMean, &OtherFigures::itl}};
    for (const auto &[first, latency] : Families) {
        const int place = static_cast<int>(metric) - static_cast<int>(first);
        if (place >= 0 && place < static_cast<int>(Statistics.size()))
            return (figures.*latency).samples > 0
                ? std::optional((figures.*latency).*Statistics[static_cast<std::size_t>(place)])
                : std::nullopt;
    }
    return std::nullopt;
}

OtherFigures asMeasuredBy(OtherTool tool, std::span<const RequestRecord> records)
{
    const auto connecting = tool == OtherTool::Sglang ? typicalConnecting(records) : std::nullopt;
    const Duration added = connecting.value_or(Duration::zero());
    Instant from = Instant::max();
    Instant to = Instant::min();
    for (const RequestRecord &record : records) {
        // Failed requests take their part of the wall time.
        if (record.outcome == Outcome::Cancelled || !happened(record.at.sent) || !happened(record.at.end))
            continue;
        from = std::min(from, begin(record, added));
        to = std::max(to, record.at.end);
    }
    Reading reading(tool, from, added);
    for (const RequestRecord &record : records) {
        if (counts(tool, record))
            reading.add(record);
    }
    OtherFigures figures = reading.finish(from < to ? toSeconds(to - from) : 0);
    if (connecting)
        figures.addedConnectMs = toMilliseconds(*connecting);
    return figures;
}

} // namespace tokamark::metrics
