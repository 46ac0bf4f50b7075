#include "base/seededrandom.h"
#include "metrics/latencyfigures.h"
#include "metrics/percentile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::metrics {
namespace {

constexpr double Infinity = std::numeric_limits<double>::infinity();

TEST(Percentile, EqualsNumpyToTheLastBit)
{
    // numpy 2.4.6, numpy.percentile(values, p).
    std::vector<double> values{12.5, 3.25, 99.0, 41.0, 7.75, 18.0, 18.0, 250.5, 33.0, 64.125, 5.5};
    std::ranges::sort(values);
    EXPECT_EQ(percentile(values, 0), 3.25);
    EXPECT_EQ(percentile(values, 10), 5.5);
    EXPECT_EQ(percentile(values, 50), 18.0);
    EXPECT_EQ(percentile(values, 90), 99.0);
    EXPECT_EQ(percentile(values, 95), 174.75);
    EXPECT_EQ(percentile(values, 99), 0x1.d6b3333333335p+7);
    EXPECT_EQ(percentile(values, 100), 250.5);
}

TEST(Percentile, LetsFailuresStandAboveEverySample)
{
    std::vector<double> values(98);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<double>(i);
    // 98 samples and 2 failures: p99 lies at place 98.01, beyond the last sample at place 97.
    EXPECT_EQ(percentile(values, 99, 2), Infinity);
    EXPECT_EQ(percentile(values, 50, 2), 49.5);
    EXPECT_LT(percentile(values, 97, 2), 97);
    // Between the last sample and the first failure there is nothing finite.
    EXPECT_EQ(percentile(values, 98.5, 2), Infinity);
}

TEST(Percentile, OfOneValueAndOfNone)
{
    EXPECT_EQ(percentile(std::vector{7.0}, 99), 7.0);
    EXPECT_EQ(percentile({}, 50, 3), Infinity);
    EXPECT_TRUE(std::isnan(percentile({}, 50)));
}

TEST(Percentile, IsTrustedByTheSamplesBeyondIt)
{
    EXPECT_EQ(percentileTrust(99, 99), PercentileTrust::TooFew);
    EXPECT_EQ(percentileTrust(99, 100), PercentileTrust::Few);
    EXPECT_EQ(percentileTrust(99, 499), PercentileTrust::Few);
    EXPECT_EQ(percentileTrust(99, 500), PercentileTrust::Fine);
    EXPECT_EQ(percentileTrust(99.9, 5'000), PercentileTrust::Fine);
    EXPECT_EQ(percentileTrust(50, 10), PercentileTrust::Fine);
    EXPECT_EQ(percentileTrust(50, 0), PercentileTrust::TooFew);
}

TEST(LatencyFigures, EqualNumpy)
{
    std::vector<double> values{12.5, 3.25, 99.0, 41.0, 7.75, 18.0, 18.0, 250.5, 33.0, 64.125, 5.5};
    const LatencyFigures figures = latencyFigures(values, 0);
    EXPECT_EQ(figures.samples, 11u);
    EXPECT_DOUBLE_EQ(figures.mean, 50.23863636363637);
    EXPECT_DOUBLE_EQ(figures.stddev, 69.13443044634487);
    EXPECT_EQ(figures.min, 3.25);
    EXPECT_EQ(figures.p50, 18.0);
    EXPECT_EQ(figures.p90, 99.0);
    EXPECT_EQ(figures.p95, 174.75);
    EXPECT_EQ(figures.p99, 0x1.d6b3333333335p+7);
    EXPECT_EQ(figures.max, 250.5);
}

TEST(Percentile, TheHighestShownIsTheHighestThatSamplesLetBeShown)
{
    const std::vector<double> asked{50, 99, 90};
    EXPECT_EQ(highestShown(asked, 100), 99);
    EXPECT_EQ(highestShown(asked, 99), 90);
    EXPECT_EQ(highestShown(asked, 9), 50);
    EXPECT_EQ(highestShown(asked, 0), 50);
}

TEST(LatencyFigures, SelectWhatSortingWouldFind)
{
    SeededRandom random{3};
    for (const std::size_t count : {1u, 2u, 3u, 10u, 99u, 100u, 101u, 5'000u}) {
        for (const std::uint64_t failures : {0u, 1u, 40u}) {
            std::vector<double> values(count);
            std::ranges::generate(values, [&random] { return std::floor(random.unit() * 1000); });
            std::vector<double> sorted = values;
            std::ranges::sort(sorted);
            const LatencyFigures figures = latencyFigures(values, failures);
            EXPECT_EQ(figures.p50, percentile(sorted, 50, failures));
            EXPECT_EQ(figures.p90, percentile(sorted, 90, failures));
            EXPECT_EQ(figures.p95, percentile(sorted, 95, failures));
            EXPECT_EQ(figures.p99, percentile(sorted, 99, failures));
        }
    }
}

TEST(LatencyFigures, OfNothingAreZeroAndOfFailuresInfinite)
{
    std::vector<double> none;
    EXPECT_EQ(latencyFigures(none, 0), LatencyFigures{});
    const LatencyFigures failures = latencyFigures(none, 2);
    EXPECT_EQ(failures.p50, Infinity);
    EXPECT_EQ(failures.mean, 0);
}

} // namespace
} // namespace tokamark::metrics
