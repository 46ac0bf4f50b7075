#include "plot/pixelcolumns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::ui {
namespace {

std::vector<QPointF> wave(int count)
{
    std::vector<QPointF> points;
    for (int i = 0; i < count; ++i)
        points.emplace_back(i, std::sin(i * 0.37));
    return points;
}

TEST(PixelColumns, KeepsFewPointsAsTheyAre)
{
    const auto points = wave(100);
    EXPECT_EQ(reduceToColumns(points, 0, 99, 200), points);
}

TEST(PixelColumns, BoundsTheNumberOfPoints)
{
    EXPECT_LE(reduceToColumns(wave(100000), 0, 99999, 100).size(), 4U * 102U);
}

TEST(PixelColumns, KeepsASingleSpike)
{
    auto points = wave(50000);
    points[31234].setY(99);
    const auto reduced = reduceToColumns(points, 0, 49999, 200);
    EXPECT_TRUE(std::any_of(reduced.begin(), reduced.end(), [](const QPointF &point) { return point.y() == 99; }));
}

TEST(PixelColumns, KeepsAGap)
{
    auto points = wave(50000);
    points[31234].setY(std::numeric_limits<double>::quiet_NaN());
    const auto reduced = reduceToColumns(points, 0, 49999, 200);
    const auto gap = std::find_if(reduced.begin(), reduced.end(), [](const QPointF &p) { return std::isnan(p.y()); });
    ASSERT_NE(gap, reduced.end());
    EXPECT_EQ(gap->x(), 31234);
    EXPECT_EQ((gap - 1)->x(), 31233) << "the line ends there";
    EXPECT_EQ((gap + 1)->x(), 31235);
}

TEST(PixelColumns, KeepsTheEndsAndTheOrder)
{
    const auto reduced = reduceToColumns(wave(50000), 0, 49999, 200);
    EXPECT_EQ(reduced.front().x(), 0);
    EXPECT_EQ(reduced.back().x(), 49999);
    EXPECT_TRUE(std::is_sorted(reduced.begin(), reduced.end(),
                               [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); }));
}

TEST(PixelColumns, HandlesNothingAndEmptyRanges)
{
    EXPECT_TRUE(reduceToColumns({}, 0, 1, 10).empty());
    EXPECT_TRUE(reduceToColumns(wave(10), 5, 5, 10).empty());
    EXPECT_TRUE(reduceToColumns(wave(10), 0, 9, 0).empty());
}

TEST(PixelColumns, ThinsDotsToOnePerCell)
{
    std::vector<QPointF> points;
    for (int i = 0; i < 1000; ++i)
        points.emplace_back(0.5, 0.5);
    points.emplace_back(0.99, 0.99);
    EXPECT_EQ(thinToGrid(points, QRectF(0, 0, 1, 1), QSize(10, 10)).size(), 2U);
}

TEST(PixelColumns, DropsDotsThatAreNoNumbersOrOutside)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(thinToGrid({{nan, 0.5}, {0.5, infinity}, {2, 0.5}}, QRectF(0, 0, 1, 1), QSize(10, 10)).empty());
}

} // namespace
} // namespace tokamark::ui
