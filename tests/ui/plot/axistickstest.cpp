#include "plot/axisticks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QLocale>

namespace tokamark::ui {
namespace {

using testing::ElementsAre;

TEST(AxisTicks, LinearStartsAtZeroAndReachesTheTop)
{
    const AxisTicks axis = linearTicks(0, 3700, 5);
    EXPECT_EQ(axis.lower, 0);
    EXPECT_EQ(axis.upper, 4000);
    EXPECT_THAT(axis.ticks, ElementsAre(0, 1000, 2000, 3000, 4000));
}

TEST(AxisTicks, LeaveRoomForTheMarkerOfTheHighestValue)
{
    EXPECT_DOUBLE_EQ(linearTicks(0, 3990, 5).upper, 3990 * 1.06);
    EXPECT_EQ(linearTicks(0, 3990, 5).ticks.back(), 4000);
    EXPECT_DOUBLE_EQ(logarithmicTicks(30, 1000).upper, 1000 * 1.06);
    EXPECT_DOUBLE_EQ(logarithmicTicks(30, 1000).lower, 30 / 1.06);
}

TEST(AxisTicks, LinearOfNothingStillHasARange)
{
    const AxisTicks axis = linearTicks(0, 0, 5);
    EXPECT_LT(axis.lower, axis.upper);
    EXPECT_FALSE(axis.ticks.empty());
}

TEST(AxisTicks, LogarithmicGoesByOneAndThree)
{
    const AxisTicks axis = logarithmicTicks(58, 6560);
    EXPECT_DOUBLE_EQ(axis.lower, 30);
    EXPECT_DOUBLE_EQ(axis.upper, 10000);
    EXPECT_EQ(axis.ticks.size(), 6U);
}

TEST(AxisTicks, LogarithmicOfOneValueSurroundsIt)
{
    for (const double value : {1.0, 42.0, 1000.0}) {
        const AxisTicks axis = logarithmicTicks(value, value);
        EXPECT_LE(axis.lower, value);
        EXPECT_GE(axis.upper, value);
        EXPECT_LT(axis.lower, axis.upper);
    }
}

TEST(AxisTicks, TimeGoesInStepsPeopleCountIn)
{
    EXPECT_THAT(timeTicks(0, 300, 4), ElementsAre(0, 120, 240));
    EXPECT_THAT(timeTicks(0, 60, 4), ElementsAre(0, 15, 30, 45, 60));
    EXPECT_THAT(timeTicks(120.4, 126, 3), ElementsAre(122, 124, 126));
}

TEST(AxisTicks, LabelsGroupWithThinSpaces)
{
    const QLocale locale = QLocale::c();
    EXPECT_EQ(tickLabel(10000, locale).toStdString(), "10\u202f000");
    EXPECT_EQ(tickLabel(1234567, locale).toStdString(), "1\u202f234\u202f567");
    EXPECT_EQ(tickLabel(500, locale).toStdString(), "500");
    EXPECT_EQ(tickLabel(0, locale).toStdString(), "0");
}

TEST(AxisTicks, LabelsTakeTheDecimalSignOfTheLanguage)
{
    EXPECT_EQ(tickLabel(2.5, QLocale(QLocale::Russian)).toStdString(), "2,5");
    EXPECT_EQ(tickLabel(0.03, QLocale::c()).toStdString(), "0.03");
}

TEST(AxisTicks, TimesReadAsClock)
{
    const QLocale locale = QLocale::c();
    EXPECT_EQ(timeLabel(200, 100, locale).toStdString(), "3:20");
    EXPECT_EQ(timeLabel(3725, 600, locale).toStdString(), "1:02:05");
    EXPECT_EQ(timeLabel(1.5, 0.5, locale).toStdString(), "1.5");
}

} // namespace
} // namespace tokamark::ui
