#include "models/gaugesteps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tokamark::ui {
namespace {

using Points = std::vector<QPointF>;

TEST(GaugeSteps, HoldAValueUntilTheNextReading)
{
    EXPECT_EQ(gaugeSteps({{1, 0}, {2, 8}, {3, 8}, {4, 3}}), (Points{{1, 0}, {2, 0}, {2, 8}, {3, 8}, {4, 8}, {4, 3}}));
}

TEST(GaugeSteps, SayNothingBeforeTheFirstReadingAndAfterTheLast)
{
    EXPECT_EQ(gaugeSteps({{5, 8}, {6, 8}}), (Points{{5, 8}, {6, 8}}));
    EXPECT_EQ(gaugeSteps({{5, 8}}), (Points{{5, 8}}));
    EXPECT_TRUE(gaugeSteps(Points()).empty());
}

TEST(GaugeSteps, BreakWhereReadingsAreMissing)
{
    const Points steps = gaugeSteps({{1, 8}, {2, 8}, {3, 8}, {10, 8}, {11, 8}});
    const auto gap = std::ranges::find_if(steps, [](const QPointF &point) { return std::isnan(point.y()); });
    ASSERT_NE(gap, steps.end());
    EXPECT_DOUBLE_EQ(gap->x(), 4) << "the last value holds as long as usual";
    EXPECT_EQ(*(gap + 1), QPointF(10, 8));
    EXPECT_EQ(std::ranges::count_if(steps, [](const QPointF &point) { return std::isnan(point.y()); }), 1);
}

TEST(GaugeSteps, DoNotBreakWhereReadingsWereLeftOut)
{
    const std::vector<GaugeReading> readings{{{0, 8}, 5}, {{6, 8}, 11}, {{20, 8}, 20}, {{21, 8}, 21}, {{22, 8}, 22}};
    const Points steps = gaugeSteps(readings);
    ASSERT_EQ(std::ranges::count_if(steps, [](const QPointF &point) { return std::isnan(point.y()); }), 1);
    const auto gap = std::ranges::find_if(steps, [](const QPointF &point) { return std::isnan(point.y()); });
    EXPECT_DOUBLE_EQ(gap->x(), 12) << "where really none was taken";
}

TEST(GaugeSteps, DoNotBreakAtOneLateReading)
{
    const Points steps = gaugeSteps({{1, 8}, {2, 8}, {4, 8}, {5, 8}});
    EXPECT_TRUE(std::ranges::none_of(steps, [](const QPointF &point) { return std::isnan(point.y()); }));
}

} // namespace
} // namespace tokamark::ui
