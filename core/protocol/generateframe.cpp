#include "protocol/generateframe.h"

#include "protocol/eventjson.h"

namespace tokamark::protocol {

namespace {

struct Frame {
    bool text = false;
    bool error = false;
    std::optional<std::uint32_t> ids;
    Usage usage;
    metrics::FinishReason finish = metrics::FinishReason::Unknown;
    std::optional<double> queue;
    std::optional<double> firstToken; ///< since the request came
    std::optional<double> end; ///< likewise
};

bool readMetaInfo(ondemand::value value, Frame &frame)
{
    return forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("completion_tokens")) {
            frame.usage.present = true;
            return readCount(member, frame.usage.completionTokens);
        }
        if (key.unsafe_is_equal("prompt_tokens"))
            return readCount(member, frame.usage.promptTokens);
        if (key.unsafe_is_equal("cached_tokens"))
            return readCount(member, frame.usage.cachedPromptTokens);
        if (key.unsafe_is_equal("reasoning_tokens"))
            return readCount(member, frame.usage.reasoningTokens);
        if (key.unsafe_is_equal("finish_reason"))
            return readFinish(member, frame.finish);
        if (key.unsafe_is_equal("queue_time"))
            return readNumber(member, frame.queue);
        if (key.unsafe_is_equal("first_token_latency"))
            return readNumber(member, frame.firstToken);
        if (key.unsafe_is_equal("e2e_latency"))
            return readNumber(member, frame.end);
        return true;
    });
}

void takeTimes(const Frame &frame, metrics::ServerTimes &times)
{
    takeSeconds(frame.queue, times.queue);
    if (frame.firstToken && frame.queue)
        takeSeconds(*frame.firstToken - *frame.queue, times.prefill);
    if (frame.end && frame.firstToken)
        takeSeconds(*frame.end - *frame.firstToken, times.decode);
}

} // namespace

bool decodeGenerateFrame(std::string_view payload, DecodeState &state, EventFacts &facts)
{
    switch (beginEvent(payload, state, facts)) {
    case Opening::Nothing: return true;
    case Opening::Text: return reportError(payload, facts);
    case Opening::Object: break;
    }
    Frame frame;
    const auto onField = [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("text"))
            return readPresence(member, frame.text);
        if (key.unsafe_is_equal("output_ids"))
            return readListSize(member, frame.ids);
        if (key.unsafe_is_equal("meta_info"))
            return readMetaInfo(member, frame);
        if (key.unsafe_is_equal("error"))
            return readPresence(member, frame.error);
        return true;
    };
    if (!readEvent(payload, onField))
        return false;
    facts.usage = frame.usage;
    facts.finish = frame.finish;
    takeTimes(frame, facts.server);
    if (frame.usage.present) {
        facts.tokens = takeRise(frame.usage.completionTokens, state);
        facts.token = facts.tokens > 0;
    } else {
        facts.token = frame.text || frame.ids.value_or(0) > 0;
    }
    facts.answer = facts.token;
    if (frame.error || frame.finish == metrics::FinishReason::Abort)
        return reportError(payload, facts);
    return true;
}

} // namespace tokamark::protocol
