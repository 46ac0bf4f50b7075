#include "plan/durationtext.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace tokamark::plan {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

constexpr std::array Units{
    Unit{"ns", 1},           Unit{"us", 1'000},         Unit{"ms", 1'000'000},       Unit{"s", 1'000'000'000},
    Unit{"", 1'000'000'000}, Unit{"m", 60'000'000'000}, Unit{"min", 60'000'000'000}, Unit{"h", 3'600'000'000'000}};
constexpr std::int64_t Longest = 100 * 24 * Units.back().nanoseconds;

std::optional<Duration> scaled(double number, std::int64_t unit)
{
    const double nanoseconds = std::round(number * static_cast<double>(unit));
    if (!(nanoseconds >= 0) || nanoseconds > static_cast<double>(Longest))
        return std::nullopt;
    return Duration(static_cast<std::int64_t>(nanoseconds));
}

} // namespace

std::optional<Duration> parseDuration(std::string_view text)
{
    const char *const end = text.data() + text.size();
    std::int64_t whole = 0;
    double number = 0;
    // Integers are read as such: nanoseconds of a long time do not fit into a double.
    auto parsed = std::from_chars(text.data(), end, whole);
    const bool isWhole = parsed.ec == std::errc() && (parsed.ptr == end || (*parsed.ptr != '.' && *parsed.ptr != 'e'));
    if (!isWhole) {
        parsed = std::from_chars(text.data(), end, number);
        if (parsed.ec != std::errc() || !std::isfinite(number) || std::signbit(number))
            return std::nullopt;
    }
    const std::string_view name(parsed.ptr, static_cast<std::size_t>(end - parsed.ptr));
    for (const Unit &unit : Units) {
        if (name != unit.name)
            continue;
        if (!isWhole)
            return scaled(number, unit.nanoseconds);
        if (whole < 0 || whole > Longest / unit.nanoseconds)
            return std::nullopt;
        return Duration(whole * unit.nanoseconds);
    }
    return std::nullopt;
}

std::string durationText(Duration duration)
{
    const std::int64_t nanoseconds = duration.count();
    for (const Unit &unit : {Units[3], Units[2], Units[1]}) {
        if (nanoseconds % unit.nanoseconds == 0)
            return std::to_string(nanoseconds / unit.nanoseconds) + std::string(unit.name);
    }
    return std::to_string(nanoseconds) + "ns";
}

} // namespace tokamark::plan
