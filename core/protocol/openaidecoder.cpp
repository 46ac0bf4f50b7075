#include "protocol/openaidecoder.h"

#include "protocol/errortext.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>

namespace tokamark::protocol {

namespace {

namespace ondemand = simdjson::ondemand;
using ondemand::json_type;

/// One thread's parser and the copy of an event that it works on: simdjson reads past the end of its input.
class Scratch {
public:
    /// The parsed event; an error if it does not even look like JSON.
    simdjson::simdjson_result<ondemand::document> parse(std::string_view payload)
    {
        const std::size_t needed = payload.size() + simdjson::SIMDJSON_PADDING;
        if (needed > m_size) {
            m_size = std::max<std::size_t>(needed, 4096);
            m_bytes = std::make_unique<char[]>(m_size);
        }
        std::memcpy(m_bytes.get(), payload.data(), payload.size());
        std::memset(m_bytes.get() + payload.size(), 0, simdjson::SIMDJSON_PADDING);
        return m_parser.iterate(simdjson::padded_string_view(m_bytes.get(), payload.size(), m_size));
    }

private:
    ondemand::parser m_parser;
    std::unique_ptr<char[]> m_bytes;
    std::size_t m_size = 0;
};

Scratch &scratch()
{
    thread_local Scratch instance;
    return instance;
}

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
    Usage timings; ///< llama.cpp's own count, where usage was not asked for
};

std::uint32_t clamped(std::uint64_t number) noexcept
{
    return std::uint32_t(std::min<std::uint64_t>(number, std::numeric_limits<std::uint32_t>::max()));
}

/// The calls below return false for JSON that is broken, and take no offence at a value of another type.

bool readCount(ondemand::value value, std::uint32_t &count)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::number)
        return true;
    ondemand::number number;
    if (value.get_number().get(number) != simdjson::SUCCESS)
        return false;
    if (number.is_uint64())
        count = clamped(number.get_uint64());
    else if (number.is_int64())
        count = clamped(std::uint64_t(std::max<std::int64_t>(number.get_int64(), 0)));
    else if (number.get_double() >= 0)
        count = clamped(std::uint64_t(std::min(number.get_double(), 4e9)));
    return true;
}

/// Sets `present` if the value holds something: a string with characters, a list or an object with members.
bool readPresence(ondemand::value value, bool &present)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type == json_type::string) {
        ondemand::raw_json_string text;
        if (value.get_raw_json_string().get(text) != simdjson::SUCCESS)
            return false;
        present |= text.raw()[0] != '"';
    } else if (type == json_type::array) {
        ondemand::array list;
        bool empty = true;
        if (value.get_array().get(list) != simdjson::SUCCESS || list.is_empty().get(empty) != simdjson::SUCCESS)
            return false;
        present |= !empty;
    } else if (type == json_type::object) {
        ondemand::object members;
        bool empty = true;
        if (value.get_object().get(members) != simdjson::SUCCESS || members.is_empty().get(empty) != simdjson::SUCCESS)
            return false;
        present |= !empty;
    }
    return true;
}

template <class OnField> bool forEachField(ondemand::value value, OnField &&onField)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::object)
        return true;
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return false;
    for (auto entry : object) {
        ondemand::field field;
        if (std::move(entry).get(field) != simdjson::SUCCESS)
            return false;
        if (!onField(field.key(), field.value()))
            return false;
    }
    return true;
}

metrics::FinishReason finishReason(std::string_view name) noexcept
{
    using metrics::FinishReason;
    if (name == "length")
        return FinishReason::Length;
    if (name == "stop" || name == "eos_token" || name == "stop_sequence")
        return FinishReason::Stop;
    if (name == "tool_calls" || name == "function_call")
        return FinishReason::ToolCalls;
    // An answer that the server gave up is no completed request, however politely the stream ends.
    if (name == "abort" || name == "error")
        return FinishReason::Abort;
    return FinishReason::Other;
}

/// A reason is a string; SGLang's own form is an object with the string as its `type`.
bool readFinish(ondemand::value value, metrics::FinishReason &finish)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type == json_type::object) {
        return forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
            return !key.unsafe_is_equal("type") || readFinish(member, finish);
        });
    }
    if (type != json_type::string)
        return true;
    std::string_view name;
    if (value.get_string().get(name) != simdjson::SUCCESS)
        return false;
    if (!name.empty())
        finish = finishReason(name);
    return true;
}

bool readIds(ondemand::value value, Findings &found)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::array)
        return true;
    std::size_t count = 0;
    if (value.count_elements().get(count) != simdjson::SUCCESS)
        return false;
    found.idsTold = true;
    found.ids += clamped(count);
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

bool readTimings(ondemand::value value, Usage &usage)
{
    std::uint32_t evaluated = 0;
    const bool intact = forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("prompt_n"))
            return readCount(member, evaluated);
        if (key.unsafe_is_equal("cache_n"))
            return readCount(member, usage.cachedPromptTokens);
        if (key.unsafe_is_equal("predicted_n"))
            return readCount(member, usage.completionTokens);
        return true;
    });
    usage.promptTokens = clamped(std::uint64_t(evaluated) + usage.cachedPromptTokens);
    usage.present = usage.promptTokens != 0 || usage.completionTokens != 0;
    return intact;
}

bool readEvent(ondemand::value root, Findings &found)
{
    return forEachField(root, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("choices"))
            return readChoices(member, found);
        if (key.unsafe_is_equal("usage"))
            return readUsage(member, found.usage);
        if (key.unsafe_is_equal("timings"))
            return readTimings(member, found.timings);
        if (key.unsafe_is_equal("error"))
            return readPresence(member, found.error);
        if (key.unsafe_is_equal("object")) {
            json_type type{};
            if (member.type().get(type) != simdjson::SUCCESS)
                return false;
            ondemand::raw_json_string name;
            if (type == json_type::string && member.get_raw_json_string().get(name) == simdjson::SUCCESS)
                found.error |= name.unsafe_is_equal("error");
            return true;
        }
        if (key.unsafe_is_equal("meta_info")) {
            return forEachField(member, [&](ondemand::raw_json_string name, ondemand::value reason) {
                return !name.unsafe_is_equal("finish_reason") || readFinish(reason, found.finish);
            });
        }
        return true;
    });
}

/// True if the event is one JSON object and nothing else.
bool parse(std::string_view payload, Findings &found)
{
    ondemand::document document;
    if (scratch().parse(payload).get(document) != simdjson::SUCCESS)
        return false;
    ondemand::value root;
    if (document.get_value().get(root) != simdjson::SUCCESS)
        return false;
    if (!readEvent(root, found))
        return false;
    const char *rest = nullptr;
    return document.current_location().get(rest) == simdjson::OUT_OF_BOUNDS;
}

/// Holds the findings against what came before: how many tokens are new?
void conclude(const Findings &found, DecodeState &state, EventFacts &facts)
{
    facts.usage = found.usage.present ? found.usage : found.timings;
    facts.finish = found.finish;
    facts.answer = found.text || found.toolCall;
    facts.token = facts.answer || found.reasoning || found.ids > 0;
    facts.tokens = found.ids;

    if (facts.usage.present) {
        const std::uint32_t total = facts.usage.completionTokens;
        const std::uint32_t rise = total > state.completionTokensSoFar ? total - state.completionTokensSoFar : 0;
        // A count that comes with a choice belongs to it, unless tokens went by uncounted: then it is the final count
        // of a server that puts its usage on the finish event.
        if (found.choices && total > 0 && (state.countsRise || !state.tokenSeen)) {
            state.countsRise = true;
            if (!found.idsTold)
                facts.tokens = rise;
            facts.token = facts.token || rise > 0;
        }
        state.completionTokensSoFar = std::max(state.completionTokensSoFar, total);
    }
    state.tokenSeen = state.tokenSeen || facts.token;
}

void clear(EventFacts &facts) noexcept
{
    facts.token = false;
    facts.answer = false;
    facts.end = false;
    facts.error = false;
    facts.tokens = 0;
    facts.usage = {};
    facts.finish = metrics::FinishReason::Unknown;
    facts.errorText.clear();
}

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view Blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(Blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(Blanks) - first + 1);
}

} // namespace

bool decodeOpenAiEvent(std::string_view payload, DecodeState &state, EventFacts &facts)
{
    clear(facts);
    if (state.ended)
        return true;
    payload = trimmed(payload);
    if (payload == "[DONE]") {
        state.ended = true;
        facts.end = true;
        return true;
    }
    Findings found;
    if (payload.starts_with('{')) {
        if (!parse(payload, found))
            return false;
        conclude(found, state, facts);
        facts.error = found.error || found.finish == metrics::FinishReason::Abort;
    } else {
        // No server sends a normal event that is not an object, but several send errors so.
        facts.error = true;
    }
    return !facts.error || readErrorText(payload, facts.errorText);
}

} // namespace tokamark::protocol
