#include "plot/groupedbarschart.h"

#include "format/tiptext.h"
#include "plot/barmarks.h"
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
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr double GroupWidth = 0.8; ///< of the room of a category
constexpr double TopRoom = 1.06; ///< so that the value above the tallest bar stays inside
constexpr double EndlessRoom = 1.25; ///< so that a bar without end is taller than all others
constexpr std::size_t MostTicks = 5;
constexpr double BottomRoom = 0.8; ///< so that the shortest bar of a logarithmic axis is one

} // namespace

struct GroupedBarsChart::Parts {
    QChartView *view = nullptr; ///< a child of the chart
    QChart *chart = nullptr; ///< owned by the view
    QBarSeries *bars = nullptr; ///< owned by the chart
    BarMarks *marks = nullptr; ///< owned by the chart
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
    m_parts->marks = new BarMarks(m_parts->chart);
    connect(m_parts->chart, &QChart::plotAreaChanged, this, &GroupedBarsChart::placeMarks);
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
        return std::any_of(series.bars.begin(), series.bars.end(),
                           [](const Bar &bar) { return !std::isnan(bar.value); });
    });
}

void GroupedBarsChart::rebuild()
{
    QChart &chart = *m_parts->chart;
    m_parts->bars = nullptr;
    chart.removeAllSeries();
    const QList<QAbstractAxis *> old = chart.axes();
    for (QAbstractAxis *axis : old) {
        chart.removeAxis(axis);
        delete axis;
    }

    const AxisTicks ticks = ticksOfValues();
    m_bottom = ticks.lower;
    m_top = ticks.upper;

    auto *bars = new QBarSeries;
    std::vector<LegendEntry> legend;
    for (const BarSeries &series : m_data.series) {
        const QColor color = colorOf(series.color, series.marker);
        auto *set = new QBarSet(series.name, bars);
        set->setColor(color);
        set->setPen(Qt::NoPen);
        for (std::size_t i = 0; i < m_data.categories.size(); ++i)
            set->append(heightOf(series, i));
        bars->append(set);
        legend.push_back({series.name, color, series.marker, false});
    }
    bars->setBarWidth(GroupWidth);
    chart.addSeries(bars);
    m_parts->bars = bars;
    connect(bars, &QBarSeries::hovered, this, [this](bool over, int category, QBarSet *set) {
        showTip(over ? m_parts->bars->barSets().indexOf(set) : -1, category);
    });
    addAxes(ticks);
    placeMarks();
    setSurroundings(m_data.heading, std::move(legend));
}

AxisTicks GroupedBarsChart::ticksOfValues() const
{
    double lowest = std::numeric_limits<double>::infinity();
    double highest = 0;
    bool endless = false;
    for (const BarSeries &series : m_data.series)
        for (const Bar &bar : series.bars) {
            endless = endless || std::isinf(bar.value);
            if (std::isfinite(bar.value) && bar.value > 0) {
                lowest = std::min(lowest, bar.value);
                highest = std::max(highest, bar.value);
            }
        }
    // Bars without end alone have no scale.
    if (highest <= 0)
        return endless ? AxisTicks() : linearTicks(0, 1, 5);
    highest *= endless ? EndlessRoom : TopRoom;
    if (!m_data.logarithmic)
        return linearTicks(0, highest, 5);
    AxisTicks ticks = logarithmicTicks(lowest * BottomRoom, highest);
    // Qt Charts cuts labels that stand closer than it likes.
    while (ticks.ticks.size() > MostTicks) {
        std::vector<double> kept;
        for (std::size_t i = 0; i < ticks.ticks.size(); i += 2)
            kept.push_back(ticks.ticks[i]);
        ticks.ticks = std::move(kept);
    }
    return ticks;
}

void GroupedBarsChart::addAxes(const AxisTicks &ticks)
{
    QChart &chart = *m_parts->chart;
    const QFont font = chartstyle::font(chartstyle::TextPixels);
    auto *categories = new QBarCategoryAxis;
    categories->append(QStringList(m_data.categories.begin(), m_data.categories.end()));
    categories->setTitleText(m_data.categoryTitle);
    categories->setGridLineVisible(false);
    categories->setLinePenColor(theme().line);
    // A category axis over heights, for a value axis cannot group digits as the other charts do, and bars of Qt Charts
    // have no foot on a logarithmic one.
    auto *values = new QCategoryAxis;
    values->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    values->setStartValue(0);
    for (const double tick : ticks.ticks)
        values->append(tickLabel(tick, locale()), heightOf(tick));
    values->setRange(0, heightOf(ticks.upper));
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
    m_parts->bars->attachAxis(categories);
    m_parts->bars->attachAxis(values);
}

double GroupedBarsChart::heightOf(double value) const
{
    if (!m_data.logarithmic)
        return value;
    return value > m_bottom ? std::log10(value / m_bottom) : 0;
}

double GroupedBarsChart::heightOf(const BarSeries &series, std::size_t category) const
{
    const double value = category < series.bars.size() ? series.bars[category].value : 0;
    if (std::isinf(value))
        return heightOf(m_top);
    return std::isnan(value) ? 0 : heightOf(value);
}

void GroupedBarsChart::placeMarks()
{
    QChart &chart = *m_parts->chart;
    if (m_parts->bars == nullptr)
        return;
    std::vector<BarMarks::Shape> shapes;
    const double width = GroupWidth / static_cast<double>(std::max<std::size_t>(1, m_data.series.size()));
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        const BarSeries &series = m_data.series[i];
        for (std::size_t category = 0; category < std::min(series.bars.size(), m_data.categories.size()); ++category) {
            const Bar &bar = series.bars[category];
            if (std::isnan(bar.value))
                continue;
            // Categories stand at whole numbers, their bars side by side around them.
            const double left = static_cast<double>(category) - GroupWidth / 2 + width * static_cast<double>(i);
            const QPointF upper = chart.mapToPosition({left, heightOf(series, category)}, m_parts->bars);
            const QPointF lower = chart.mapToPosition({left + width, 0}, m_parts->bars);
            shapes.push_back({QRectF(upper, lower), colorOf(series.color, series.marker), series.marker,
                              std::isinf(bar.value) ? PointQuality::Bad : bar.quality, bar.text});
        }
    }
    m_parts->marks->setShapes(std::move(shapes), chart.rect(), {theme().card, theme().dim});
}

void GroupedBarsChart::showTip(qsizetype series, int category)
{
    const auto place = static_cast<std::size_t>(series);
    if (series < 0 || place >= m_data.series.size()
        || static_cast<std::size_t>(category) >= m_data.series[place].bars.size()) {
        QToolTip::hideText();
        return;
    }
    const BarSeries &over = m_data.series[place];
    QToolTip::showText(QCursor::pos(),
                       format::tip(over.name + QLatin1Char('\n') + over.bars[static_cast<std::size_t>(category)].text),
                       m_parts->view);
}

void GroupedBarsChart::drawPlot(QCPPainter &painter, const QSize &size)
{
    QChart &chart = *m_parts->chart;
    const QRectF before = chart.geometry();
    chart.setGeometry(QRectF(QPointF(0, 0), QSizeF(size)));
    chart.layout()->activate();
    placeMarks();
    m_parts->view->scene()->render(&ChartCanvas::basePainter(painter), QRectF(QPointF(0, 0), QSizeF(size)),
                                   QRectF(QPointF(0, 0), QSizeF(size)));
    chart.setGeometry(before);
    chart.layout()->activate();
    placeMarks();
}

void GroupedBarsChart::themeChanged()
{
    rebuild();
}

} // namespace tokamark::ui
