#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "simulator/slowingengine.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// Where a stream says who speaks.
enum class RoleMode : std::uint8_t {
    None, ///< nowhere
    First, ///< an event of its own, before the prefill
    WithFirstToken, ///< an event of its own, in the write of the first token
    EveryDelta,
};

/// What stands under `usage` in the events that carry tokens, where the request did not ask for running counts.
enum class UsageMode : std::uint8_t { Absent, Null, Zero };

/// The known shapes of an error inside a stream that began with 200.
enum class ErrorShape : std::uint8_t {
    Object, ///< {"error":{...}}
    Text, ///< {"error":"..."}
    Flat, ///< {"object":"error","message":...}
    Abort, ///< an ordinary frame whose finish reason is an object of type "abort"
    Plain, ///< no JSON at all
};

/// What goes wrong with a request that a fault hits.
enum class Fault : std::uint8_t {
    None,
    ErrorFrame, ///< after some tokens
    OverloadFrame, ///< in place of the first token, with status 200
    Truncate, ///< the body ends properly, but without the end mark
    Cut, ///< the connection closes inside the body
    Stall, ///< nothing more comes, and the connection stays open
    Reset,
    Refuse, ///< an HTTP error in place of a stream
    GatewayTimeout, ///< 504 after a wait, in place of a first byte
    GarbageEvent, ///< one event that is no JSON; the stream goes on
    GarbageAnswer, ///< bytes that are no HTTP
};

/// Everything by which a simulated server departs from its dialect. A value; `parseQuirks` makes it from options.
struct Quirks {
    std::optional<RoleMode> role;
    std::optional<UsageMode> usage;
    std::optional<std::uint32_t> tokensPerChunk;
    bool emptyText = false;
    bool emptyFinish = false;
    bool noSpace = false;
    bool trailingSpace = false;
    bool crlf = false;
    bool splitUtf8 = false;
    bool headersWithFirstToken = false;
    bool echoKey = false; ///< error texts repeat the key that the request carried
    std::uint32_t burst = 1; ///< events gathered into one write
    std::optional<Duration> pingEvery; ///< comment lines while a stream is silent
    std::string reasoningField;
    std::optional<Duration> idleClose;
    std::uint32_t closeAfter = 0; ///< responses on one connection; 0: no limit
    Duration acceptDelay{};
    Slowing slowing = {};
    Fault fault = Fault::None;
    std::optional<ErrorShape> errorShape; ///< empty: the dialect's own
    std::uint16_t refuseStatus = 0; ///< 0: the dialect's own
    Duration gatewayTimeout = std::chrono::milliseconds(200);
    double faultRate = 1; ///< share of requests that `fault` hits, 0..1

    bool operator==(const Quirks &) const = default;
};

/// One line of `--list-quirks`.
struct QuirkName {
    std::string_view name;
    std::string_view argument; ///< empty: takes none
    std::string_view meaning;
};

[[nodiscard]] std::span<const QuirkName> quirkNames();

/// Reads `NAME` or `NAME=ARGUMENT` into `quirks`. Errors: BadUsage with the text that was not understood.
[[nodiscard]] Expected<void> addQuirk(Quirks &quirks, std::string_view text);

/// Reads "50ms", "1.5s", "20us" or a bare number of milliseconds. Errors: BadUsage.
[[nodiscard]] Expected<Duration> parseDuration(std::string_view text);

} // namespace tokamark::simulator
