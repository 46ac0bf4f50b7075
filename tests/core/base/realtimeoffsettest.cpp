#include "base/realtimeoffset.h"

#include <gtest/gtest.h>

namespace tokamark {
namespace {

using namespace std::chrono_literals;

/// A reading at `at` after boot, one microsecond wide, with the wall clock `ahead` of the monotonic one.
RealtimeOffset::Reading reading(Duration at, Duration ahead, Duration width = 1us)
{
    return {Instant(at - width / 2), (at + ahead).count(), Instant(at + width / 2)};
}

TEST(RealtimeOffset, BringsRealtimeToMonotonic)
{
    const RealtimeOffset offset(reading(100s, 5000s));
    EXPECT_EQ(offset.toMonotonic(std::chrono::nanoseconds(5100s + 7ns).count()), Instant(100s + 7ns));
    EXPECT_EQ(offset.largestStep(), Duration::zero());
}

TEST(RealtimeOffset, FollowsAClockThatIsAdjustedSlowly)
{
    RealtimeOffset offset(reading(100s, 5000s));
    for (int i = 1; i <= 10; ++i)
        offset.accept(reading(100s + i * 100ms, 5000s + i * 10us));
    EXPECT_EQ(offset.toMonotonic(std::chrono::nanoseconds(5101s + 100us).count()), Instant(101s));
    EXPECT_EQ(offset.largestStep(), 10us);
}

TEST(RealtimeOffset, RemembersTheLargestStepInEitherDirection)
{
    RealtimeOffset offset(reading(100s, 5000s));
    offset.accept(reading(101s, 5000s - 3ms));
    offset.accept(reading(102s, 5000s - 2ms));
    EXPECT_EQ(offset.largestStep(), 3ms);
}

TEST(RealtimeOffset, IgnoresAReadingThatWasInterrupted)
{
    RealtimeOffset offset(reading(100s, 5000s));
    offset.accept(reading(101s, 5000s + 2ms, 4ms));
    EXPECT_EQ(offset.largestStep(), Duration::zero());
    EXPECT_EQ(offset.toMonotonic(std::chrono::nanoseconds(5101s).count()), Instant(101s));
}

TEST(RealtimeOffset, AgreesWithTheSystemsClocks)
{
    const RealtimeOffset offset;
    const Instant before = SteadyClock().now();
    const Instant converted = offset.toMonotonic(unixNanoseconds());
    const Instant after = SteadyClock().now();
    EXPECT_GE(converted, before - 100us);
    EXPECT_LE(converted, after + 100us);
}

} // namespace
} // namespace tokamark
