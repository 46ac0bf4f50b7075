#pragma once

#include "base/clock.h"

#include <array>
#include <cstdint>

namespace tokamark {

/// Counts durations in buckets of about three per cent, in fixed memory and a few nanoseconds per value, for what is
/// noted with every read. A value: one owner, copied to be handed on.
class LogHistogram final {
public:
    void add(Duration value) noexcept;
    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }
    /// The middle of the bucket in which the share `p` (0..100) of the values is reached; zero if there are none.
    [[nodiscard]] Duration percentile(double p) const noexcept;

    LogHistogram &operator+=(const LogHistogram &other) noexcept;
    /// Takes away what was counted up to an earlier copy of this histogram.
    LogHistogram &operator-=(const LogHistogram &earlier) noexcept;
    bool operator==(const LogHistogram &) const = default;

private:
    /// Sixteen buckets for each doubling, from about 128 ns to 9 minutes; what lies outside goes into the outer ones.
    static constexpr unsigned StepBits = 4;
    static constexpr unsigned LowestBits = 7;
    static constexpr unsigned Doublings = 32;
    static constexpr unsigned BucketCount = (Doublings << StepBits) + 1;

    [[nodiscard]] static unsigned bucketOf(Duration value) noexcept;
    [[nodiscard]] static Duration middleOf(unsigned bucket) noexcept;

    std::array<std::uint32_t, BucketCount> m_buckets{};
    std::uint64_t m_count = 0;
};

} // namespace tokamark
