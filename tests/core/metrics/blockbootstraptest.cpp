#include "base/seededrandom.h"
#include "metrics/blockbootstrap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::metrics {
namespace {

constexpr double WindowSeconds = 100;

/// Independent requests, spread evenly, with normally distributed TTFT.
BootstrapInput independentRequests(std::uint64_t seed, int count = 4'000)
{
    BootstrapInput input;
    input.windowSeconds = WindowSeconds;
    input.blockSeconds = 1;
    input.seed = seed;
    input.tokens = BinnedAmount(WindowSeconds);
    input.completions = BinnedAmount(WindowSeconds);
    SeededRandom random{seed, 1};
    for (int i = 0; i < count; ++i) {
        const double second = random.unit() * WindowSeconds;
        input.latencies[0].push_back({second, 200 + 20 * random.normal()});
        input.completions.add(second, 1);
        input.tokens.add(second, 50);
    }
    return input;
}

double errorOf(const BootstrapResult &result, Metric metric)
{
    return result.logErrors[static_cast<std::size_t>(metric)];
}

TEST(BlockBootstrap, FindsTheErrorThatTheoryGivesForIndependentRequests)
{
    double meanError = 0;
    double rateError = 0;
    constexpr int runs = 10;
    for (std::uint64_t seed = 0; seed < runs; ++seed) {
        const BootstrapResult result = blockBootstrap(independentRequests(seed));
        meanError += errorOf(result, Metric::TtftMean) / runs;
        rateError += errorOf(result, Metric::RequestThroughput) / runs;
    }
    EXPECT_NEAR(meanError, 20 / std::sqrt(4'000) / 200, 0.1 * 0.0016) << "standard deviation / root of n, relative";
    EXPECT_NEAR(rateError, 1 / std::sqrt(4'000), 0.1 * 0.0158) << "a Poisson count";
}

TEST(BlockBootstrap, IntervalsHoldTheTrueMedianAboutAsOftenAsTheySay)
{
    int held = 0;
    constexpr int runs = 100;
    for (std::uint64_t seed = 0; seed < runs; ++seed) {
        const Interval interval = blockBootstrap(independentRequests(seed, 500)).ttftP50;
        held += interval.low <= 200 && 200 <= interval.high ? 1 : 0;
    }
    EXPECT_GE(held, 88);
    EXPECT_LE(held, 99);
}

TEST(BlockBootstrap, LongerBlocksSeeWhatNeighboursShare)
{
    // TTFT swings slowly, as with a server that drifts: single requests are no independent samples.
    BootstrapInput input = independentRequests(5);
    for (TimedValue &value : input.latencies[0])
        value.value = 200 + 50 * std::sin(value.seconds / WindowSeconds * 20 * 3.14159);
    input.blockSeconds = 0.1;
    const double shortBlocks = errorOf(blockBootstrap(input), Metric::TtftMean);
    input.blockSeconds = 2.5;
    EXPECT_GT(errorOf(blockBootstrap(input), Metric::TtftMean), 2 * shortBlocks);
}

TEST(BlockBootstrap, DependsOnItsSeedAlone)
{
    const BootstrapInput input = independentRequests(1);
    EXPECT_EQ(blockBootstrap(input).logErrors, blockBootstrap(input).logErrors);
    BootstrapInput other = input;
    other.seed = 2;
    EXPECT_NE(blockBootstrap(input).logErrors, blockBootstrap(other).logErrors);
    std::ranges::reverse(other.latencies[0]);
    other.seed = input.seed;
    EXPECT_EQ(blockBootstrap(input).ttftP95, blockBootstrap(other).ttftP95);
}

TEST(BlockBootstrap, SaysNothingOfAWindowShorterThanFourBlocks)
{
    BootstrapInput input = independentRequests(1);
    input.blockSeconds = 25.1;
    EXPECT_FALSE(blockBootstrap(input).outputTokensPerSecond.isKnown());
    input.blockSeconds = 25;
    EXPECT_TRUE(blockBootstrap(input).outputTokensPerSecond.isKnown());
}

TEST(BlockBootstrap, FailuresReachTheUpperEndOnly)
{
    BootstrapInput input = independentRequests(1, 1'000);
    for (std::size_t i = 0; i < input.latencies[0].size(); i += 22)
        input.latencies[0][i].value = std::numeric_limits<double>::infinity();
    const BootstrapResult result = blockBootstrap(input);
    EXPECT_LT(result.ttftP95.low, 300);
    EXPECT_EQ(result.ttftP95.high, std::numeric_limits<double>::infinity());
    EXPECT_EQ(errorOf(result, Metric::TtftP95), 0) << "cannot be told";
    EXPECT_LT(result.ttftP50.high, 300);
}

} // namespace
} // namespace tokamark::metrics
