#include "plot/timelinepanels.h"

#include "plot/axisticks.h"
#include "plot/chartstyle.h"
#include "plot/pixelcolumns.h"
#include "plot/timeaxis.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr int TitleHeight = 16;
constexpr int PanelHeight = 84;
constexpr int StripHeight = 18;
constexpr int TimeAxisHeight = 24;
constexpr int RightMargin = 14;
constexpr double DotSize = 3.5;
constexpr int DotAlpha = 160;
constexpr QSize DotCells{500, 120};
constexpr double Headroom = 1.05; ///< a line along the upper edge would be half hidden

bool isStrip(const TimelinePanel &panel)
{
    return panel.look == PanelLook::Strip;
}

double highestOf(const TimelinePanel &panel)
{
    double highest = panel.least;
    for (const TimeSeries &series : panel.series)
        for (const QPointF &point : series.points)
            if (std::isfinite(point.y()))
                highest = std::max(highest, point.y());
    if (panel.trend)
        highest = std::max({highest, panel.trend->valueFrom, panel.trend->valueTo});
    return highest > 0 ? highest : 1;
}

QColor faded(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

} // namespace

TimelinePanels::TimelinePanels(QCustomPlot &plot)
    : m_plot(plot)
    , m_leftMargins(new QCPMarginGroup(&plot))
{
}

int TimelinePanels::heightOf(const TimelineData &data)
{
    int height = TimeAxisHeight;
    for (const TimelinePanel &panel : data.panels)
        height += TitleHeight + (isStrip(panel) ? StripHeight : PanelHeight);
    return height;
}

void TimelinePanels::draw(const TimelineData &data, Look look)
{
    m_look = std::move(look);
    m_plot.clearPlottables();
    m_plot.clearItems();
    m_regionNames.clear();
    m_plot.plotLayout()->clear();
    for (std::size_t i = 0; i < data.panels.size(); ++i)
        addPanel(data, static_cast<int>(i));
    if (m_plot.axisRectCount() > 0)
        addRegionNames(*m_plot.axisRect(0), data.regions);
}

void TimelinePanels::addPanel(const TimelineData &data, int row)
{
    const TimelinePanel &panel = data.panels[static_cast<std::size_t>(row)];
    const bool last = row + 1 == static_cast<int>(data.panels.size());
    auto *rect = new QCPAxisRect(&m_plot, false);
    m_plot.plotLayout()->addElement(row, 0, rect);
    rect->addAxes(QCPAxis::atLeft | QCPAxis::atBottom);
    rect->setMarginGroup(QCP::msLeft, m_leftMargins);
    rect->setAutoMargins(QCP::msLeft);
    rect->setMargins(QMargins(0, TitleHeight, RightMargin, last ? TimeAxisHeight : 2));
    if (isStrip(panel)) {
        rect->setSizeConstraintRect(QCPLayoutElement::scrInnerRect);
        rect->setMinimumSize(20, StripHeight - 2);
        rect->setMaximumSize(QWIDGETSIZE_MAX, StripHeight - 2);
    }
    styleTimeAxis(*rect, data.totalSeconds, last);

    const double top = styleValueAxis(*rect, panel);
    addTitle(*rect, panel.title);

    for (const TimeRegion &region : data.regions)
        if (region.to > region.from)
            timeaxis::addRegion(m_plot, *rect, {region.from, region.to, {}}, m_look.theme);
    if (isStrip(panel))
        fillStrip(*rect, panel);
    else
        fillPanel(*rect, panel, top);
}

/// The upper end of the axis.
double TimelinePanels::styleValueAxis(QCPAxisRect &rect, const TimelinePanel &panel)
{
    QCPAxis &values = *rect.axis(QCPAxis::atLeft);
    const double highest = highestOf(panel);
    const AxisTicks axis = linearTicks(0, highest, 3);
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    if (!isStrip(panel))
        for (const double tick : axis.ticks)
            ticker->addTick(tick, tickLabel(tick, m_look.locale));
    values.setTicker(ticker);
    const double top = isStrip(panel) ? highest : std::max(axis.upper, highest * Headroom);
    values.setRange(0, top);
    values.setBasePen(Qt::NoPen);
    values.grid()->setPen(QPen(m_look.theme.grid, 1));
    values.grid()->setZeroLinePen(Qt::NoPen);
    return top;
}

void TimelinePanels::addTitle(QCPAxisRect &rect, const QString &text)
{
    auto *title = new QCPItemText(&m_plot);
    title->setClipToAxisRect(false);
    title->setText(text);
    title->setFont(chartstyle::font(chartstyle::TextPixels));
    title->setColor(m_look.theme.dim);
    title->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    title->position->setType(QCPItemPosition::ptAxisRectRatio);
    title->position->setAxisRect(&rect);
    title->position->setCoords(0, 0);
}

void TimelinePanels::styleTimeAxis(QCPAxisRect &rect, double totalSeconds, bool labelled)
{
    const double end = totalSeconds > 0 ? totalSeconds : 1;
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    if (labelled) {
        const std::vector<double> ticks = timeTicks(0, end, 8);
        const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : end;
        for (const double tick : ticks)
            ticker->addTick(tick, timeLabel(tick, step, m_look.locale));
    }
    QCPAxis &time = *rect.axis(QCPAxis::atBottom);
    time.setTicker(ticker);
    time.setRange(0, end);
    time.grid()->setVisible(false);
    time.setBasePen(QPen(m_look.theme.line, 1));
    for (QCPAxis *axis : rect.axes()) {
        axis->setLayer(QStringLiteral("axes"));
        axis->grid()->setLayer(QStringLiteral("grid"));
        axis->setSubTicks(false);
        axis->setTickLabelFont(chartstyle::font(chartstyle::TextPixels));
        axis->setTickLabelColor(m_look.theme.dim);
        axis->setTickPen(Qt::NoPen);
        axis->setTickLength(0);
        axis->setTickLabelPadding(6);
    }
}

void TimelinePanels::addRegionNames(QCPAxisRect &rect, const std::vector<TimeRegion> &regions)
{
    for (const TimeRegion &region : regions) {
        auto *name = new QCPItemText(&m_plot);
        name->setText(region.label);
        name->setFont(chartstyle::font(chartstyle::TextPixels));
        name->setColor(m_look.theme.dim);
        name->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        name->setClipAxisRect(&rect);
        timeaxis::useTimeAndHeight(*name->position, rect);
        // At the foot, for a rate that is worth measuring runs along the top.
        name->position->setCoords((region.from + region.to) / 2, 1);
        m_regionNames.push_back({name, region});
    }
}

/// A name that is longer than its stretch would claim what lies beside it.
void TimelinePanels::showNamesThatFit()
{
    const QFontMetricsF metrics(chartstyle::font(chartstyle::TextPixels));
    for (const RegionName &name : m_regionNames) {
        const QCPAxis *time = name.text->position->keyAxis();
        const double room = time->coordToPixel(name.region.to) - time->coordToPixel(name.region.from);
        name.text->setVisible(metrics.horizontalAdvance(name.region.label) < room);
    }
}

void TimelinePanels::fillPanel(QCPAxisRect &rect, const TimelinePanel &panel, double top)
{
    const double end = rect.axis(QCPAxis::atBottom)->range().upper;
    for (const TimeSeries &series : panel.series) {
        const QColor color = series.color.isValid() ? series.color : m_look.theme.seriesColor(series.marker);
        QCPGraph *graph = m_plot.addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
        std::vector<QPointF> points;
        if (panel.look == PanelLook::Dots) {
            graph->setLineStyle(QCPGraph::lsNone);
            graph->setScatterStyle(
                QCPScatterStyle(QCPScatterStyle::ssDisc, faded(color, DotAlpha), faded(color, DotAlpha), DotSize));
            points = thinToGrid(series.points, QRectF(0, 0, end, top), DotCells);
        } else {
            graph->setPen(QPen(color, chartstyle::LineWidth - 0.5, chartstyle::lineStyle(series.marker)));
            points = reduceToColumns(series.points, 0, end, timeaxis::Columns);
        }
        for (const QPointF &point : points)
            graph->addData(point.x(), point.y());
    }
    if (panel.trend)
        addTrend(rect, *panel.trend);
}

void TimelinePanels::addTrend(QCPAxisRect &rect, const TimelineTrend &trend)
{
    // Series look as their backend does; a trend is a finding about it.
    QCPGraph *graph = m_plot.addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setPen(QPen(m_look.theme.warning, chartstyle::LineWidth));
    graph->addData(trend.from, trend.valueFrom);
    if (trend.stepSecond) {
        graph->addData(*trend.stepSecond, trend.valueFrom);
        graph->addData(*trend.stepSecond, trend.valueTo);
    }
    graph->addData(trend.to, trend.valueTo);
}

void TimelinePanels::fillStrip(QCPAxisRect &rect, const TimelinePanel &panel)
{
    const double end = rect.axis(QCPAxis::atBottom)->range().upper;
    // Three graphs, one for each colour: a bar belongs to the one of its value.
    struct Band {
        double from;
        QColor color;
    };
    std::vector<Band> bands{{0, m_look.theme.dim}};
    if (panel.warningFrom > 0)
        bands.push_back({panel.warningFrom, m_look.theme.warning});
    if (panel.badFrom > 0)
        bands.push_back({panel.badFrom, m_look.theme.bad});
    for (std::size_t i = 0; i < bands.size(); ++i) {
        QCPGraph *graph = m_plot.addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
        graph->setLineStyle(QCPGraph::lsImpulse);
        graph->setPen(QPen(bands[i].color, chartstyle::LineWidth, Qt::SolidLine, Qt::FlatCap));
        const double below = i + 1 < bands.size() ? bands[i + 1].from : std::numeric_limits<double>::infinity();
        for (const TimeSeries &series : panel.series)
            for (const QPointF &point : reduceToColumns(series.points, 0, end, timeaxis::Columns))
                if (point.y() >= bands[i].from && point.y() < below)
                    graph->addData(point.x(), point.y());
    }
}

} // namespace tokamark::ui
