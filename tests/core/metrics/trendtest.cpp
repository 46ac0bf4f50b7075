#include "metrics/trend.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

namespace tokamark::metrics {
namespace {

/// Sixty seconds, ten points in each.
std::vector<TimedPoint> points(const std::function<double(double second)> &value)
{
    std::vector<TimedPoint> all;
    for (int i = 0; i < 600; ++i)
        all.push_back({i / 10.0 + 0.05, value(i / 10.0 + 0.05)});
    return all;
}

std::optional<Trend> trendOf(const std::vector<TimedPoint> &all, std::size_t blocks = 20)
{
    return findTrend({all, 0, 60, blocks, BlockValue::Mean});
}

TEST(Trend, OfALineIsTheLine)
{
    const auto trend = trendOf(points([](double second) { return 1'000 - 2 * second; }));
    ASSERT_TRUE(trend);
    EXPECT_NEAR(trend->from, 1'000, 1e-9);
    EXPECT_NEAR(trend->to, 880, 1e-9);
    EXPECT_NEAR(trend->changePct, -12, 1e-9);
    EXPECT_NEAR(trend->lowPct, -12, 1e-9);
    EXPECT_NEAR(trend->highPct, -12, 1e-9);
    EXPECT_FALSE(trend->stepSecond);
    EXPECT_TRUE(trend->isReal());
}

TEST(Trend, SenHandComputed)
{
    // Blocks 1, 2, 4, 5, 9: slopes per block 1, 1.5, 4/3, 2, 2, 1.5, 7/3, 1, 2.5, 4, whose median is 1.75.
    const std::vector<double> values{1, 2, 4, 5, 9};
    std::vector<TimedPoint> all;
    for (int i = 0; i < 15; ++i)
        all.push_back({i + 0.5, values[static_cast<std::size_t>(i / 3)]});
    const auto trend = findTrend({all, 0, 15, 5, BlockValue::Median});
    // The levels beside that slope are 4.5, 3.75, 4, 3.25 and 5.5; the line goes through 4 in the middle block and is
    // below zero where the first block begins.
    EXPECT_FALSE(trend);
    for (TimedPoint &point : all)
        point.value += 10;
    const auto raised = findTrend({all, 0, 15, 5, BlockValue::Median});
    ASSERT_TRUE(raised);
    EXPECT_NEAR(raised->from, 14 - 1.75 * 2.5, 1e-9);
    EXPECT_NEAR(raised->to, 14 + 1.75 * 2.5, 1e-9);
}

TEST(Trend, FindsAStepAndItsPlace)
{
    const auto trend = trendOf(points([](double second) { return second < 41.3 ? 3'495.0 : 3'146.0; }));
    ASSERT_TRUE(trend);
    ASSERT_TRUE(trend->stepSecond);
    EXPECT_NEAR(*trend->stepSecond, 41.35, 0.1);
    EXPECT_NEAR(trend->changePct, -10, 1.5);
    EXPECT_TRUE(trend->isReal());
}

TEST(Trend, ANoisyLineIsNoStep)
{
    std::normal_distribution<double> noise(0, 20);
    std::mt19937_64 engine{3};
    const auto trend = trendOf(points([&](double second) { return 1'000 + 4 * second + noise(engine); }));
    ASSERT_TRUE(trend);
    EXPECT_FALSE(trend->stepSecond);
    EXPECT_LT(trend->lowPct, 24);
    EXPECT_GT(trend->highPct, 24);
    EXPECT_GT(trend->lowPct, 15);
    EXPECT_LT(trend->highPct, 33);
}

TEST(Trend, ABlockWithTwoPointsSaysNothing)
{
    std::vector<TimedPoint> all = points([](double) { return 1.0; });
    std::erase_if(all, [](const TimedPoint &point) { return point.second > 30.2 && point.second < 33; });
    EXPECT_FALSE(trendOf(all));
    EXPECT_TRUE(trendOf(all, 10));
}

/// Of runs in which nothing moved, so many may be said to have moved.
struct Noise {
    const char *name;
    double correlation; ///< from one tenth of a second to the next
};

class TrendOfNothing : public testing::TestWithParam<Noise> { };

TEST_P(TrendOfNothing, IsRarelyReal)
{
    constexpr int Trials = 400;
    int real = 0;
    for (int trial = 0; trial < Trials; ++trial) {
        std::mt19937_64 engine{static_cast<std::uint64_t>(trial)};
        std::normal_distribution<double> normal;
        double state = normal(engine);
        const double r = GetParam().correlation;
        const auto trend = trendOf(points([&](double) {
            state = r * state + std::sqrt(1 - r * r) * normal(engine);
            return 1'000 + 50 * state;
        }));
        real += trend && trend->isReal() ? 1 : 0;
    }
    EXPECT_LE(real, Trials * 8 / 100);
}

INSTANTIATE_TEST_SUITE_P(Noises, TrendOfNothing,
                         testing::Values(Noise{"independent", 0}, Noise{"for half a second", 0.8},
                                         Noise{"for seconds", 0.95}),
                         [](const auto &param) {
                             std::string name = param.param.name;
                             std::ranges::replace(name, ' ', '_');
                             return name;
                         });

} // namespace
} // namespace tokamark::metrics
