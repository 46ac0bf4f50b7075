#include "plot/chartrenderer.h"
#include "ui/plot/chartsamples.h"
#include "plot/distributionchart.h"
#include "plot/dotchart.h"
#include "plot/requestbarschart.h"
#include "plot/timechart.h"

#include <gtest/gtest.h>

#include <limits>

namespace tokamark::ui {
namespace {

constexpr QSize Size{420, 220};
constexpr double Nan = std::numeric_limits<double>::quiet_NaN();

/// The rows from the top in which a column of pixels first has `color`; -1 if nowhere.
int topmost(const QImage &image, int fromColumn, int toColumn, const QColor &color)
{
    for (int y = 0; y < image.height(); ++y)
        for (int x = fromColumn; x < toColumn; ++x)
            if (image.pixelColor(x, y) == color)
                return y;
    return -1;
}

bool hasColor(const QImage &image, const QColor &color)
{
    return topmost(image, 0, image.width(), color) >= 0;
}

TEST(TimeChart, ShadesTheRampAndMarksThePresent)
{
    TimeChart chart;
    chart.setData(samples::rampedRate());
    const QImage image = ChartRenderer::image(chart, Size);
    EXPECT_TRUE(hasColor(image, chart.theme().grid));
    EXPECT_TRUE(hasColor(image, chart.theme().accent));
}

TEST(TimeChart, DrawsAHundredThousandPointsAndSurvivesNan)
{
    TimeData data = samples::rampedRate();
    data.series[0].points.clear();
    for (int i = 0; i < 100000; ++i)
        data.series[0].points.emplace_back(i * 0.003, i % 100 == 0 ? Nan : 100);
    TimeChart chart;
    chart.setData(data);
    EXPECT_TRUE(hasColor(ChartRenderer::image(chart, Size), chart.theme().seriesColor(0)));
}

TEST(TimeChart, IsEmptyWithoutPoints)
{
    TimeChart chart;
    TimeData data = samples::rampedRate();
    data.series[0].points.clear();
    chart.setData(data);
    EXPECT_TRUE(chart.isEmpty());
}

TEST(DotChart, ShowsDotsInWhateverOrderTheyCome)
{
    TimeData data = samples::rampedRate();
    data.totalSeconds = 0;
    data.series[0].points = {{30, 5}, {10, 3}, {20, std::numeric_limits<double>::infinity()}};
    DotChart chart;
    chart.setData(data);
    EXPECT_FALSE(chart.isEmpty());
    EXPECT_FALSE(ChartRenderer::image(chart, Size).isNull());
}

TEST(DistributionChart, IsEmptyIfNoSampleCanBeDrawn)
{
    DistributionChart chart;
    DistributionData data;
    data.series.push_back({QStringLiteral("a"), 0, QColor(), {0, -1, Nan}, 0});
    chart.setData(data);
    EXPECT_TRUE(chart.isEmpty());
}

TEST(DistributionChart, FailuresKeepTheCurveLow)
{
    DistributionChart chart;
    DistributionData data;
    data.series.push_back({QStringLiteral("a"), 0, QColor(), {100, 200, 300, 400}, 0});
    chart.setData(data);
    const QColor color = chart.theme().seriesColor(0);
    const auto top = [&] { return topmost(ChartRenderer::image(chart, Size, 1), 40, Size.width(), color); };
    const int whole = top();
    data.series[0].above = 4;
    chart.setData(data);
    const int halved = top();
    ASSERT_GE(whole, 0);
    EXPECT_GT(halved, whole + 20);
}

TEST(RequestBarsChart, TellsWaitFromDecode)
{
    RequestBarsChart chart;
    RequestBarsData data;
    data.waitName = QStringLiteral("wait");
    data.decodeName = QStringLiteral("decode");
    data.toSecond = 10;
    data.bars = {{0, 0, 4, 9, false}, {1, 1, Nan, 8, true}};
    chart.setData(data);
    const QImage image = ChartRenderer::image(chart, Size);
    EXPECT_TRUE(hasColor(image, chart.theme().seriesColor(6)));
    EXPECT_TRUE(hasColor(image, chart.theme().seriesColor(0)));
    EXPECT_TRUE(hasColor(image, chart.theme().bad));
}

} // namespace
} // namespace tokamark::ui
