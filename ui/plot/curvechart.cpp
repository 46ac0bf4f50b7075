#include "plot/curvechart.h"

#include "format/tiptext.h"
#include "plot/axisticks.h"
#include "plot/chartstyle.h"
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
constexpr double UpperEdge = 0.97; ///< where values over the timeout stand

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

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override { painter->setAntialiasing(true); }

    void draw(QCPPainter *painter) override
    {
        const QCPAxis &levels = *mParentPlot->xAxis;
        const QCPAxis &values = *mParentPlot->yAxis;
        labels.draw(*painter, mParentPlot->axisRect()->rect(), [&](const QPointF &at) {
            return QPointF(levels.coordToPixel(at.x()), values.coordToPixel(at.y()));
        });
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
            if (isDrawable(point.value))
                return false;
    return true;
}

std::vector<QRectF> CurveChart::labelRectangles() const
{
    return m_labels->labels.rectangles();
}

QPointF CurveChart::pixelOf(const CurvePoint &point) const
{
    return {plot().xAxis->coordToPixel(m_axis.coordinate(point.level)),
            plot().yAxis->coordToPixel(valueCoordinate(point.value))};
}

bool CurveChart::isDrawable(double value) const
{
    return !std::isnan(value) && (m_data.logarithmic ? value > 0 : value >= 0);
}

double CurveChart::valueCoordinate(double value) const
{
    if (!std::isinf(value))
        return value;
    const QCPRange range = plot().yAxis->range();
    return m_data.logarithmic ? range.lower * std::pow(range.upper / range.lower, UpperEdge)
                              : range.lower + range.size() * UpperEdge;
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
    double lowest = std::numeric_limits<double>::infinity();
    double highest = 0;
    const auto take = [&](double value) {
        if (!isDrawable(value) || std::isinf(value))
            return;
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    };
    const bool bounds = std::ranges::all_of(m_data.series, &CurveSeries::bound);
    for (const CurveSeries &series : m_data.series)
        for (const CurvePoint &point : series.points) {
            // A bound far above would press flat what was measured.
            if (series.bound && !bounds)
                continue;
            take(point.value);
            if (point.band && isDrawable(point.value)) {
                take(point.band->low);
                take(point.band->high);
            }
        }
    if (highest <= 0) {
        lowest = 1;
        highest = 10;
    }
    const AxisTicks axis = m_data.logarithmic ? logarithmicTicks(lowest, highest) : linearTicks(0, highest, 5);
    std::vector<QString> labels;
    for (const double tick : axis.ticks)
        labels.push_back(tickLabel(tick, locale()));
    plot().yAxis->setScaleType(m_data.logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    setTicks(*plot().yAxis, axis.lower, axis.upper, axis.ticks, labels);
}

void CurveChart::addBand(const CurveSeries &series, const QColor &color)
{
    QVector<double> levels;
    QVector<double> low;
    QVector<double> high;
    for (const CurvePoint &point : series.points) {
        if (!point.band || !isDrawable(point.value) || std::isinf(point.value))
            continue;
        const double floor = plot().yAxis->range().lower;
        levels.push_back(m_axis.coordinate(point.level));
        low.push_back(isDrawable(point.band->low) ? std::max(point.band->low, floor) : floor);
        high.push_back(valueCoordinate(isDrawable(point.band->high) ? point.band->high : point.value));
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
        values.push_back(isDrawable(point.value) && !std::isinf(point.value)
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
        if (!isDrawable(point.value))
            continue;
        const QPointF next(m_axis.coordinate(point.level), valueCoordinate(point.value));
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
            // Nothing that is over the timeout can be read off the axis.
            const PointQuality drawn = std::isinf(point.value) ? PointQuality::Bad : point.quality;
            if (isDrawable(point.value) && drawn == quality)
                graph->addData(m_axis.coordinate(point.level), valueCoordinate(point.value));
        }
    }
}

void CurveChart::rebuild()
{
    clearPlot();
    setUpLevels();
    setUpValues();
    drawLevelBands(plot(), m_axis, m_data.bands, theme(), hasNameAtTop(),
                   [this](const LevelBand &band) { return colorOf(band.color, band.marker); });
    for (const CurveSeries &series : m_data.series)
        addBand(series, colorOf(series.color, series.marker));
    for (const LevelMark &mark : m_data.marks)
        addMark(mark);
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
    plot().axisRect()->setAutoMargins(QCP::msLeft | QCP::msTop | QCP::msBottom);
    plot().axisRect()->setMargins(QMargins(0, 0, m_labels->labels.width(), 0));
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
            if (!isDrawable(point.value))
                continue;
            const double distance = QLineF(pixelOf(point), position).length();
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
