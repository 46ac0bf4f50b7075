#include "base/loghistogram.h"

#include <gtest/gtest.h>

namespace tokamark {
namespace {

using namespace std::chrono_literals;

TEST(LogHistogram, FindsPercentilesWithinThreePercent)
{
    LogHistogram histogram;
    for (int i = 1; i <= 1000; ++i)
        histogram.add(i * 10us);
    EXPECT_EQ(histogram.count(), 1000u);
    EXPECT_NEAR(static_cast<double>(histogram.percentile(50).count()), 5e6, 0.035 * 5e6);
    EXPECT_NEAR(static_cast<double>(histogram.percentile(99).count()), 9.9e6, 0.035 * 9.9e6);
    EXPECT_NEAR(static_cast<double>(histogram.percentile(100).count()), 1e7, 0.035 * 1e7);
}

TEST(LogHistogram, IsEmptyAtFirst)
{
    EXPECT_EQ(LogHistogram().count(), 0u);
    EXPECT_EQ(LogHistogram().percentile(99), Duration::zero());
}

TEST(LogHistogram, PutsWhatLiesOutsideIntoTheOuterBuckets)
{
    LogHistogram histogram;
    histogram.add(-5s);
    histogram.add(0ns);
    histogram.add(100h);
    EXPECT_EQ(histogram.count(), 3u);
    EXPECT_LT(histogram.percentile(50), 128ns);
    EXPECT_GT(histogram.percentile(100), 60s);
}

TEST(LogHistogram, TellsWhatCameBetweenTwoCopies)
{
    LogHistogram histogram;
    histogram.add(1ms);
    const LogHistogram earlier = histogram;
    histogram.add(1s);
    LogHistogram between = histogram;
    between -= earlier;
    LogHistogram onlyTheSecond;
    onlyTheSecond.add(1s);
    EXPECT_EQ(between, onlyTheSecond);
    between += earlier;
    EXPECT_EQ(between, histogram);
}

} // namespace
} // namespace tokamark
