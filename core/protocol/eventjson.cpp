#include "protocol/eventjson.h"

#include "protocol/errortext.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

namespace tokamark::protocol {

namespace {

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
        const simdjson::padded_string_view copy(m_bytes.get(), payload.size(), m_size);
        auto document = m_parser.iterate(copy);
        if (document.error() != simdjson::UTF8_ERROR)
            return document;
        // Servers that cut text between tokens send halves of characters. No figure depends on what a text says, and
        // all that is read for its meaning is ASCII; the length stays.
        std::replace_if(
            m_bytes.get(), m_bytes.get() + payload.size(), [](char byte) { return (byte & '\x80') != 0; }, '?');
        return m_parser.iterate(copy);
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

metrics::FinishReason finishReason(std::string_view name) noexcept
{
    using metrics::FinishReason;
    if (name.empty() || name == "None")
        return FinishReason::Unknown;
    if (name == "length" || name == "limit")
        return FinishReason::Length;
    if (name == "stop" || name == "eos_token" || name == "stop_sequence" || name == "eos" || name == "word")
        return FinishReason::Stop;
    if (name == "tool_calls" || name == "function_call")
        return FinishReason::ToolCalls;
    // An answer that the server gave up is no completed request, however politely the stream ends.
    if (name == "abort" || name == "error")
        return FinishReason::Abort;
    return FinishReason::Other;
}

void clear(EventFacts &facts) noexcept
{
    facts.token = false;
    facts.answer = false;
    facts.end = false;
    facts.error = false;
    facts.tokens = 0;
    facts.usage = {};
    facts.server = {};
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

/// Longer than any request lives, and far from where nanoseconds overflow.
constexpr double MostSeconds = 1e8;

} // namespace

std::uint32_t clamped(std::uint64_t number) noexcept
{
    return std::uint32_t(std::min<std::uint64_t>(number, std::numeric_limits<std::uint32_t>::max()));
}

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
    if (const metrics::FinishReason told = finishReason(name); told != metrics::FinishReason::Unknown)
        finish = told;
    return true;
}

bool readNumber(ondemand::value value, std::optional<double> &number)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::number)
        return true;
    double read = 0;
    if (value.get_double().get(read) != simdjson::SUCCESS)
        return false;
    number = read;
    return true;
}

bool readWhole(ondemand::value value, std::optional<std::int64_t> &number)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::number)
        return true;
    ondemand::number read;
    if (value.get_number().get(read) != simdjson::SUCCESS)
        return false;
    if (read.is_int64())
        number = read.get_int64();
    return true;
}

bool readFlag(ondemand::value value, bool &flag)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    return type != json_type::boolean || value.get_bool().get(flag) == simdjson::SUCCESS;
}

bool readTextSize(ondemand::value value, std::size_t &bytes)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::string)
        return true;
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return false;
    bytes = text.size();
    return true;
}

bool readListSize(ondemand::value value, std::optional<std::uint32_t> &size)
{
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    if (type != json_type::array)
        return true;
    std::size_t count = 0;
    if (value.count_elements().get(count) != simdjson::SUCCESS)
        return false;
    size = clamped(count);
    return true;
}

bool openEvent(std::string_view payload, ondemand::document &document)
{
    return scratch().parse(payload).get(document) == simdjson::SUCCESS;
}

Opening beginEvent(std::string_view &payload, DecodeState &state, EventFacts &facts)
{
    clear(facts);
    if (state.ended)
        return Opening::Nothing;
    payload = trimmed(payload);
    if (payload == "[DONE]") {
        state.ended = true;
        facts.end = true;
        return Opening::Nothing;
    }
    return payload.starts_with('{') ? Opening::Object : Opening::Text;
}

bool reportError(std::string_view payload, EventFacts &facts)
{
    facts.error = true;
    return readErrorText(payload, facts.errorText);
}

std::uint32_t takeRise(std::uint32_t total, DecodeState &state) noexcept
{
    const std::uint32_t rise = total > state.completionTokensSoFar ? total - state.completionTokensSoFar : 0;
    state.completionTokensSoFar = std::max(state.completionTokensSoFar, total);
    return rise;
}

bool readTimings(ondemand::value value, Usage &usage, metrics::ServerTimes &times)
{
    std::uint32_t evaluated = 0;
    std::optional<double> prefill;
    std::optional<double> decode;
    const bool intact = forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("prompt_n"))
            return readCount(member, evaluated);
        if (key.unsafe_is_equal("cache_n"))
            return readCount(member, usage.cachedPromptTokens);
        if (key.unsafe_is_equal("predicted_n"))
            return readCount(member, usage.completionTokens);
        if (key.unsafe_is_equal("prompt_ms"))
            return readNumber(member, prefill);
        if (key.unsafe_is_equal("predicted_ms"))
            return readNumber(member, decode);
        return true;
    });
    usage.promptTokens = clamped(std::uint64_t(evaluated) + usage.cachedPromptTokens);
    usage.present = usage.promptTokens != 0 || usage.completionTokens != 0;
    takeMilliseconds(prefill, times.prefill);
    takeMilliseconds(decode, times.decode);
    return intact;
}

void takeSeconds(std::optional<double> seconds, std::optional<Duration> &time)
{
    // A time below zero is a clock's fault, and one beyond the other bound no time of a request.
    if (seconds && *seconds >= 0 && *seconds <= MostSeconds)
        time = Duration(std::llround(*seconds * 1e9));
}

void takeMilliseconds(std::optional<double> milliseconds, std::optional<Duration> &time)
{
    if (milliseconds)
        takeSeconds(*milliseconds / 1000, time);
}

} // namespace tokamark::protocol
