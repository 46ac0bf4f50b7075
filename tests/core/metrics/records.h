#pragma once

#include "metrics/requestrecord.h"

namespace tokamark::metrics::testing {

/// Milliseconds on the monotonic clock, counted from an arbitrary start that is not zero.
inline Instant ms(double milliseconds)
{
    return Instant(Duration(1'000'000'000'000 + static_cast<Duration::rep>(milliseconds * 1e6)));
}

/// What a made-up completed request looks like.
struct RecordShape {
    double sentMs = 0;
    double ttftMs = 100;
    double gapMs = 10; ///< between its token events
    std::uint32_t tokens = 11; ///< one per event
    std::int64_t id = 0;
};

/// A request that went well, one token per event, ended with its last token.
inline RequestRecord completed(const RecordShape &shape)
{
    RequestRecord record;
    record.id = RequestId{shape.id};
    record.at.due = ms(shape.sentMs);
    record.at.sent = ms(shape.sentMs);
    record.at.firstByte = ms(shape.sentMs + shape.ttftMs);
    record.at.firstEvent = record.at.firstByte;
    record.at.firstToken = record.at.firstByte;
    record.at.firstAnswer = record.at.firstByte;
    record.at.lastToken = ms(shape.sentMs + shape.ttftMs + shape.gapMs * (shape.tokens - 1));
    record.at.end = record.at.lastToken;
    record.promptTokens = 50;
    record.outputTokens = shape.tokens;
    record.requestedOutputTokens = shape.tokens;
    record.contentEvents = shape.tokens;
    record.timeline.start(record.at.sent);
    for (std::uint32_t token = 0; token < shape.tokens; ++token)
        record.timeline.append(ms(shape.sentMs + shape.ttftMs + shape.gapMs * token), 1, false);
    return record;
}

/// A request that the server refused.
inline RequestRecord failed(double sentMs, double endMs, Outcome outcome)
{
    RequestRecord record;
    record.at.due = ms(sentMs);
    record.at.sent = ms(sentMs);
    record.at.firstByte = ms(endMs);
    record.at.end = ms(endMs);
    record.outcome = outcome;
    return record;
}

} // namespace tokamark::metrics::testing
