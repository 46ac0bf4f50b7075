#include "plot/groupedbarschart.h"

#include "plot/barmarks.h"
#include "plot/chartrenderer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace tokamark::ui {
namespace {

constexpr QSize Size{420, 220};
constexpr double Nan = std::numeric_limits<double>::quiet_NaN();
constexpr double Infinity = std::numeric_limits<double>::infinity();

Bar barOf(double value, PointQuality quality = PointQuality::Good)
{
    return {value, quality, QString()};
}

/// One category with a bar for each series.
GroupedBarsData barsOf(const std::vector<Bar> &bars)
{
    GroupedBarsData data;
    data.categories = {QStringLiteral("10")};
    int marker = 0;
    for (const Bar &bar : bars)
        data.series.push_back({QString(), marker++, QColor(), {bar}});
    return data;
}

struct Seen {
    int topmost = -1;
    int pixels = 0;
};

Seen lookFor(const QImage &image, const QColor &color)
{
    Seen seen;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == color) {
                seen.topmost = seen.topmost < 0 ? y : seen.topmost;
                ++seen.pixels;
            }
    return seen;
}

Seen lookForFirst(const GroupedBarsData &data)
{
    GroupedBarsChart chart;
    chart.setData(data);
    return lookFor(ChartRenderer::image(chart, Size, 2), chart.theme().seriesColor(0));
}

TEST(GroupedBarsChart, TallerBarsStandForMore)
{
    GroupedBarsChart chart;
    chart.setData(barsOf({barOf(100), barOf(50), barOf(Nan)}));
    const QImage image = ChartRenderer::image(chart, Size, 1);
    const Seen first = lookFor(image, chart.theme().seriesColor(0));
    const Seen second = lookFor(image, chart.theme().seriesColor(1));
    ASSERT_GE(first.topmost, 0);
    EXPECT_GT(second.topmost, first.topmost);
}

TEST(GroupedBarsChart, IsEmptyWithoutNumbers)
{
    GroupedBarsChart chart;
    chart.setData(barsOf({barOf(Nan)}));
    EXPECT_TRUE(chart.isEmpty());
    chart.setData(barsOf({barOf(Infinity)}));
    EXPECT_FALSE(chart.isEmpty());
}

TEST(GroupedBarsChart, DoubtfulBarsAreNotFull)
{
    const int full = lookForFirst(barsOf({barOf(100), barOf(80)})).pixels;
    const int hatched = lookForFirst(barsOf({barOf(100, PointQuality::Warning), barOf(80)})).pixels;
    const int hollow = lookForFirst(barsOf({barOf(100, PointQuality::Bad), barOf(80)})).pixels;
    EXPECT_GT(hollow, 0);
    EXPECT_GT(hatched, hollow);
    EXPECT_GT(full, 2 * hatched);
}

TEST(GroupedBarsChart, OverTheTimeoutReachesTheTop)
{
    const Seen endless = lookForFirst(barsOf({barOf(Infinity), barOf(100)}));
    const Seen tallest = lookForFirst(barsOf({barOf(100), barOf(90)}));
    ASSERT_GE(endless.topmost, 0);
    EXPECT_LT(endless.topmost, tallest.topmost);
    EXPECT_LT(endless.pixels, tallest.pixels);
}

TEST(GroupedBarsChart, ALogarithmicAxisShowsSmallBarsBesideLargeOnes)
{
    GroupedBarsData data = barsOf({barOf(10), barOf(10'000)});
    const int linear = lookForFirst(data).pixels;
    data.logarithmic = true;
    const int logarithmic = lookForFirst(data).pixels;
    EXPECT_GT(logarithmic, 10 * std::max(linear, 1));
}

TEST(GroupedBarsChart, WritesValuesUprightWhereBarsAreNarrow)
{
    // Twelve bars, each narrower than its value is long.
    std::vector<Bar> bars(12, barOf(100));
    const auto dark = [&bars] {
        GroupedBarsChart chart;
        chart.setData(barsOf(bars));
        return lookFor(ChartRenderer::image(chart, {320, 220}, 2), chart.theme().dim).pixels;
    };
    const int without = dark();
    for (Bar &bar : bars)
        bar.text = QStringLiteral("100 000");
    EXPECT_GT(dark(), without);
}

TEST(GroupedBarsChart, StripesTellBarsOfOneColorApart)
{
    GroupedBarsData data = barsOf({barOf(100)});
    const int full = lookForFirst(data).pixels;
    data.series.front().marker = SeriesCount;
    const int striped = lookForFirst(data).pixels;
    EXPECT_GT(striped, full / 2);
    EXPECT_LT(striped, full * 3 / 4);
}

TEST(Hatching, StaysInsideItsArea)
{
    for (const QRectF &area : {QRectF(10, 20, 30, 100), QRectF(10, 20, 100, 7)}) {
        const auto lines = hatching(area, 5);
        EXPECT_GT(lines.size(), 10U);
        const QRectF allowed = area.adjusted(-1e-6, -1e-6, 1e-6, 1e-6);
        for (const QLineF &line : lines) {
            EXPECT_TRUE(allowed.contains(line.p1()) && allowed.contains(line.p2()));
            EXPECT_GT(line.length(), 0);
        }
    }
    EXPECT_TRUE(hatching(QRectF(0, 0, 10, 0), 5).empty());
}

} // namespace
} // namespace tokamark::ui
