#pragma once

#include <chrono>

namespace tokamark {

using Duration = std::chrono::nanoseconds;

/// A point on CLOCK_MONOTONIC in nanoseconds. The zero value means "did not happen".
using Instant = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// True if `instant` was reached. The monotonic clock never reads zero on a running machine.
constexpr bool happened(Instant instant) noexcept
{
    return instant.time_since_epoch().count() != 0;
}

/// Seconds as a floating number, for statistics and display only; stored instants stay integers.
constexpr double toSeconds(Duration duration) noexcept
{
    return std::chrono::duration<double>(duration).count();
}

/// Milliseconds as a floating number, for statistics and display only.
constexpr double toMilliseconds(Duration duration) noexcept
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// Where the present comes from, so that tests can move it. Any thread; implementations are stateless or locked.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// CLOCK_MONOTONIC. Stateless, any thread.
class SteadyClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

} // namespace tokamark
