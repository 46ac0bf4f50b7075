#include "metrics/requestlatencies.h"

#include <algorithm>

namespace tokamark::metrics {
namespace {

std::optional<double> between(Instant from, Instant to)
{
    if (!happened(from) || !happened(to))
        return std::nullopt;
    return toMilliseconds(to - from);
}

/// Ten times as fast as the fastest that answer one user today, which make some thousand tokens per second.
constexpr Duration FastestToken = std::chrono::microseconds(50);

} // namespace

bool cameInOnePiece(const RequestRecord &record) noexcept
{
    return record.outputTokens > 1 && happened(record.at.firstToken)
        && record.at.lastToken - record.at.firstToken < FastestToken * (record.outputTokens - 1);
}

RequestLatencies latenciesOf(const RequestRecord &record)
{
    return latenciesOf(record, record.timeline.chunks());
}

RequestLatencies latenciesOf(const RequestRecord &record, std::span<const Chunk> chunks)
{
    const RequestInstants &at = record.at;
    RequestLatencies latencies;
    latencies.ttft = between(at.sent, at.firstToken);
    latencies.ttftFromDue = between(at.due, at.firstToken);
    if (record.newConnection)
        latencies.ttftFromConnect = between(at.connectStart, at.firstToken);
    latencies.ttfa = between(at.sent, at.firstAnswer);
    latencies.e2el = between(at.sent, at.lastToken);
    // What was gathered on the way says nothing of the time between tokens.
    if (cameInOnePiece(record))
        return latencies;
    if (record.outputTokens > record.firstEventTokens) {
        if (const auto decode = between(at.firstToken, at.lastToken))
            latencies.tpot = *decode / (record.outputTokens - record.firstEventTokens);
    }
    if (chunks.size() > 1) {
        Duration longest{};
        for (std::size_t i = 1; i < chunks.size(); ++i)
            longest = std::max(longest, chunks[i].at - chunks[i - 1].at);
        latencies.stall = toMilliseconds(longest);
    }
    return latencies;
}

} // namespace tokamark::metrics
