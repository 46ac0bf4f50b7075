#include "plot/serverstrip.h"

#include "plot/timechart.h"

#include <gtest/gtest.h>

namespace tokamark::ui {
namespace {

TimeData chartOf(const char *title, std::vector<QPointF> points)
{
    TimeData data;
    data.heading.title = QString::fromLatin1(title);
    data.series.push_back({{}, 0, {}, std::move(points)});
    return data;
}

TEST(ServerStrip, TakesNoRoomWithoutAnythingToShow)
{
    ServerStrip strip(Theme::lightTheme());
    EXPECT_TRUE(strip.isHidden());
    strip.setCharts({chartOf("a", {}), TimeData()});
    EXPECT_TRUE(strip.isHidden());
    EXPECT_TRUE(strip.charts().empty());
}

TEST(ServerStrip, ShowsTheChartsThatHavePoints)
{
    ServerStrip strip(Theme::lightTheme());
    strip.setCharts({chartOf("a", {{0, 1}}), chartOf("b", {}), chartOf("c", {{0, 2}, {1, 3}})});
    EXPECT_FALSE(strip.isHidden());
    ASSERT_EQ(strip.charts().size(), 2u);
    EXPECT_EQ(strip.charts()[0]->heading().title, QStringLiteral("a"));
    EXPECT_EQ(strip.charts()[1]->heading().title, QStringLiteral("c"));

    strip.setCharts({chartOf("b", {{0, 1}})});
    ASSERT_EQ(strip.charts().size(), 1u);
    EXPECT_EQ(strip.charts()[0]->heading().title, QStringLiteral("b"));
    strip.setTheme(Theme::darkTheme());
    EXPECT_TRUE(strip.charts()[0]->theme().dark);
    strip.setCharts({});
    EXPECT_TRUE(strip.isHidden());
}

} // namespace
} // namespace tokamark::ui
