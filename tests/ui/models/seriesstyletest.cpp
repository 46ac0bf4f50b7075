#include "models/seriesstyle.h"

#include "plot/chartstyle.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace tokamark::ui {
namespace {

plan::Plan planOf(std::size_t targets, std::size_t workloads)
{
    plan::Plan plan;
    plan.targets.resize(targets);
    plan.workloads.resize(workloads);
    return plan;
}

/// What a reader of a chart goes by.
std::set<std::tuple<int, Marker, Qt::PenStyle>> looksIn(const plan::Plan &plan)
{
    std::set<std::tuple<int, Marker, Qt::PenStyle>> looks;
    for (std::size_t target = 0; target < plan.targets.size(); ++target)
        for (std::size_t workload = 0; workload < plan.workloads.size(); ++workload) {
            const int place = lookOf(plan, target, workload).marker;
            looks.emplace(place % SeriesCount, markerShape(place), chartstyle::lineStyle(place));
        }
    return looks;
}

TEST(SeriesStyle, SixteenBackendsLookDifferent)
{
    EXPECT_EQ(looksIn(planOf(16, 1)).size(), 16U);
}

TEST(SeriesStyle, WorkloadsOfABackendShareItsColorOnly)
{
    const plan::Plan plan = planOf(3, 2);
    EXPECT_EQ(looksIn(plan).size(), 6U);
    for (std::size_t target = 0; target < 3; ++target) {
        const int first = lookOf(plan, target, 0).marker;
        const int second = lookOf(plan, target, 1).marker;
        EXPECT_EQ(first % SeriesCount, second % SeriesCount);
        EXPECT_NE(markerShape(first), markerShape(second));
        EXPECT_NE(chartstyle::lineStyle(first), chartstyle::lineStyle(second));
    }
}

TEST(SeriesStyle, BackendsOfOneColorStayApart)
{
    plan::Plan plan = planOf(3, 1);
    plan.targets[1].color = plan.targets[2].color = storedColor(4).toStdString();
    EXPECT_EQ(lookOf(plan, 1, 0).marker, 4);
    EXPECT_EQ(lookOf(plan, 2, 0).marker, 4 + SeriesCount);
    EXPECT_EQ(looksIn(plan).size(), 3U);
}

TEST(SeriesStyle, AColorOfOnesOwnStays)
{
    plan::Plan plan = planOf(2, 1);
    plan.targets[1].color = "#123456";
    EXPECT_EQ(lookOf(plan, 1, 0), (SeriesLook{1, QColor(0x12, 0x34, 0x56)}));
    EXPECT_FALSE(lookOf(plan, 0, 0).color.isValid());
}

} // namespace
} // namespace tokamark::ui
