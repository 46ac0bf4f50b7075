#include "plan/level.h"

#include <array>
#include <charconv>
#include <cmath>

namespace tokamark::plan {

std::uint32_t Level::users() const noexcept
{
    return kind == LoadKind::Closed ? static_cast<std::uint32_t>(std::llround(value)) : 0;
}

std::string numberText(const Level &level)
{
    if (std::isinf(level.value))
        return "inf";
    std::array<char, 32> digits{};
    // Whole numbers of users must not turn into 1e+06.
    const bool whole = level.value == std::floor(level.value) && std::abs(level.value) < 1e15;
    const auto end = whole ? std::to_chars(digits.data(), digits.data() + digits.size(), std::llround(level.value)).ptr
                           : std::to_chars(digits.data(), digits.data() + digits.size(), level.value).ptr;
    return {digits.data(), end};
}

std::string text(const Level &level)
{
    switch (level.kind) {
    case LoadKind::Closed: return numberText(level) + (level.value == 1 ? " user" : " users");
    case LoadKind::Open: return numberText(level) + " req/s";
    case LoadKind::Trace: return "trace x" + numberText(level);
    }
    return {};
}

std::string fileNamePart(const Level &level)
{
    switch (level.kind) {
    case LoadKind::Closed: return "concurrency" + numberText(level);
    case LoadKind::Open: return numberText(level) + "qps";
    case LoadKind::Trace: return "trace" + numberText(level) + "x";
    }
    return {};
}

const char *unitName(LoadKind kind) noexcept
{
    switch (kind) {
    case LoadKind::Closed: return "users";
    case LoadKind::Open: return "asked req/s";
    case LoadKind::Trace: return "speed";
    }
    return "";
}

const char *name(LoadKind kind) noexcept
{
    switch (kind) {
    case LoadKind::Closed: return "closed";
    case LoadKind::Open: return "open";
    case LoadKind::Trace: return "trace";
    }
    return "";
}

} // namespace tokamark::plan
