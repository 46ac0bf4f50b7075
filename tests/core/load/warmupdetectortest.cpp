#include "load/warmupdetector.h"

#include <gtest/gtest.h>

namespace tokamark::load {
namespace {

using namespace std::chrono_literals;

/// Feeds `rate(second)` tokens per second every quarter of a second; the time at which the warm-up was over.
template <class Rate> Duration overAfter(WarmupDetector detector, Instant start, Rate rate)
{
    double tokens = 0;
    for (Duration at{}; at < 60s; at += 250ms) {
        if (detector.accept(start + at, static_cast<std::uint64_t>(tokens)))
            return at;
        tokens += rate(toSeconds(at)) / 4;
    }
    return Duration::max();
}

constexpr Instant Start{100s};

TEST(WarmupDetector, EndsOnceTwoBlocksAgree)
{
    EXPECT_EQ(overAfter({Start, std::nullopt}, Start, [](double) { return 1000.0; }), 4s);
}

TEST(WarmupDetector, WaitsWhileTheRateRises)
{
    const Duration over
        = overAfter({Start, std::nullopt}, Start, [](double second) { return second < 10 ? 100.0 * second : 1000.0; });
    EXPECT_EQ(over, 14s);
}

TEST(WarmupDetector, WaitsForTheFirstTokens)
{
    EXPECT_EQ(overAfter({Start, std::nullopt}, Start, [](double second) { return second < 6 ? 0.0 : 500.0; }), 10s);
}

TEST(WarmupDetector, GivesUpAfterThirtySeconds)
{
    EXPECT_EQ(overAfter({Start, std::nullopt}, Start,
                        [](double second) { return static_cast<int>(second / 2) % 2 == 0 ? 100.0 : 200.0; }),
              30s);
    EXPECT_EQ(overAfter({Start, std::nullopt}, Start, [](double) { return 0.0; }), 30s);
}

TEST(WarmupDetector, DoesNotLookBeforeAllUsersRun)
{
    EXPECT_EQ(overAfter({Start + 5s, std::nullopt}, Start, [](double) { return 1000.0; }), 9s);
}

TEST(WarmupDetector, KeepsToAFixedLength)
{
    EXPECT_EQ(overAfter({Start, 7s}, Start, [](double) { return 1000.0; }), 7s);
    EXPECT_EQ(overAfter({Start, 0s}, Start, [](double) { return 0.0; }), 0s);
}

} // namespace
} // namespace tokamark::load
