#include "plot/stackedbarschart.h"

#include "plot/chartrenderer.h"
#include "plot/groupedbarschart.h"
#include "plot/requestbarschart.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QWheelEvent>

namespace tokamark::ui {
namespace {

constexpr QSize Size{420, 260};

/// The first and last row of pixels that have `color` in the middle of a picture, where the only bar stands and the
/// legend does not reach; nothing: {-1, -1}.
std::pair<int, int> rowsOf(const QImage &image, const QColor &color)
{
    std::pair<int, int> rows{-1, -1};
    for (int y = 0; y < image.height(); ++y)
        if (image.pixelColor(image.width() / 2, y) == color) {
            rows.first = rows.first < 0 ? y : rows.first;
            rows.second = y;
        }
    return rows;
}

StackedBarsData dataOf(std::vector<double> first, std::vector<double> second)
{
    StackedBarsData data;
    data.heading.title = QStringLiteral("parts");
    for (std::size_t i = 0; i < first.size(); ++i)
        data.categories.push_back(QString::number(i));
    data.parts = {{QStringLiteral("a"), 0, std::move(first)}, {QStringLiteral("b"), 1, std::move(second)}};
    return data;
}

TEST(StackedBarsChart, PutsPartsOnTopOfEachOther)
{
    StackedBarsChart chart;
    EXPECT_TRUE(chart.isEmpty());
    chart.setData(dataOf({100}, {100}));
    EXPECT_FALSE(chart.isEmpty());
    const QImage image = ChartRenderer::image(chart, Size);
    const auto lower = rowsOf(image, chart.theme().series[0]);
    const auto upper = rowsOf(image, chart.theme().series[1]);
    ASSERT_GE(lower.first, 0);
    ASSERT_GE(upper.first, 0);
    EXPECT_LT(upper.second, lower.first) << "the second part ends where the first begins";
    EXPECT_NEAR(upper.second - upper.first, lower.second - lower.first, 2) << "equal values are equally high";
}

TEST(StackedBarsChart, HangsWhatIsBelowZeroDown)
{
    StackedBarsChart chart;
    chart.setData(dataOf({100}, {-50}));
    const QImage image = ChartRenderer::image(chart, Size);
    const auto above = rowsOf(image, chart.theme().series[0]);
    const auto below = rowsOf(image, chart.theme().series[1]);
    ASSERT_GE(below.first, 0);
    EXPECT_GT(below.first, above.second);
}

/// Turns the wheel over the middle of what a chart draws with; true if the chart kept it for itself.
bool takesWheel(Chart &chart, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    chart.resize(Size);
    chart.show();
    QWidget *under = chart.childAt(chart.rect().center());
    EXPECT_NE(under, nullptr);
    EXPECT_NE(under, &chart);
    if (under == nullptr)
        return false;
    const QPointF middle = under->rect().center();
    QWheelEvent event(middle, under->mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(under, &event);
    return event.isAccepted();
}

TEST(Charts, LeaveTheWheelToThePageUnlessItZoomsThemWithCtrl)
{
    StackedBarsChart stacked;
    stacked.setData(dataOf({100}, {100}));
    EXPECT_FALSE(takesWheel(stacked));
    GroupedBarsChart grouped;
    GroupedBarsData bars;
    bars.categories = {QStringLiteral("10")};
    bars.series.resize(1);
    bars.series[0].bars.resize(1);
    bars.series[0].bars[0].value = 5;
    grouped.setData(bars);
    EXPECT_FALSE(takesWheel(grouped));
    RequestBarsChart requests;
    RequestBarsData data;
    data.bars.push_back({0, 0.5, 1, 2, false});
    data.toSecond = 3;
    requests.setData(data);
    EXPECT_FALSE(takesWheel(requests));
    EXPECT_TRUE(takesWheel(requests, Qt::ControlModifier)) << "here it zooms";
    EXPECT_FALSE(takesWheel(stacked, Qt::ControlModifier)) << "here there is nothing to zoom";
}

} // namespace
} // namespace tokamark::ui
