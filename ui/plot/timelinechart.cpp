#include "plot/timelinechart.h"

#include "plot/axisticks.h"
#include "plot/chartstyle.h"
#include "plot/pixelcolumns.h"
#include "plot/timeaxis.h"
#include "plot/timelinehandles.h"

#include <qcustomplot.h>

#include <QKeyEvent>
#include <QMouseEvent>

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
constexpr int HeightAround = 64; ///< title line, legend and caption of the chart
constexpr double NearPixels = 7; ///< so near to an end the mouse takes hold of it
constexpr double DotSize = 3.5;
constexpr int DotAlpha = 160;
constexpr QSize DotCells{500, 120};
constexpr double StepsAcross = 200; ///< key presses from one end of the axis to the other
constexpr double LargeStep = 10;
constexpr double Headroom = 1.05; ///< a line along the upper edge would be half hidden
constexpr double ShortestWindow = 0.1; ///< seconds

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

TimelineChart::TimelineChart(QWidget *parent)
    : Chart(parent)
    , m_plot(new QCustomPlot)
    , m_leftMargins(new QCPMarginGroup(m_plot))
    , m_handles(std::make_unique<TimelineHandles>(*m_plot))
{
    setPlotWidget(m_plot);
    m_plot->setMouseTracking(true);
    m_plot->plotLayout()->setMargins(QMargins(0, 0, 0, 0));
    m_plot->plotLayout()->setRowSpacing(0);
    m_plot->plotLayout()->clear();
    connect(m_plot, &QCustomPlot::mousePress, this, &TimelineChart::press);
    connect(m_plot, &QCustomPlot::mouseMove, this, &TimelineChart::move);
    connect(m_plot, &QCustomPlot::mouseRelease, this, &TimelineChart::release);
    // A grip keeps its width in pixels, whatever the axis shows.
    connect(m_plot, &QCustomPlot::afterLayout, this, [this] {
        placeHandles();
        showNamesThatFit();
    });
    setSurroundings({}, {});
}

TimelineChart::~TimelineChart() = default;

void TimelineChart::setData(TimelineData data)
{
    if (data == m_data)
        return;
    m_data = std::move(data);
    updateGeometry();
    rebuild();
}

void TimelineChart::setWindow(const TimelineWindow &window)
{
    if (window == m_window)
        return;
    m_window = window;
    drawHandles();
}

bool TimelineChart::isEmpty() const
{
    return m_data.panels.empty();
}

QSize TimelineChart::minimumSizeHint() const
{
    int height = HeightAround + TimeAxisHeight;
    for (const TimelinePanel &panel : m_data.panels)
        height += TitleHeight + (isStrip(panel) ? StripHeight : PanelHeight);
    return {Chart::minimumSizeHint().width(), std::max(height, Chart::minimumSizeHint().height())};
}

void TimelineChart::rebuild()
{
    m_plot->clearPlottables();
    m_plot->clearItems();
    m_regionNames.clear();
    m_plot->plotLayout()->clear();
    m_plot->setBackground(QBrush(theme().card));
    std::vector<LegendEntry> legend;
    for (std::size_t i = 0; i < m_data.panels.size(); ++i)
        addPanel(m_data.panels[i], static_cast<int>(i), legend);
    const QList<QCPAxisRect *> rects = m_plot->axisRects();
    if (!rects.isEmpty())
        addRegionNames(*rects.front());
    m_handles->setRects({rects.begin(), rects.end()});
    placeHandles();
    setSurroundings(m_data.heading, std::move(legend));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimelineChart::addPanel(const TimelinePanel &panel, int row, std::vector<LegendEntry> &legend)
{
    const bool last = row + 1 == static_cast<int>(m_data.panels.size());
    auto *rect = new QCPAxisRect(m_plot, false);
    m_plot->plotLayout()->addElement(row, 0, rect);
    rect->addAxes(QCPAxis::atLeft | QCPAxis::atBottom);
    rect->setMarginGroup(QCP::msLeft, m_leftMargins);
    rect->setAutoMargins(QCP::msLeft);
    rect->setMargins(QMargins(0, TitleHeight, RightMargin, last ? TimeAxisHeight : 2));
    if (isStrip(panel)) {
        rect->setSizeConstraintRect(QCPLayoutElement::scrInnerRect);
        rect->setMinimumSize(20, StripHeight - 2);
        rect->setMaximumSize(QWIDGETSIZE_MAX, StripHeight - 2);
    }
    styleTimeAxis(*rect, last);

    QCPAxis &values = *rect->axis(QCPAxis::atLeft);
    const double highest = highestOf(panel);
    const AxisTicks axis = linearTicks(0, highest, 3);
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    if (!isStrip(panel))
        for (const double tick : axis.ticks)
            ticker->addTick(tick, tickLabel(tick, locale()));
    values.setTicker(ticker);
    const double top = isStrip(panel) ? highest : std::max(axis.upper, highest * Headroom);
    values.setRange(0, top);
    values.setBasePen(Qt::NoPen);
    values.grid()->setPen(QPen(theme().grid, 1));
    values.grid()->setZeroLinePen(Qt::NoPen);

    auto *title = new QCPItemText(m_plot);
    title->setClipToAxisRect(false);
    title->setText(panel.title);
    title->setFont(chartstyle::font(chartstyle::TextPixels));
    title->setColor(theme().dim);
    title->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    title->position->setType(QCPItemPosition::ptAxisRectRatio);
    title->position->setAxisRect(rect);
    title->position->setCoords(0, 0);

    for (const TimeRegion &region : m_data.regions)
        if (region.to > region.from)
            timeaxis::addRegion(*m_plot, *rect, {region.from, region.to, {}}, theme());
    if (isStrip(panel))
        fillStrip(*rect, panel);
    else
        fillPanel(*rect, panel, top, legend);
}

void TimelineChart::styleTimeAxis(QCPAxisRect &rect, bool labelled)
{
    const double end = m_data.totalSeconds > 0 ? m_data.totalSeconds : 1;
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    if (labelled) {
        const std::vector<double> ticks = timeTicks(0, end, 8);
        const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : end;
        for (const double tick : ticks)
            ticker->addTick(tick, timeLabel(tick, step, locale()));
    }
    QCPAxis &time = *rect.axis(QCPAxis::atBottom);
    time.setTicker(ticker);
    time.setRange(0, end);
    time.grid()->setVisible(false);
    time.setBasePen(QPen(theme().line, 1));
    for (QCPAxis *axis : rect.axes()) {
        axis->setLayer(QStringLiteral("axes"));
        axis->grid()->setLayer(QStringLiteral("grid"));
        axis->setSubTicks(false);
        axis->setTickLabelFont(chartstyle::font(chartstyle::TextPixels));
        axis->setTickLabelColor(theme().dim);
        axis->setTickPen(Qt::NoPen);
        axis->setTickLength(0);
        axis->setTickLabelPadding(6);
    }
}

void TimelineChart::addRegionNames(QCPAxisRect &rect)
{
    for (const TimeRegion &region : m_data.regions) {
        auto *name = new QCPItemText(m_plot);
        name->setText(region.label);
        name->setFont(chartstyle::font(chartstyle::TextPixels));
        name->setColor(theme().dim);
        name->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        name->setClipAxisRect(&rect);
        timeaxis::useTimeAndHeight(*name->position, rect);
        // At the foot, for a rate that is worth measuring runs along the top.
        name->position->setCoords((region.from + region.to) / 2, 1);
        m_regionNames.push_back(name);
    }
}

/// A name that is longer than its stretch would claim what lies beside it.
void TimelineChart::showNamesThatFit()
{
    const QFontMetricsF metrics(chartstyle::font(chartstyle::TextPixels));
    for (std::size_t i = 0; i < m_regionNames.size(); ++i) {
        const QCPAxis *time = m_regionNames[i]->position->keyAxis();
        const TimeRegion &region = m_data.regions[i];
        const double room = time->coordToPixel(region.to) - time->coordToPixel(region.from);
        m_regionNames[i]->setVisible(metrics.horizontalAdvance(region.label) < room);
    }
}

void TimelineChart::fillPanel(QCPAxisRect &rect, const TimelinePanel &panel, double top,
                              std::vector<LegendEntry> &legend)
{
    const double end = rect.axis(QCPAxis::atBottom)->range().upper;
    for (const TimeSeries &series : panel.series) {
        const QColor color = colorOf(series.color, series.marker);
        QCPGraph *graph = m_plot->addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
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
        if (!series.name.isEmpty())
            legend.push_back({series.name, color, series.marker, panel.look == PanelLook::Lines});
    }
    if (panel.trend)
        addTrend(rect, *panel.trend, legend);
}

void TimelineChart::addTrend(QCPAxisRect &rect, const TimelineTrend &trend, std::vector<LegendEntry> &legend)
{
    // Series look as their backend does; a trend is a finding about it.
    QCPGraph *graph = m_plot->addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    graph->setPen(QPen(theme().warning, chartstyle::LineWidth));
    graph->addData(trend.from, trend.valueFrom);
    if (trend.stepSecond) {
        graph->addData(*trend.stepSecond, trend.valueFrom);
        graph->addData(*trend.stepSecond, trend.valueTo);
    }
    graph->addData(trend.to, trend.valueTo);
    legend.push_back({trend.name, theme().warning, 0, true});
}

void TimelineChart::fillStrip(QCPAxisRect &rect, const TimelinePanel &panel)
{
    const double end = rect.axis(QCPAxis::atBottom)->range().upper;
    // Three graphs, one for each colour: a bar belongs to the one of its value.
    struct Band {
        double from;
        QColor color;
    };
    std::vector<Band> bands{{0, theme().dim}};
    if (panel.warningFrom > 0)
        bands.push_back({panel.warningFrom, theme().warning});
    if (panel.badFrom > 0)
        bands.push_back({panel.badFrom, theme().bad});
    for (std::size_t i = 0; i < bands.size(); ++i) {
        QCPGraph *graph = m_plot->addGraph(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
        graph->setLineStyle(QCPGraph::lsImpulse);
        graph->setPen(QPen(bands[i].color, chartstyle::LineWidth, Qt::SolidLine, Qt::FlatCap));
        const double below = i + 1 < bands.size() ? bands[i + 1].from : std::numeric_limits<double>::infinity();
        for (const TimeSeries &series : panel.series)
            for (const QPointF &point : reduceToColumns(series.points, 0, end, timeaxis::Columns))
                if (point.y() >= bands[i].from && point.y() < below)
                    graph->addData(point.x(), point.y());
    }
}

void TimelineChart::placeHandles()
{
    TimelineHandles::Look look;
    look.theme = theme();
    look.movable = isMovable() && !m_printing;
    if (look.movable && hasFocus())
        look.active = m_active == End::From ? 0 : 1;
    m_handles->place(m_data, m_window, look);
}

void TimelineChart::drawHandles()
{
    placeHandles();
    // What was never shown has nothing to draw on.
    if (isVisible())
        m_plot->layer(QStringLiteral("overlay"))->replot();
}

bool TimelineChart::isMovable() const
{
    return m_data.range.to > m_data.range.from;
}

std::optional<TimelineChart::End> TimelineChart::endAt(const QPointF &position) const
{
    const QCPAxisRect *rect = m_plot->axisRectCount() > 0 ? m_plot->axisRect(0) : nullptr;
    if (!isMovable() || rect == nullptr)
        return std::nullopt;
    const QCPAxis *time = rect->axis(QCPAxis::atBottom);
    const double toFrom = std::abs(time->coordToPixel(m_window.from) - position.x());
    const double toTo = std::abs(time->coordToPixel(m_window.to) - position.x());
    if (std::min(toFrom, toTo) > NearPixels)
        return std::nullopt;
    return toFrom <= toTo ? End::From : End::To;
}

void TimelineChart::press(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setFocus(Qt::MouseFocusReason);
    m_dragged = endAt(event->position());
    if (m_dragged) {
        m_active = *m_dragged;
        drawHandles();
    }
}

void TimelineChart::move(QMouseEvent *event)
{
    // Where the plot was hidden under a button that was down, its release went elsewhere.
    if (m_dragged && !event->buttons().testFlag(Qt::LeftButton))
        letGo();
    if (!m_dragged) {
        m_plot->setCursor(endAt(event->position()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
        return;
    }
    const QCPAxis *time = m_plot->axisRect(0)->axis(QCPAxis::atBottom);
    moveEnd(*m_dragged, time->pixelToCoord(event->position().x()));
}

void TimelineChart::release(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_dragged)
        letGo();
}

void TimelineChart::letGo()
{
    m_dragged.reset();
    m_keyHeld = false;
    Q_EMIT windowMoved(m_window, true);
}

void TimelineChart::moveEnd(End end, double second)
{
    TimelineWindow moved = m_window;
    if (end == End::From)
        moved.from = std::clamp(second, m_data.range.from, std::max(m_data.range.from, moved.to - ShortestWindow));
    else
        moved.to = std::clamp(second, std::min(m_data.range.to, moved.from + ShortestWindow), m_data.range.to);
    if (moved == m_window)
        return;
    setWindow(moved);
    Q_EMIT windowMoved(m_window, false);
}

void TimelineChart::keyPressEvent(QKeyEvent *event)
{
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    const bool changes = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (!isMovable() || (!sideways && !changes)) {
        Chart::keyPressEvent(event);
        return;
    }
    if (changes) {
        m_active = m_active == End::From ? End::To : End::From;
        drawHandles();
        return;
    }
    const bool large = event->modifiers().testFlag(Qt::ShiftModifier);
    const double step = m_data.totalSeconds / StepsAcross * (large ? LargeStep : 1);
    const double from = m_active == End::From ? m_window.from : m_window.to;
    m_keyHeld = true;
    moveEnd(m_active, event->key() == Qt::Key_Left ? from - step : from + step);
}

void TimelineChart::keyReleaseEvent(QKeyEvent *event)
{
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (!sideways || event->isAutoRepeat() || !m_keyHeld)
        return Chart::keyReleaseEvent(event);
    letGo();
}

void TimelineChart::focusInEvent(QFocusEvent *event)
{
    Chart::focusInEvent(event);
    drawHandles();
}

void TimelineChart::focusOutEvent(QFocusEvent *event)
{
    Chart::focusOutEvent(event);
    // The release of the key goes to who has the focus then.
    if (m_keyHeld)
        letGo();
    drawHandles();
}

void TimelineChart::drawPlot(QCPPainter &painter, const QSize &size)
{
    // The ground under an export is drawn once by whoever makes it.
    m_plot->setBackground(QBrush(Qt::NoBrush));
    m_printing = true;
    m_plot->toPainter(&painter, size.width(), size.height());
    m_printing = false;
    placeHandles();
    m_plot->setBackground(QBrush(theme().card));
}

void TimelineChart::themeChanged()
{
    rebuild();
}

} // namespace tokamark::ui
