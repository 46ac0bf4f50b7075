#include "plot/timelinechart.h"

#include "plot/timelinehandles.h"
#include "plot/timelinepanels.h"

#include <qcustomplot.h>

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>

namespace tokamark::ui {

namespace {

constexpr int HeightAround = 64; ///< title line, legend and caption of the chart
constexpr double NearPixels = 7; ///< so near to an end the mouse takes hold of it
constexpr double StepsAcross = 200; ///< key presses from one end of the axis to the other
constexpr double LargeStep = 10;
constexpr double ShortestWindow = 0.1; ///< seconds

} // namespace

TimelineChart::TimelineChart(QWidget *parent)
    : Chart(parent)
    , m_plot(new QCustomPlot)
    , m_panels(std::make_unique<TimelinePanels>(*m_plot))
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
        m_panels->showNamesThatFit();
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
    const int height = HeightAround + TimelinePanels::heightOf(m_data);
    return {Chart::minimumSizeHint().width(), std::max(height, Chart::minimumSizeHint().height())};
}

void TimelineChart::rebuild()
{
    m_plot->setBackground(QBrush(theme().card));
    m_panels->draw(m_data, {theme(), locale()});
    const QList<QCPAxisRect *> rects = m_plot->axisRects();
    m_handles->setRects({rects.begin(), rects.end()});
    placeHandles();
    setSurroundings(m_data.heading, legend());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

std::vector<Chart::LegendEntry> TimelineChart::legend() const
{
    std::vector<LegendEntry> entries;
    for (const TimelinePanel &panel : m_data.panels) {
        if (panel.look == PanelLook::Strip)
            continue;
        for (const TimeSeries &series : panel.series)
            if (!series.name.isEmpty())
                entries.push_back(
                    {series.name, colorOf(series.color, series.marker), series.marker, panel.look == PanelLook::Lines});
        if (panel.trend)
            entries.push_back({panel.trend->name, theme().warning, 0, true});
    }
    return entries;
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
