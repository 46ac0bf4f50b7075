#include "base/realtimeoffset.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

namespace tokamark {
namespace {

/// A reading this wide cannot tell a step of the clock from an interruption of the thread.
constexpr Duration WidestReading = std::chrono::microseconds(20);
/// Readings tried for a narrow one.
constexpr int Attempts = 4;

RealtimeOffset::Reading readClocks()
{
    const SteadyClock clock;
    RealtimeOffset::Reading best;
    for (int attempt = 0; attempt < Attempts; ++attempt) {
        RealtimeOffset::Reading reading;
        reading.before = clock.now();
        reading.realtimeNs = unixNanoseconds();
        reading.after = clock.now();
        if (attempt == 0 || reading.after - reading.before < best.after - best.before)
            best = reading;
        if (best.after - best.before < std::chrono::microseconds(1))
            break;
    }
    return best;
}

std::int64_t offsetOf(const RealtimeOffset::Reading &reading)
{
    const Instant middle = reading.before + (reading.after - reading.before) / 2;
    return reading.realtimeNs - middle.time_since_epoch().count();
}

} // namespace

RealtimeOffset::RealtimeOffset()
    : RealtimeOffset(readClocks())
{
}

RealtimeOffset::RealtimeOffset(const Reading &first)
    : m_offsetNs(offsetOf(first))
{
}

void RealtimeOffset::sample()
{
    accept(readClocks());
}

void RealtimeOffset::accept(const Reading &reading)
{
    if (reading.after - reading.before > WidestReading)
        return;
    const std::int64_t offsetNs = offsetOf(reading);
    m_largestStep = std::max(m_largestStep, Duration(std::abs(offsetNs - m_offsetNs)));
    m_offsetNs = offsetNs;
}

Instant RealtimeOffset::toMonotonic(std::int64_t realtimeNs) const noexcept
{
    return Instant(Duration(realtimeNs - m_offsetNs));
}

std::int64_t unixNanoseconds() noexcept
{
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

} // namespace tokamark
