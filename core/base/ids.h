#pragma once

// Before <compare>: Qt's moc, which reads every header that a QObject includes, stumbles over GCC's <concepts> otherwise.
#include <functional>

#include <compare>
#include <cstdint>

namespace tokamark {

/// A number that names one kind of thing and cannot be mistaken for another. Zero means "none".
template <class Tag> struct Id {
    std::int64_t value = 0;

    [[nodiscard]] constexpr bool isValid() const noexcept { return value != 0; }
    constexpr auto operator<=>(const Id &) const = default;
};

using RunId = Id<struct RunTag>;
using TargetId = Id<struct TargetTag>;
using CellId = Id<struct CellTag>;
using RequestId = Id<struct RequestTag>;
using BackendId = Id<struct BackendTag>;

} // namespace tokamark

template <class Tag> struct std::hash<tokamark::Id<Tag>> {
    std::size_t operator()(tokamark::Id<Tag> id) const noexcept { return std::hash<std::int64_t>()(id.value); }
};
