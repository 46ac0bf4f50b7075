#include "metrics/recordfacts.h"

#include <algorithm>

namespace tokamark::metrics {

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

} // namespace tokamark::metrics
