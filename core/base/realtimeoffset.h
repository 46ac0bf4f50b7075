#pragma once

#include "base/clock.h"

#include <cstdint>

namespace tokamark {

/// Follows the distance between CLOCK_REALTIME, in which the kernel stamps what arrives, and CLOCK_MONOTONIC, in which
/// everything is kept, and notices when somebody sets the wall clock.
///
/// Used by one thread, which owns it and calls `sample` about ten times a second.
class RealtimeOffset final {
public:
    /// One look at both clocks: the wall clock, read between two readings of the monotonic one.
    struct Reading {
        Instant before;
        std::int64_t realtimeNs = 0;
        Instant after;
    };

    /// Takes the first sample.
    RealtimeOffset();
    /// For tests: starts from a given reading.
    explicit RealtimeOffset(const Reading &first);

    void sample();
    /// Uses a reading, unless the thread was interrupted between the clocks and it says nothing.
    void accept(const Reading &reading);

    [[nodiscard]] Instant toMonotonic(std::int64_t realtimeNs) const noexcept;
    /// The largest jump between two samples; slow adjustment of the clock is far below a step.
    [[nodiscard]] Duration largestStep() const noexcept { return m_largestStep; }

private:
    std::int64_t m_offsetNs = 0; ///< realtime - monotonic
    Duration m_largestStep{};
};

/// Nanoseconds of the wall clock since 1970.
[[nodiscard]] std::int64_t unixNanoseconds() noexcept;

} // namespace tokamark
