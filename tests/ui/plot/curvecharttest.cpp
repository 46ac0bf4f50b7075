#include "plot/chartrenderer.h"
#include "plot/chartstyle.h"
#include "plot/curvechart.h"
#include "plot/edgemarks.h"
#include "ui/plot/chartsamples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace tokamark::ui {
namespace {

constexpr QSize Size{560, 320};

/// How many pixels of `image` have a colour close to `color`.
int pixelsLike(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green())
                    + std::abs(pixel.blue() - color.blue())
                < 24)
                ++count;
        }
    return count;
}

TEST(CurveChart, IsEmptyUntilThereIsAValue)
{
    CurveChart chart;
    EXPECT_TRUE(chart.isEmpty());
    CurveData data = samples::fiveBackends();
    for (CurveSeries &series : data.series)
        for (CurvePoint &point : series.points)
            point.value = std::numeric_limits<double>::quiet_NaN();
    chart.setData(data);
    EXPECT_TRUE(chart.isEmpty());
    EXPECT_FALSE(ChartRenderer::image(chart, Size).isNull());
    chart.setData(samples::fiveBackends());
    EXPECT_FALSE(chart.isEmpty());
}

TEST(CurveChart, EndLabelsDoNotOverlap)
{
    CurveChart chart;
    chart.setData(samples::fiveBackends());
    const QImage image = ChartRenderer::image(chart, Size);
    const auto boxes = chart.labelRectangles();
    ASSERT_EQ(boxes.size(), 5U);
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = a + 1; b < boxes.size(); ++b)
            EXPECT_LT(boxes[a].intersected(boxes[b]).height(), 0.5) << a << " and " << b;
}

TEST(CurveChart, NamesOfCurvesThatEndAtDifferentLevelsDoNotOverlap)
{
    CurveChart chart;
    CurveData data = samples::fiveBackends();
    data.plannedLevels = {10, 50, 90, 100};
    // Three end at the same height, a little further right each time.
    for (const auto &[series, level] : {std::pair(0, 90.), std::pair(1, 95.), std::pair(2, 100.)})
        data.series[static_cast<std::size_t>(series)].points.back() = {level, 3000, std::nullopt, {}, {}};
    chart.setData(data);
    static_cast<void>(ChartRenderer::image(chart, Size));
    const auto boxes = chart.labelRectangles();
    ASSERT_EQ(boxes.size(), 5U);
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = a + 1; b < boxes.size(); ++b)
            EXPECT_LT(boxes[a].intersected(boxes[b]).height(), 0.5) << a << " and " << b;
}

TEST(CurveChart, ANameStaysAtTheEndOfACurveThatEndsFarFromTheOthers)
{
    CurveChart chart;
    CurveData data = samples::fiveBackends();
    data.series[4].points.resize(1);
    chart.setData(data);
    static_cast<void>(ChartRenderer::image(chart, Size));
    const double end = chart.pixelOf(data.series[4].points.front()).x();
    const auto boxes = chart.labelRectangles();
    ASSERT_EQ(boxes.size(), 5U);
    EXPECT_TRUE(std::ranges::any_of(boxes, [end](const QRectF &box) { return std::abs(box.left() - end) < 12; }));
}

TEST(CurveChart, EndLabelsLieInsideThePicture)
{
    CurveChart chart;
    CurveData data = samples::fiveBackends();
    data.series[0].name = QStringLiteral("A backend whose name is far too long to stand at the end of a line");
    chart.setData(data);
    const QImage image = ChartRenderer::image(chart, Size);
    for (const QRectF &box : chart.labelRectangles())
        EXPECT_LE(box.right(), Size.width());
}

TEST(CurveChart, HigherValuesStandHigher)
{
    for (const bool logarithmic : {false, true}) {
        CurveChart chart;
        chart.resize(Size);
        CurveData data = samples::fiveBackends();
        data.logarithmic = logarithmic;
        chart.setData(data);
        chart.grab();
        const auto &points = chart.data().series.front().points;
        EXPECT_GT(chart.pixelOf(points[0]).y(), chart.pixelOf(points[1]).y());
        EXPECT_GT(chart.pixelOf(points[1]).y(), chart.pixelOf(points[2]).y());
        EXPECT_LT(chart.pixelOf(points[0]).x(), chart.pixelOf(points[1]).x());
    }
}

TEST(CurveChart, DrawsEachSeriesInItsColour)
{
    CurveChart chart;
    chart.setData(samples::fiveBackends());
    const QImage image = ChartRenderer::image(chart, Size);
    for (int marker = 0; marker < 5; ++marker)
        EXPECT_GT(pixelsLike(image, chart.theme().seriesColor(marker)), 50) << marker;
}

TEST(CurveChart, BadPointsAreHollow)
{
    CurveData data = samples::fiveBackends();
    data.series.resize(1);
    data.series[0].points = {{50, 1000, std::nullopt, PointQuality::Good, QString()}};
    data.series[0].name.clear();
    CurveChart chart;
    chart.setData(data);
    const int filled = pixelsLike(ChartRenderer::image(chart, Size), chart.theme().seriesColor(0));
    data.series[0].points[0].quality = PointQuality::Bad;
    chart.setData(data);
    const int hollow = pixelsLike(ChartRenderer::image(chart, Size), chart.theme().seriesColor(0));
    EXPECT_GT(filled, 0);
    EXPECT_GT(hollow, 0);
    EXPECT_LT(hollow, filled);
}

TEST(CurveChart, OnePointIsDrawn)
{
    CurveData data = samples::fiveBackends();
    for (CurveSeries &series : data.series)
        series.points.resize(1);
    CurveChart chart;
    chart.setData(data);
    EXPECT_GT(pixelsLike(ChartRenderer::image(chart, Size), chart.theme().seriesColor(0)), 20);
}

TEST(CurveChart, ValuesThatCannotBeDrawnLeaveTheOthersAlone)
{
    CurveData data = samples::fiveBackends();
    data.logarithmic = true;
    data.series[0].points[0].value = 0;
    data.series[1].points[1].value = std::numeric_limits<double>::infinity();
    data.series[2].points[2].value = -5;
    data.series[3].points[0].band = metrics::Interval{-10, std::numeric_limits<double>::infinity()};
    CurveChart chart;
    chart.resize(Size);
    chart.setData(data);
    chart.grab();
    EXPECT_TRUE(std::isfinite(chart.pixelOf(data.series[4].points[1]).y()));
    // Over the timeout stands at the upper edge, above every number.
    EXPECT_LE(chart.pixelOf(data.series[1].points[1]).y(), chart.pixelOf(data.series[0].points[2]).y());
    EXPECT_GT(pixelsLike(ChartRenderer::image(chart, Size), chart.theme().seriesColor(4)), 50);
}

/// Three backends at two levels; one is over the timeout at the second, `beyond` more of them likewise.
CurveData beyondTheAxis(std::size_t beyond)
{
    CurveData data = samples::fiveBackends();
    data.series.resize(3);
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        data.series[i].beyond = QStringLiteral("> 60 s");
        data.series[i].points.resize(2);
        if (i < beyond)
            data.series[i].points[1].value = std::numeric_limits<double>::infinity();
    }
    return data;
}

TEST(CurveChart, ValuesBeyondTheAxisStandAboveItAndSayHowFar)
{
    for (const bool logarithmic : {false, true}) {
        CurveChart chart;
        CurveData data = beyondTheAxis(0);
        data.logarithmic = logarithmic;
        chart.setData(data);
        static_cast<void>(ChartRenderer::image(chart, Size));
        EXPECT_TRUE(chart.edgeRectangles().empty());
        data = beyondTheAxis(2);
        data.logarithmic = logarithmic;
        chart.setData(data);
        static_cast<void>(ChartRenderer::image(chart, Size));
        const QPointF beyond = chart.pixelOf(data.series[0].points[1]);
        for (const CurveSeries &series : data.series)
            for (const CurvePoint &point : series.points)
                if (std::isfinite(point.value)) {
                    EXPECT_GT(chart.pixelOf(point).y(), beyond.y() + 15) << "clearly below";
                }
        ASSERT_EQ(chart.edgeRectangles().size(), 1U) << "one for both";
        EXPECT_NEAR(chart.edgeRectangles().front().center().y(), beyond.y(), 1);
        for (const QRectF &name : chart.labelRectangles())
            EXPECT_FALSE(name.intersects(chart.edgeRectangles().front()));
    }
}

TEST(CurveChart, WhatIsSaidOfTheFirstLevelDoesNotLieOnNames)
{
    for (const std::size_t beyond : {1U, 2U, 3U}) {
        CurveData data = beyondTheAxis(0);
        data.plannedLevels = {10, 50, 100};
        for (std::size_t i = 0; i < data.series.size(); ++i) {
            data.series[i].points.resize(1);
            if (i < beyond)
                data.series[i].points[0].value = std::numeric_limits<double>::infinity();
        }
        CurveChart chart;
        chart.setData(data);
        static_cast<void>(ChartRenderer::image(chart, Size));
        ASSERT_EQ(chart.edgeRectangles().size(), 1U);
        const QRectF said = chart.edgeRectangles().front();
        EXPECT_GT(said.left(), chart.pixelOf(data.series[0].points[0]).x()) << "there is no room on the left";
        ASSERT_EQ(chart.labelRectangles().size(), 3U);
        for (const QRectF &name : chart.labelRectangles())
            EXPECT_FALSE(name.intersects(said)) << beyond;
    }
}

TEST(EdgeMarks, OfOneLevelStandBesideEachOther)
{
    EdgeMarks marks;
    marks.setMarks({{0, {10, 1}, 0, Qt::red, {}}, {2, {10, 1}, 1, Qt::blue, {}}, {1, {50, 1}, 2, Qt::green, {}}}, {});
    EXPECT_GT(marks.shiftOf(2, 10) - marks.shiftOf(0, 10), chartstyle::MarkerSize) << "neither hides the other";
    EXPECT_DOUBLE_EQ(marks.shiftOf(2, 10), -marks.shiftOf(0, 10));
    EXPECT_DOUBLE_EQ(marks.lastShiftAt(10), marks.shiftOf(2, 10));
    EXPECT_EQ(marks.shiftOf(1, 50), 0);
    EXPECT_EQ(marks.shiftOf(1, 10), 0) << "it has none there";
    EXPECT_EQ(marks.lastShiftAt(90), 0);
}

TEST(CurveChart, WhereEveryValueIsBeyondTheAxisThereIsNoScale)
{
    CurveData data = beyondTheAxis(1);
    data.series.resize(1);
    data.series[0].points.erase(data.series[0].points.begin());
    CurveChart chart;
    chart.setData(data);
    EXPECT_FALSE(chart.isEmpty());
    const QImage image = ChartRenderer::image(chart, Size);
    EXPECT_EQ(chart.edgeRectangles().size(), 1U);
    // The digits of a scale would stand left of the first mark, below the edge.
    const QRect scale(0, image.height() / 3, image.width() / 12, image.height() / 3);
    EXPECT_EQ(pixelsLike(image.copy(scale), chart.theme().dim), 0);
}

TEST(CurveChart, LowLevelsDoNotStickTogether)
{
    CurveData data = samples::fiveBackends();
    data.series.resize(1);
    data.series[0].points = {{1, 10, {}, {}, {}}, {2, 20, {}, {}, {}}, {100, 30, {}, {}, {}}};
    CurveChart chart;
    chart.resize(Size);
    chart.setData(data);
    chart.grab();
    const auto &points = data.series[0].points;
    EXPECT_GT(chart.pixelOf(points[1]).x() - chart.pixelOf(points[0]).x(), 20);
}

TEST(LevelAxis, WideNumbersNeedMoreRoom)
{
    CurveData data;
    data.plannedLevels = {1, 2, 4, 8, 16, 32, 64, 96, 136, 256};
    EXPECT_EQ(LevelAxis(data).labelledLevels(), (std::vector<double>{1, 2, 4, 8, 16, 32, 64, 96, 256}));
}

TEST(LevelAxis, LeavesOutNumbersThatHaveNoRoom)
{
    CurveData data;
    data.plannedLevels = {1, 2, 4, 8, 16, 32, 64, 66, 68, 72, 80, 96, 128};
    EXPECT_EQ(LevelAxis(data).labelledLevels(), (std::vector<double>{1, 2, 4, 8, 16, 32, 64, 128}));
    data.plannedLevels = {1, 10, 50, 100};
    EXPECT_EQ(LevelAxis(data).labelledLevels(), data.plannedLevels);
    data.plannedLevels = {50};
    EXPECT_EQ(LevelAxis(data).labelledLevels(), data.plannedLevels);
    data.plannedLevels.clear();
    EXPECT_TRUE(LevelAxis(data).labelledLevels().empty());
}

TEST(CurveChart, LooksDifferentInTheDark)
{
    CurveChart chart;
    chart.setData(samples::fiveBackends());
    chart.setTheme(Theme::darkTheme());
    const QImage image = ChartRenderer::image(chart, Size);
    EXPECT_EQ(image.pixelColor(2, 2), Theme::darkTheme().card);
    EXPECT_GT(pixelsLike(image, Theme::darkTheme().seriesColor(0)), 50);
}

TEST(CurveChart, ABoundFarAboveDoesNotPressTheCurvesFlat)
{
    CurveChart chart;
    CurveData data = samples::fiveBackends();
    chart.setData(data);
    static_cast<void>(ChartRenderer::image(chart, Size));
    const CurvePoint point = data.series.front().points.back();
    const QPointF before = chart.pixelOf(point);
    CurveSeries bound;
    bound.name = QStringLiteral("roofline");
    bound.reference = bound.bound = true;
    for (const CurvePoint &one : data.series.front().points)
        bound.points.push_back({one.level, one.level * 1000, std::nullopt, PointQuality::Good, {}});
    bound.points.front().value = 1;
    data.series.push_back(bound);
    chart.setData(data);
    static_cast<void>(ChartRenderer::image(chart, Size));
    EXPECT_NEAR(chart.pixelOf(point).y(), before.y(), 1);
    ASSERT_EQ(chart.labelRectangles().size(), 6u) << "its name stands where it leaves the chart";
    for (const QRectF &label : chart.labelRectangles())
        EXPECT_TRUE(QRectF(QPointF(0, -12), Size).contains(label));
}

TEST(CurveChart, AMarkIsDrawnInItsColour)
{
    CurveChart chart;
    CurveData data = samples::fiveBackends();
    const QColor color(0xC0, 0x10, 0xB0);
    chart.setData(data);
    EXPECT_EQ(pixelsLike(ChartRenderer::image(chart, Size), color), 0);
    const auto &points = data.series.front().points;
    data.marks.push_back({(points.front().level + points.back().level) / 2, 0, color});
    chart.setData(data);
    EXPECT_GT(pixelsLike(ChartRenderer::image(chart, Size), color), 40);
}

TEST(CurveChart, TheNameOfABandStandsAtTheFootWhereThatOfABoundIsAtTheTop)
{
    CurveChart chart;
    CurveData data = samples::fiveBackends();
    const QColor color(0xC0, 0x10, 0xB0);
    data.bands = {{80, 80, 0, color, QStringLiteral("TTFT p95 under 500 ms; TPOT p95")}};
    // How much of the colour the upper and the lower half have on the left of the line.
    const auto halves = [&] {
        chart.setData(data);
        const QImage image = ChartRenderer::image(chart, Size);
        const double scale = static_cast<double>(image.width()) / Size.width();
        const int right = static_cast<int>(chart.pixelOf({78, 0, {}, {}, {}}).x() * scale);
        const int middle = image.height() / 2;
        return std::pair(pixelsLike(image.copy(0, 0, right, middle), color),
                         pixelsLike(image.copy(0, middle, right, middle), color));
    };
    const auto [top, nothing] = halves();
    EXPECT_GT(top, 20);
    EXPECT_EQ(nothing, 0);
    CurveSeries bound;
    bound.name = QStringLiteral("roofline");
    bound.reference = bound.bound = true;
    bound.points = {{10, 1000, std::nullopt, {}, {}}, {100, 100'000, std::nullopt, {}, {}}};
    data.series.push_back(bound);
    const auto [none, foot] = halves();
    EXPECT_EQ(none, 0);
    EXPECT_GT(foot, 20);
}

TEST(CurveChart, ABandOfLevelsHasTwoEdgesAndItsName)
{
    CurveChart chart;
    CurveData data = samples::fiveBackends();
    const QColor color(0xC0, 0x10, 0xB0);
    const auto &points = data.series.front().points;
    const double from = points.front().level;
    data.bands = {{from, from, 0, color, {}}};
    chart.setData(data);
    const int line = pixelsLike(ChartRenderer::image(chart, Size), color);
    EXPECT_GT(line, 40);
    data.bands = {{from, points.back().level, 0, color, {}}};
    chart.setData(data);
    const int edges = pixelsLike(ChartRenderer::image(chart, Size), color);
    EXPECT_GT(edges, line + 40);
    data.bands.front().name = QStringLiteral("TTFT p95 under 500 ms");
    data.bands.push_back({from, from, 0, color, QStringLiteral("another below it")});
    chart.setData(data);
    EXPECT_GT(pixelsLike(ChartRenderer::image(chart, Size), color), edges + 40) << "names are written";
}

} // namespace
} // namespace tokamark::ui
