#include "protocol/openaidecoder.h"

#include "protocol/eventjson.h"

#include <optional>

namespace tokamark::protocol {

namespace {

/// What was found in one event, before it is held against the events that came before.
struct Findings {
    bool text = false;
    bool reasoning = false;
    bool toolCall = false;
    bool choices = false; ///< at least one choice
    bool error = false; ///< some kind of error report: read it again, slowly
    bool idsTold = false;
    std::uint32_t ids = 0;
    metrics::FinishReason finish = metrics::FinishReason::Unknown;
    Usage usage;
    metrics::ServerTimes times;
    Usage timings; ///< llama.cpp's own count, where usage was not asked for
};

bool readIds(ondemand::value value, Findings &found)
{
    std::optional<std::uint32_t> count;
    if (!readListSize(value, count))
        return false;
    found.idsTold = found.idsTold || count;
    found.ids += count.value_or(0);
    return true;
}

bool readDelta(ondemand::value value, Findings &found)
{
    return forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("content") || key.unsafe_is_equal("refusal"))
            return readPresence(member, found.text);
        if (key.unsafe_is_equal("reasoning") || key.unsafe_is_equal("reasoning_content"))
            return readPresence(member, found.reasoning);
        if (key.unsafe_is_equal("tool_calls") || key.unsafe_is_equal("function_call"))
            return readPresence(member, found.toolCall);
        return true;
    });
}

bool readChoice(ondemand::value value, Findings &found)
{
    return forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("delta"))
            return readDelta(member, found);
        if (key.unsafe_is_equal("text"))
            return readPresence(member, found.text);
        if (key.unsafe_is_equal("finish_reason"))
            return readFinish(member, found.finish);
        if (key.unsafe_is_equal("token_ids") || key.unsafe_is_equal("output_ids"))
            return readIds(member, found);
        return true;
    });
}

bool readChoices(ondemand::value value, Findings &found)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type == json_type::null)
        return true;
    ondemand::array choices;
    if (value.get_array().get(choices) != simdjson::SUCCESS)
        return false;
    for (auto entry : choices) {
        ondemand::value choice;
        if (std::move(entry).get(choice) != simdjson::SUCCESS)
            return false;
        found.choices = true;
        if (!readChoice(choice, found))
            return false;
    }
    return true;
}

bool readUsage(ondemand::value value, Usage &usage)
{
    const bool intact = forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("prompt_tokens"))
            return readCount(member, usage.promptTokens);
        if (key.unsafe_is_equal("completion_tokens"))
            return readCount(member, usage.completionTokens);
        if (key.unsafe_is_equal("reasoning_tokens"))
            return readCount(member, usage.reasoningTokens);
        if (key.unsafe_is_equal("prompt_tokens_details")) {
            return forEachField(member, [&](ondemand::raw_json_string detail, ondemand::value count) {
                return !detail.unsafe_is_equal("cached_tokens") || readCount(count, usage.cachedPromptTokens);
            });
        }
        if (key.unsafe_is_equal("completion_tokens_details")) {
            return forEachField(member, [&](ondemand::raw_json_string detail, ondemand::value count) {
                return !detail.unsafe_is_equal("reasoning_tokens") || readCount(count, usage.reasoningTokens);
            });
        }
        return true;
    });
    // Ollama puts an object of zeros on every event before the true one.
    usage.present = usage.promptTokens != 0 || usage.completionTokens != 0;
    return intact;
}

bool readObjectName(ondemand::value value, Findings &found)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    ondemand::raw_json_string name;
    if (type == json_type::string && value.get_raw_json_string().get(name) == simdjson::SUCCESS)
        found.error |= name.unsafe_is_equal("error");
    return true;
}

/// vLLM's own times of the request, where it was started so that it tells them. Its first token counts from the start
/// of the prefill.
bool readMetrics(ondemand::value value, metrics::ServerTimes &times)
{
    std::optional<double> queue;
    std::optional<double> prefill;
    std::optional<double> decode;
    const bool intact = forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("queue_time_ms"))
            return readNumber(member, queue);
        if (key.unsafe_is_equal("time_to_first_token_ms"))
            return readNumber(member, prefill);
        if (key.unsafe_is_equal("generation_time_ms"))
            return readNumber(member, decode);
        return true;
    });
    takeMilliseconds(queue, times.queue);
    takeMilliseconds(prefill, times.prefill);
    takeMilliseconds(decode, times.decode);
    return intact;
}

bool readMember(ondemand::raw_json_string key, ondemand::value member, Findings &found)
{
    if (key.unsafe_is_equal("choices"))
        return readChoices(member, found);
    if (key.unsafe_is_equal("usage"))
        return readUsage(member, found.usage);
    if (key.unsafe_is_equal("timings"))
        return readTimings(member, found.timings, found.times);
    if (key.unsafe_is_equal("metrics"))
        return readMetrics(member, found.times);
    if (key.unsafe_is_equal("error"))
        return readPresence(member, found.error);
    if (key.unsafe_is_equal("object"))
        return readObjectName(member, found);
    if (key.unsafe_is_equal("meta_info")) {
        return forEachField(member, [&](ondemand::raw_json_string name, ondemand::value reason) {
            return !name.unsafe_is_equal("finish_reason") || readFinish(reason, found.finish);
        });
    }
    return true;
}

/// Holds the findings against what came before: how many tokens are new?
void conclude(const Findings &found, DecodeState &state, EventFacts &facts)
{
    facts.usage = found.usage.present ? found.usage : found.timings;
    facts.server = found.times;
    facts.finish = found.finish;
    facts.answer = found.text || found.toolCall;
    facts.token = facts.answer || found.reasoning || found.ids > 0;
    facts.tokens = found.ids;

    if (facts.usage.present) {
        const std::uint32_t total = facts.usage.completionTokens;
        const std::uint32_t rise = takeRise(total, state);
        // A count that comes with a choice belongs to it, unless tokens went by uncounted: then it is the final count
        // of a server that puts its usage on the finish event.
        if (found.choices && total > 0 && (state.countsRise || !state.tokenSeen)) {
            state.countsRise = true;
            if (!found.idsTold)
                facts.tokens = rise;
            facts.token = facts.token || rise > 0;
        }
    }
    facts.textless = found.choices && !facts.token && state.tokenSeen;
    state.tokenSeen = state.tokenSeen || facts.token;
}

} // namespace

bool decodeOpenAiEvent(std::string_view payload, DecodeState &state, EventFacts &facts)
{
    switch (beginEvent(payload, state, facts)) {
    case Opening::Nothing: return true;
    case Opening::Text: return reportError(payload, facts);
    case Opening::Object: break;
    }
    Findings found;
    const auto onField
        = [&](ondemand::raw_json_string key, ondemand::value member) { return readMember(key, member, found); };
    if (!readEvent(payload, onField))
        return false;
    conclude(found, state, facts);
    if (found.error || found.finish == metrics::FinishReason::Abort)
        return reportError(payload, facts);
    return true;
}

} // namespace tokamark::protocol
