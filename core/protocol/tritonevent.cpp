#include "protocol/tritonevent.h"

#include "protocol/eventjson.h"

namespace tokamark::protocol {

namespace {

/// Nanoseconds of the server's own clock.
struct Marks {
    std::optional<std::int64_t> arrival;
    std::optional<std::int64_t> scheduled;
    std::optional<std::int64_t> firstToken;
    std::optional<std::int64_t> lastToken;
};

/// A mark that was not made is zero.
void takeBetween(std::optional<std::int64_t> from, std::optional<std::int64_t> to, std::optional<Duration> &time)
{
    if (from && to && *from > 0 && *to >= *from)
        time = Duration(*to - *from);
}

bool readOutputTokens(ondemand::value value, TritonEvent &event)
{
    std::uint32_t count = 0;
    if (!readCount(value, count))
        return false;
    event.outputTokens = count;
    return true;
}

} // namespace

std::optional<bool> beginTritonEvent(std::string_view payload, DecodeState &state, EventFacts &facts,
                                     TritonEvent &event)
{
    switch (beginEvent(payload, state, facts)) {
    case Opening::Nothing: return true;
    case Opening::Text: return reportError(payload, facts);
    case Opening::Object: break;
    }
    bool error = false;
    Marks marks;
    const auto onField = [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("text_output"))
            return readTextSize(member, event.textBytes);
        if (key.unsafe_is_equal("num_output_tokens"))
            return readOutputTokens(member, event);
        if (key.unsafe_is_equal("num_input_tokens"))
            return readCount(member, event.inputTokens);
        if (key.unsafe_is_equal("finish_reason"))
            return readFinish(member, facts.finish);
        if (key.unsafe_is_equal("arrival_time_ns"))
            return readWhole(member, marks.arrival);
        if (key.unsafe_is_equal("first_scheduled_time_ns"))
            return readWhole(member, marks.scheduled);
        if (key.unsafe_is_equal("first_token_time_ns"))
            return readWhole(member, marks.firstToken);
        if (key.unsafe_is_equal("last_token_time_ns"))
            return readWhole(member, marks.lastToken);
        if (key.unsafe_is_equal("error"))
            return readPresence(member, error);
        return true;
    };
    if (!readEvent(payload, onField))
        return false;
    if (error)
        return reportError(payload, facts);
    takeBetween(marks.arrival, marks.scheduled, facts.server.queue);
    takeBetween(marks.scheduled, marks.firstToken, facts.server.prefill);
    takeBetween(marks.firstToken, marks.lastToken, facts.server.decode);
    return std::nullopt;
}

} // namespace tokamark::protocol
