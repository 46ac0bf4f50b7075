#pragma once

#include "protocol/streamprotocol.h"

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// What the decoders of all protocols read events with. Included by their sources only.
namespace tokamark::protocol {

namespace ondemand = simdjson::ondemand;
using ondemand::json_type;

/// The calls below return false for JSON that is broken, and take no offence at a value of another type: what they set
/// then stays as it is.

[[nodiscard]] bool readCount(ondemand::value value, std::uint32_t &count);
[[nodiscard]] bool readNumber(ondemand::value value, std::optional<double> &number);
/// Whole numbers only: a time since 1970 in nanoseconds does not fit into a double.
[[nodiscard]] bool readWhole(ondemand::value value, std::optional<std::int64_t> &number);
[[nodiscard]] bool readFlag(ondemand::value value, bool &flag);
/// Sets `present` if the value holds something: a string with characters, a list or an object with members.
[[nodiscard]] bool readPresence(ondemand::value value, bool &present);
/// The length of a string in bytes, as it is without escapes.
[[nodiscard]] bool readTextSize(ondemand::value value, std::size_t &bytes);
/// How many elements a list has; empty if there is none.
[[nodiscard]] bool readListSize(ondemand::value value, std::optional<std::uint32_t> &size);
/// A reason is a string; SGLang's own form is an object with the string as its `type`.
[[nodiscard]] bool readFinish(ondemand::value value, metrics::FinishReason &finish);
[[nodiscard]] std::uint32_t clamped(std::uint64_t number) noexcept;

template <class OnField> [[nodiscard]] bool forEachField(ondemand::value value, OnField &&onField)
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

/// Starts to parse a copy of the event, which is this thread's own until the next one.
[[nodiscard]] bool openEvent(std::string_view payload, ondemand::document &document);

/// Calls `onField(key, value)` for each member. True if the event is one JSON object and nothing else.
template <class OnField> [[nodiscard]] bool readEvent(std::string_view payload, OnField &&onField)
{
    ondemand::document document;
    if (!openEvent(payload, document))
        return false;
    ondemand::value root;
    if (document.get_value().get(root) != simdjson::SUCCESS)
        return false;
    if (!forEachField(root, onField))
        return false;
    const char *rest = nullptr;
    return document.current_location().get(rest) == simdjson::OUT_OF_BOUNDS;
}

/// How an event begins.
enum class Opening : std::uint8_t {
    Nothing, ///< the end mark, or something behind it: the facts are complete
    Object,
    Text, ///< no object: no server sends a normal event like that, but several send errors so
};

/// Sets the facts anew, takes blanks off the payload, and knows the end mark of server-sent streams.
[[nodiscard]] Opening beginEvent(std::string_view &payload, DecodeState &state, EventFacts &facts);
/// Makes the event an error with what is readable in it. False: nothing is.
[[nodiscard]] bool reportError(std::string_view payload, EventFacts &facts);

/// How far a count that the server keeps has risen with this event.
[[nodiscard]] std::uint32_t takeRise(std::uint32_t total, DecodeState &state) noexcept;

/// llama.cpp's `timings`: its counts, cached tokens of the prompt included, and its times.
[[nodiscard]] bool readTimings(ondemand::value value, Usage &usage, metrics::ServerTimes &times);

/// Set `time` if the server told it.
void takeSeconds(std::optional<double> seconds, std::optional<Duration> &time);
void takeMilliseconds(std::optional<double> milliseconds, std::optional<Duration> &time);

} // namespace tokamark::protocol
