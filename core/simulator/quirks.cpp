#include "simulator/quirks.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tokamark::simulator {
namespace {

using Apply = Expected<void> (*)(Quirks &, std::string_view argument);

struct Entry {
    QuirkName name;
    Apply apply;
};

Expected<std::uint32_t> parseCount(std::string_view text, std::uint32_t fallback)
{
    if (text.empty())
        return fallback;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value == 0)
        return fail(ErrorCode::BadUsage, std::string(text));
    return value;
}

Expected<Duration> parseDurationOr(std::string_view text, Duration fallback)
{
    return text.empty() ? Expected<Duration>(fallback) : parseDuration(text);
}

Expected<void> setFault(Quirks &quirks, Fault fault)
{
    if (quirks.fault != Fault::None)
        return fail(ErrorCode::BadUsage, "only one fault at a time");
    quirks.fault = fault;
    return {};
}

Expected<void> setErrorFrame(Quirks &quirks, std::string_view argument)
{
    struct Shape {
        std::string_view name;
        ErrorShape shape;
    };
    static constexpr std::array Shapes{Shape{"object", ErrorShape::Object}, Shape{"text", ErrorShape::Text},
                                       Shape{"flat", ErrorShape::Flat}, Shape{"abort", ErrorShape::Abort},
                                       Shape{"plain", ErrorShape::Plain}};
    if (argument.empty())
        return setFault(quirks, Fault::ErrorFrame);
    const auto it = std::ranges::find(Shapes, argument, &Shape::name);
    if (it == Shapes.end())
        return fail(ErrorCode::BadUsage, std::string(argument));
    quirks.errorShape = it->shape;
    return setFault(quirks, Fault::ErrorFrame);
}

Expected<void> setRefuse(Quirks &quirks, std::string_view argument)
{
    if (argument.empty())
        return setFault(quirks, Fault::Refuse);
    return parseCount(argument, 503).and_then([&](std::uint32_t status) -> Expected<void> {
        if (status < 400 || status > 599)
            return fail(ErrorCode::BadUsage, std::string(argument));
        quirks.refuseStatus = static_cast<std::uint16_t>(status);
        return setFault(quirks, Fault::Refuse);
    });
}

Expected<void> setOneOf(Quirks &quirks, std::string_view argument, std::string_view word, Fault plain, Fault worded)
{
    if (!argument.empty() && argument != word)
        return fail(ErrorCode::BadUsage, std::string(argument));
    return setFault(quirks, argument.empty() ? plain : worded);
}

Expected<void> setReasoning(Quirks &quirks, std::string_view argument)
{
    if (!argument.empty() && argument != "reasoning" && argument != "reasoning_content")
        return fail(ErrorCode::BadUsage, std::string(argument));
    quirks.reasoningField = argument.empty() ? "reasoning" : std::string(argument);
    return {};
}

/// A percentage as a share.
Expected<double> parsePercent(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value > 0 && value <= 1000))
        return fail(ErrorCode::BadUsage, "percent " + std::string(text));
    return value / 100;
}

Expected<void> setDrift(Quirks &quirks, std::string_view argument)
{
    return parsePercent(argument.empty() ? "20" : argument).map([&](double share) {
        quirks.slowing.perMinute = share;
    });
}

Expected<void> setStep(Quirks &quirks, std::string_view argument)
{
    const auto at = argument.find('@');
    const auto share = parsePercent(argument.empty() ? "20" : argument.substr(0, at));
    const auto time = parseDuration(at == std::string_view::npos ? "10s" : argument.substr(at + 1));
    if (!share || !time)
        return tl::unexpected(share ? time.error() : share.error());
    quirks.slowing.step = *share;
    quirks.slowing.stepAt = *time;
    return {};
}

/// The table is the one place that knows a quirk's name, its argument and what it does.
constexpr auto quirkTable()
{
    using namespace std::chrono_literals;
    return std::to_array<Entry>({
        {{"role-first", "", "an event with the role alone, before the prefill"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.role = RoleMode::First, Expected<void>(); }},
        {{"role-with-first-token", "", "the event with the role leaves in the write of the first token"},
         [](Quirks &q, std::string_view) -> Expected<void> {
             return q.role = RoleMode::WithFirstToken, Expected<void>();
         }},
        {{"no-role", "", "no role anywhere"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.role = RoleMode::None, Expected<void>(); }},
        {{"empty-text", "", "every fourth token event carries no text"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.emptyText = true, Expected<void>(); }},
        {{"tokens-per-chunk", "N", "N tokens in each event after the first (default 4)"},
         [](Quirks &q, std::string_view argument) -> Expected<void> {
             return parseCount(argument, 4).map([&](std::uint32_t count) { q.tokensPerChunk = count; });
         }},
        {{"usage-null", "", "a null usage on every event"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.usage = UsageMode::Null, Expected<void>(); }},
        {{"usage-zero", "", "a usage full of zeros on every event before the true one"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.usage = UsageMode::Zero, Expected<void>(); }},
        {{"finish-empty", "", "an empty finish reason where others write null"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.emptyFinish = true, Expected<void>(); }},
        {{"no-space", "", "nothing between \"data:\" and the JSON"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.noSpace = true, Expected<void>(); }},
        {{"trailing-space", "", "a space between the JSON and the line end"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.trailingSpace = true, Expected<void>(); }},
        {{"crlf", "", "lines end with CR LF"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.crlf = true, Expected<void>(); }},
        {{"comment-ping", "TIME", "comment lines at the start and in silence of TIME (default 1s)"},
         [](Quirks &q, std::string_view argument) -> Expected<void> {
             return parseDurationOr(argument, 1s).map([&](Duration time) { q.pingEvery = time; });
         }},
        {{"split-utf8", "", "text beyond ASCII, with body pieces that end inside a character"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.splitUtf8 = true, Expected<void>(); }},
        {{"burst", "N", "N token events gathered into one write (default 4)"},
         [](Quirks &q, std::string_view argument) -> Expected<void> {
             return parseCount(argument, 4).map([&](std::uint32_t count) { q.burst = count; });
         }},
        {{"headers-with-first-token", "", "the response head waits for the first token"},
         [](Quirks &q, std::string_view) -> Expected<void> {
             return q.headersWithFirstToken = true, Expected<void>();
         }},
        {{"reasoning", "FIELD", "the first eight tokens are reasoning, in FIELD (reasoning or reasoning_content)"},
         setReasoning},
        {{"echo-key", "", "error texts repeat the header Authorization and the key of the request"},
         [](Quirks &q, std::string_view) -> Expected<void> { return q.echoKey = true, Expected<void>(); }},
        {{"idle-close", "TIME", "closes a connection idle for TIME (default 5s)"},
         [](Quirks &q, std::string_view argument) -> Expected<void> {
             return parseDurationOr(argument, 5s).map([&](Duration time) { q.idleClose = time; });
         }},
        {{"close-after", "N", "closes a connection after N responses (default 100)"},
         [](Quirks &q, std::string_view argument) -> Expected<void> {
             return parseCount(argument, 100).map([&](std::uint32_t count) { q.closeAfter = count; });
         }},
        {{"slow-accept", "TIME", "waits TIME before reading from a new connection (default 500ms)"},
         [](Quirks &q, std::string_view argument) -> Expected<void> {
             return parseDurationOr(argument, 500ms).map([&](Duration time) { q.acceptDelay = time; });
         }},
        {{"drift", "PCT", "everything takes PCT % longer with each minute since the first request (default 20)"},
         setDrift},
        {{"step", "PCT@TIME", "everything takes PCT % longer from TIME after the first request (default 20@10s)"},
         setStep},
        {{"error-frame", "SHAPE",
          "fault: an error after some tokens: as the dialect has it, or object, text, flat, abort, plain"},
         setErrorFrame},
        {{"overload-200", "", "fault: status 200, then an error event in place of tokens"},
         [](Quirks &q, std::string_view) { return setFault(q, Fault::OverloadFrame); }},
        {{"truncate", "cut", "fault: the stream ends without its end mark (cut: inside the body)"},
         [](Quirks &q, std::string_view argument) {
             return setOneOf(q, argument, "cut", Fault::Truncate, Fault::Cut);
         }},
        {{"stall", "", "fault: nothing more after some tokens, connection left open"},
         [](Quirks &q, std::string_view) { return setFault(q, Fault::Stall); }},
        {{"reset", "", "fault: the connection is reset after some tokens"},
         [](Quirks &q, std::string_view) { return setFault(q, Fault::Reset); }},
        {{"refuse", "STATUS", "fault: an HTTP error in place of a stream (default: as the dialect has it)"}, setRefuse},
        {{"504", "TIME", "fault: 504 after TIME in place of a first byte (default 200ms)"},
         [](Quirks &q, std::string_view argument) -> Expected<void> {
             return parseDurationOr(argument, 200ms).and_then([&](Duration time) {
                 q.gatewayTimeout = time;
                 return setFault(q, Fault::GatewayTimeout);
             });
         }},
        {{"garbage", "http", "fault: an event that is no JSON (http: an answer that is no HTTP)"},
         [](Quirks &q, std::string_view argument) {
             return setOneOf(q, argument, "http", Fault::GarbageEvent, Fault::GarbageAnswer);
         }},
    });
}

constexpr auto Table = quirkTable();

constexpr auto Names = [] {
    std::array<QuirkName, Table.size()> names{};
    for (std::size_t i = 0; i < Table.size(); ++i)
        names[i] = Table[i].name;
    return names;
}();

} // namespace

std::span<const QuirkName> quirkNames()
{
    return Names;
}

Expected<void> addQuirk(Quirks &quirks, std::string_view text)
{
    const auto equals = text.find('=');
    const auto name = text.substr(0, equals);
    const auto argument = equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
    const auto it = std::ranges::find(Table, name, [](const Entry &entry) { return entry.name.name; });
    const bool argumentMissing = equals != std::string_view::npos && argument.empty();
    if (it == Table.end() || argumentMissing || (it->name.argument.empty() && !argument.empty()))
        return fail(ErrorCode::BadUsage, "quirk " + std::string(text));
    return it->apply(quirks, argument).map_error([&](Error error) {
        error.detail = "quirk " + std::string(text) + ": " + error.detail;
        return error;
    });
}

Expected<Duration> parseDuration(std::string_view text)
{
    struct Unit {
        std::string_view name;
        double nanoseconds;
    };
    static constexpr std::array Units{Unit{"", 1e6}, Unit{"ms", 1e6}, Unit{"s", 1e9}, Unit{"us", 1e3}};
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string_view suffix(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const auto unit = std::ranges::find(Units, suffix, &Unit::name);
    // An hour is more than any use has, and keeps the product far from overflow.
    if (error != std::errc() || unit == Units.end() || !std::isfinite(value) || value < 0
        || value * unit->nanoseconds > 3600e9)
        return fail(ErrorCode::BadUsage, "time " + std::string(text));
    return Duration(std::llround(value * unit->nanoseconds));
}

} // namespace tokamark::simulator
