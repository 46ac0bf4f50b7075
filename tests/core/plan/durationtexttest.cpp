#include "plan/durationtext.h"

#include <gtest/gtest.h>

namespace tokamark::plan {
namespace {

using namespace std::chrono_literals;

TEST(DurationText, ReadsWhatPeopleType)
{
    EXPECT_EQ(parseDuration("30"), 30s);
    EXPECT_EQ(parseDuration("30s"), 30s);
    EXPECT_EQ(parseDuration("5m"), 5min);
    EXPECT_EQ(parseDuration("5min"), 5min);
    EXPECT_EQ(parseDuration("500ms"), 500ms);
    EXPECT_EQ(parseDuration("1.5h"), 90min);
    EXPECT_EQ(parseDuration("0.25"), 250ms);
    EXPECT_EQ(parseDuration("10us"), 10us);
    EXPECT_EQ(parseDuration("0"), 0s);
}

TEST(DurationText, KeepsEveryNanosecondOfALongTime)
{
    constexpr Duration days(8'639'999'999'999'999);
    EXPECT_EQ(parseDuration(durationText(days)), days);
}

TEST(DurationText, RefusesEverythingElse)
{
    for (const char *text :
         {"", "s", "-1s", "-0.5", "1 s", "1d", "1m30s", "0x10", "inf", "nan", "1e300", "101000000000"})
        EXPECT_FALSE(parseDuration(text)) << text;
}

TEST(DurationText, WritesTheLargestUnitThatIsExact)
{
    EXPECT_EQ(durationText(300s), "300s");
    EXPECT_EQ(durationText(10ms), "10ms");
    EXPECT_EQ(durationText(1500us), "1500us");
    EXPECT_EQ(durationText(7ns), "7ns");
    EXPECT_EQ(durationText(0s), "0s");
}

} // namespace
} // namespace tokamark::plan
