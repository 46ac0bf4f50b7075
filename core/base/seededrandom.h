#pragma once

#include <cstdint>
#include <initializer_list>

namespace tokamark {

/// SplitMix64: small, and the same numbers with every compiler, so that a seed means the same everywhere.
/// A value; one thread at a time.
class SeededRandom final {
public:
    /// A stream of its own for each combination of parts.
    explicit SeededRandom(std::initializer_list<std::uint64_t> parts) noexcept;

    [[nodiscard]] std::uint64_t next() noexcept;
    /// Evenly from 0 to `limit` - 1; `limit` is above 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t limit) noexcept;
    /// Evenly from the open interval between 0 and 1.
    [[nodiscard]] double unit() noexcept;
    /// From the standard normal distribution.
    [[nodiscard]] double normal() noexcept;

private:
    std::uint64_t m_state = 0;
};

} // namespace tokamark
