#pragma once

#include <compare>
#include <cstdint>
#include <functional>

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

// Not `struct std::hash<...>`: Qt's moc, which reads every header that a QObject includes, does not parse that.
namespace std {
template <class Tag> struct hash<tokamark::Id<Tag>> {
    std::size_t operator()(tokamark::Id<Tag> id) const noexcept { return std::hash<std::int64_t>()(id.value); }
};
} // namespace std
