#include "plot/groupedbarschart.h"

#include "plot/axisticks.h"
#include "plot/chartcanvas.h"
#include "plot/chartstyle.h"

#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QGraphicsScene>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokamark::ui {

struct GroupedBarsChart::Parts {
    QChartView *view = nullptr; ///< a child of the chart
    QChart *chart = nullptr; ///< owned by the view
};

GroupedBarsChart::GroupedBarsChart(QWidget *parent)
    : Chart(parent)
    , m_parts(std::make_unique<Parts>())
{
    m_parts->chart = new QChart;
    m_parts->chart->legend()->hide();
    m_parts->chart->setMargins(QMargins(0, 9, 4, 0)); // room for half of the uppermost label
    m_parts->chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_parts->chart->setBackgroundVisible(false);
    m_parts->view = new QChartView(m_parts->chart);
    m_parts->view->setRenderHint(QPainter::Antialiasing);
    m_parts->view->setFrameShape(QFrame::NoFrame);
    m_parts->view->setBackgroundBrush(Qt::NoBrush);
    m_parts->view->setStyleSheet(QStringLiteral("background: transparent"));
    setPlotWidget(m_parts->view);
    setSurroundings({}, {});
}

GroupedBarsChart::~GroupedBarsChart() = default;

void GroupedBarsChart::setData(GroupedBarsData data)
{
    if (data == m_data)
        return;
    m_data = std::move(data);
    rebuild();
}

bool GroupedBarsChart::isEmpty() const
{
    return std::none_of(m_data.series.begin(), m_data.series.end(), [](const BarSeries &series) {
        return std::any_of(series.values.begin(), series.values.end(),
                           [](double value) { return std::isfinite(value); });
    });
}

void GroupedBarsChart::rebuild()
{
    QChart &chart = *m_parts->chart;
    chart.removeAllSeries();
    const QList<QAbstractAxis *> old = chart.axes();
    for (QAbstractAxis *axis : old) {
        chart.removeAxis(axis);
        delete axis;
    }

    auto *bars = new QBarSeries;
    double highest = 0;
    std::vector<LegendEntry> legend;
    for (const BarSeries &series : m_data.series) {
        const QColor color = colorOf(series.color, series.marker);
        auto *set = new QBarSet(series.name, bars);
        set->setColor(color);
        set->setPen(Qt::NoPen);
        for (std::size_t i = 0; i < m_data.categories.size(); ++i) {
            const double value = i < series.values.size() && std::isfinite(series.values[i]) ? series.values[i] : 0;
            highest = std::max(highest, value);
            set->append(value);
        }
        bars->append(set);
        legend.push_back({series.name, color});
    }
    bars->setBarWidth(0.8);
    chart.addSeries(bars);

    const QFont font = chartstyle::font(chartstyle::TextPixels);
    auto *categories = new QBarCategoryAxis;
    categories->append(QStringList(m_data.categories.begin(), m_data.categories.end()));
    categories->setTitleText(m_data.categoryTitle);
    categories->setGridLineVisible(false);
    categories->setLinePenColor(theme().line);
    // A category axis over values, for a value axis cannot group digits as the other charts do.
    auto *values = new QCategoryAxis;
    const AxisTicks ticks = linearTicks(0, highest, 5);
    values->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    values->setStartValue(ticks.lower);
    for (const double tick : ticks.ticks)
        values->append(tickLabel(tick, locale()), tick);
    values->setRange(ticks.lower, ticks.upper);
    values->setGridLineColor(theme().grid);
    values->setLineVisible(false);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(categories), static_cast<QAbstractAxis *>(values)}) {
        axis->setLabelsFont(font);
        axis->setTitleFont(font);
        axis->setLabelsColor(theme().dim);
        axis->setTitleBrush(theme().dim);
    }
    chart.addAxis(categories, Qt::AlignBottom);
    chart.addAxis(values, Qt::AlignLeft);
    bars->attachAxis(categories);
    bars->attachAxis(values);
    setSurroundings(m_data.heading, std::move(legend));
}

void GroupedBarsChart::drawPlot(QCPPainter &painter, const QSize &size)
{
    QChart &chart = *m_parts->chart;
    const QRectF before = chart.geometry();
    chart.setGeometry(QRectF(QPointF(0, 0), QSizeF(size)));
    chart.layout()->activate();
    m_parts->view->scene()->render(&ChartCanvas::basePainter(painter), QRectF(QPointF(0, 0), QSizeF(size)),
                                   QRectF(QPointF(0, 0), QSizeF(size)));
    chart.setGeometry(before);
}

void GroupedBarsChart::themeChanged()
{
    rebuild();
}

} // namespace tokamark::ui
