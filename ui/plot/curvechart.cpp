#include "plot/curvechart.h"

#include "format/tiptext.h"
#include "plot/axisticks.h"
#include "plot/chartstyle.h"
#include "plot/edgemarks.h"
#include "plot/endlabels.h"
#include "plot/levelbands.h"
#include "plot/scatter.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr double HitDistance = 14;

QPen linePen(const QColor &color, int place)
{
    // Round ends would fill the gaps between dashes.
    const Qt::PenCapStyle cap = seriesRound(place) == 0 ? Qt::RoundCap : Qt::FlatCap;
    return {color, chartstyle::LineWidth, chartstyle::lineStyle(place), cap, Qt::RoundJoin};
}

} // namespace

/// Puts the names into the plot, so that they are part of exports.
class CurveChart::LabelLayer final : public QCPLayerable {
public:
    explicit LabelLayer(QCustomPlot *plot)
        : QCPLayerable(plot, QStringLiteral("overlay"))
    {
    }

    EndLabels labels;
    EdgeMarks edge;

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override { painter->setAntialiasing(true); }

    void draw(QCPPainter *painter) override
    {
        const QCPAxis &levels = *mParentPlot->xAxis;
        const QCPAxis &values = *mParentPlot->yAxis;
        const auto toPixel
            = [&](const QPointF &at) { return QPointF(levels.coordToPixel(at.x()), values.coordToPixel(at.y())); };
        const QRect area = mParentPlot->axisRect()->rect();
        edge.layOut(area, toPixel);
        labels.draw(*painter, area, toPixel, [this](const QPointF &end) { return edge.shiftPast(end); });
        edge.draw(*painter);
    }
};

/// The point under the pointer.
struct CurveChart::Hit {
    int series = 0;
    const CurvePoint *point = nullptr;
};

CurveChart::CurveChart(QWidget *parent)
    : PlotChart(parent)
    , m_labels(new LabelLayer(&plot()))
{
    connect(&plot(), &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) { showTip(event->position()); });
    connect(&plot(), &QCustomPlot::mousePress, this, [this](QMouseEvent *event) {
        if (event->button() == Qt::LeftButton)
            activate(event->position());
    });
    setSurroundings({}, {});
}

CurveChart::~CurveChart() = default;

void CurveChart::setData(CurveData data)
{
    if (data == m_data)
        return;
    m_data = std::move(data);
    rebuild();
}

bool CurveChart::isEmpty() const
{
    for (const CurveSeries &series : m_data.series)
        for (const CurvePoint &point : series.points)
            if (m_values.isDrawable(point.value))
                return false;
    return true;
}

std::vector<QRectF> CurveChart::labelRectangles() const
{
    return m_labels->labels.rectangles();
}

std::vector<QRectF> CurveChart::edgeRectangles() const
{
    return m_labels->edge.textRectangles();
}

QPointF CurveChart::placeOf(int series, const CurvePoint &point) const
{
    const double shift = std::isinf(point.value) ? m_labels->edge.shiftOf(series, m_axis.coordinate(point.level)) : 0;
    return pixelOf(point) + QPointF(shift, 0);
}

QPointF CurveChart::pixelOf(const CurvePoint &point) const
{
    return {plot().xAxis->coordToPixel(m_axis.coordinate(point.level)),
            plot().yAxis->coordToPixel(m_values.coordinate(point.value))};
}

void CurveChart::setUpLevels()
{
    m_axis = LevelAxis(m_data);
    std::vector<double> ticks;
    std::vector<QString> labels;
    for (const double level : m_axis.labelledLevels()) {
        ticks.push_back(m_axis.coordinate(level));
        labels.push_back(tickLabel(level, locale()));
    }
    plot().xAxis->setScaleType(m_axis.isLogarithmic() ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    setTicks(*plot().xAxis, m_axis.lower(), m_axis.upper(), ticks, labels);
    plot().xAxis->setLabel(m_data.levelTitle);
}

void CurveChart::setUpValues()
{
    m_values = ValueAxis(m_data);
    std::vector<QString> labels;
    for (const double tick : m_values.ticks())
        labels.push_back(tickLabel(tick, locale()));
    plot().yAxis->setScaleType(m_data.logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    setTicks(*plot().yAxis, m_values.lower(), m_values.upper(), m_values.ticks(), labels);
    if (!m_values.hasBeyond())
        return;
    auto *line = new QCPItemLine(&plot());
    line->setPen(QPen(theme().dim, 1, Qt::DashLine));
    line->start->setCoords(m_axis.lower(), m_values.edge());
    line->end->setCoords(m_axis.upper(), m_values.edge());
}

void CurveChart::setEdgeMarks()
{
    std::vector<EdgeMarks::Mark> marks;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        const CurveSeries &series = m_data.series[i];
        for (const CurvePoint &point : series.points) {
            const QPointF at(m_axis.coordinate(point.level), m_values.coordinate(point.value));
            if (std::isinf(point.value) && !series.reference)
                marks.push_back(
                    {static_cast<int>(i), at, series.marker, colorOf(series.color, series.marker), series.beyond});
        }
    }
    m_labels->edge.setMarks(marks, {theme().card, theme().dim});
}

void CurveChart::addBand(const CurveSeries &series, const QColor &color)
{
    QVector<double> levels;
    QVector<double> low;
    QVector<double> high;
    for (const CurvePoint &point : series.points) {
        if (!point.band || !m_values.isDrawable(point.value) || std::isinf(point.value))
            continue;
        const double floor = plot().yAxis->range().lower;
        levels.push_back(m_axis.coordinate(point.level));
        low.push_back(m_values.isDrawable(point.band->low) ? std::max(point.band->low, floor) : floor);
        high.push_back(m_values.coordinate(m_values.isDrawable(point.band->high) ? point.band->high : point.value));
    }
    if (levels.empty())
        return;
    QColor fill = color;
    fill.setAlpha(chartstyle::BandAlpha);
    QCPGraph *lower = plot().addGraph();
    lower->setPen(Qt::NoPen);
    lower->setData(levels, low, true);
    QCPGraph *upper = plot().addGraph();
    upper->setPen(Qt::NoPen);
    upper->setData(levels, high, true);
    upper->setBrush(fill);
    upper->setChannelFillGraph(lower);
    if (levels.size() > 1)
        return;
    // A single point has no area: its interval is a bar.
    QColor bar = color;
    bar.setAlpha(3 * chartstyle::BandAlpha);
    auto *line = new QCPItemLine(&plot());
    line->setPen(QPen(bar, chartstyle::LineWidth * 3, Qt::SolidLine, Qt::FlatCap));
    line->start->setCoords(levels.front(), low.front());
    line->end->setCoords(levels.front(), high.front());
}

void CurveChart::addLine(const CurveSeries &series, const QColor &color)
{
    QVector<double> levels;
    QVector<double> values;
    for (const CurvePoint &point : series.points) {
        levels.push_back(m_axis.coordinate(point.level));
        // QCustomPlot leaves a gap at NaN.
        values.push_back(m_values.isDrawable(point.value) && !std::isinf(point.value)
                             ? point.value
                             : std::numeric_limits<double>::quiet_NaN());
    }
    QCPGraph *graph = plot().addGraph();
    const Qt::PenStyle dashes = series.bound ? Qt::DotLine : Qt::DashLine;
    graph->setPen(series.reference ? QPen(color, chartstyle::ThinWidth, dashes) : linePen(color, series.marker));
    graph->setData(levels, values, true);
}

void CurveChart::addMark(const LevelMark &mark)
{
    auto *line = new QCPItemLine(&plot());
    line->setPen(QPen(colorOf(mark.color, mark.marker), chartstyle::ThinWidth, Qt::DashLine));
    const QCPRange range = plot().yAxis->range();
    line->start->setCoords(m_axis.coordinate(mark.level), range.lower);
    line->end->setCoords(m_axis.coordinate(mark.level), range.upper);
}

std::optional<QPointF> CurveChart::endOf(const CurveSeries &series) const
{
    std::optional<QPointF> end;
    const double top = plot().yAxis->range().upper;
    for (const CurvePoint &point : series.points) {
        if (!m_values.isDrawable(point.value))
            continue;
        const QPointF next(m_axis.coordinate(point.level), m_values.coordinate(point.value));
        if (!series.bound || next.y() <= top) {
            end = next;
            continue;
        }
        if (!end)
            return std::nullopt;
        // Straight on the screen, whatever the scale of the levels is.
        const auto along = [this](double level) { return m_axis.isLogarithmic() ? std::log(level) : level; };
        const double share = (top - end->y()) / (next.y() - end->y());
        const double place = along(end->x()) + share * (along(next.x()) - along(end->x()));
        return QPointF(m_axis.isLogarithmic() ? std::exp(place) : place, top);
    }
    return end;
}

bool CurveChart::hasNameAtTop() const
{
    return std::ranges::any_of(m_data.series, [this](const CurveSeries &series) {
        const auto end = series.bound ? endOf(series) : std::nullopt;
        return end && end->y() >= plot().yAxis->range().upper;
    });
}

void CurveChart::addMarkers(const CurveSeries &series, const QColor &color)
{
    for (const PointQuality quality : {PointQuality::Good, PointQuality::Warning, PointQuality::Bad}) {
        QCPGraph *graph = plot().addGraph();
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setScatterStyle(scatterFor(series.marker, color, quality, theme().card));
        for (const CurvePoint &point : series.points) {
            if (m_values.isDrawable(point.value) && !std::isinf(point.value) && point.quality == quality)
                graph->addData(m_axis.coordinate(point.level), m_values.coordinate(point.value));
        }
    }
}

void CurveChart::rebuild()
{
    clearPlot();
    setUpLevels();
    setUpValues();
    drawLevelBands(plot(), m_axis, m_data.bands, theme(), hasNameAtTop() || m_values.hasBeyond(),
                   [this](const LevelBand &band) { return colorOf(band.color, band.marker); });
    for (const CurveSeries &series : m_data.series)
        addBand(series, colorOf(series.color, series.marker));
    for (const LevelMark &mark : m_data.marks)
        addMark(mark);
    setEdgeMarks();
    std::vector<EndLabels::Label> labels;
    for (const bool reference : {true, false})
        for (const CurveSeries &series : m_data.series) {
            if (series.reference != reference)
                continue;
            const QColor color = colorOf(series.color, series.marker);
            addLine(series, color);
            if (!reference)
                addMarkers(series, color);
            // A reference to a backend that has a curve of its own needs no second name.
            if (reference && series.name.isEmpty())
                continue;
            if (const auto end = endOf(series))
                labels.push_back({*end, series.name, color});
        }
    m_labels->labels.setLabels(std::move(labels), theme().card);
    // Beside the level that lies furthest right texts stand on the left of their marks.
    const int width
        = m_labels->labels.width([this](const QPointF &end) { return m_labels->edge.lastShiftAt(end.x()); });
    plot().axisRect()->setAutoMargins(QCP::msLeft | QCP::msTop | QCP::msBottom);
    plot().axisRect()->setMargins(QMargins(0, 0, width, 0));
    setSurroundings(m_data.heading, {});
    plot().replot(QCustomPlot::rpQueuedReplot);
}

std::optional<CurveChart::Hit> CurveChart::pointAt(const QPointF &position) const
{
    std::optional<Hit> nearest;
    double best = HitDistance;
    for (std::size_t i = 0; i < m_data.series.size(); ++i) {
        if (m_data.series[i].reference)
            continue;
        for (const CurvePoint &point : m_data.series[i].points) {
            if (!m_values.isDrawable(point.value))
                continue;
            const double distance = QLineF(placeOf(static_cast<int>(i), point), position).length();
            if (distance < best) {
                best = distance;
                nearest = Hit{static_cast<int>(i), &point};
            }
        }
    }
    return nearest;
}

void CurveChart::showTip(const QPointF &position)
{
    const auto hit = pointAt(position);
    plot().setCursor(hit ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (!hit) {
        QToolTip::hideText();
        return;
    }
    const QString tip = hit->point->tip.isEmpty() ? tickLabel(hit->point->value, locale()) : hit->point->tip;
    QToolTip::showText(plot().mapToGlobal(position.toPoint()),
                       format::tip(m_data.series[static_cast<std::size_t>(hit->series)].name + QLatin1Char('\n') + tip),
                       &plot());
}

void CurveChart::activate(const QPointF &position)
{
    if (const auto hit = pointAt(position))
        Q_EMIT pointActivated(hit->series, hit->point->level);
}

} // namespace tokamark::ui
