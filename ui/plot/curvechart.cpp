#include "plot/curvechart.h"

#include "plot/axisticks.h"
#include "plot/chartstyle.h"
#include "plot/labellayout.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace tokamark::ui {

namespace {

constexpr double LabelGap = 8;
constexpr int LabelWidthLimit = 150;
constexpr double HitDistance = 14;
constexpr double SingleLevelMargin = 0.5;
constexpr double SideRoom = 0.05; ///< of the length of the level axis
constexpr double UpperEdge = 0.97; ///< where values over the timeout stand
constexpr int HaloAlpha = 210;

QCPScatterStyle scatterFor(int marker, const QColor &color, const QColor &fill)
{
    static constexpr std::array shapes{QCPScatterStyle::ssCircle,   QCPScatterStyle::ssSquare,
                                       QCPScatterStyle::ssTriangle, QCPScatterStyle::ssDiamond,
                                       QCPScatterStyle::ssPlus,     QCPScatterStyle::ssTriangleInverted,
                                       QCPScatterStyle::ssCross,    QCPScatterStyle::ssStar};
    const auto shape = shapes.at(static_cast<std::size_t>(((marker % SeriesCount) + SeriesCount) % SeriesCount));
    QCPScatterStyle style(shape, QPen(color, chartstyle::LineWidth - 0.4), QBrush(fill), chartstyle::MarkerSize);
    return style;
}

/// True if a linear axis would draw the two closest levels nearly on top of each other.
bool levelsStick(const std::vector<double> &levels)
{
    if (levels.size() < 3 || levels.front() <= 0)
        return false;
    const double span = levels.back() - levels.front();
    for (std::size_t i = 1; i < levels.size(); ++i)
        if ((levels[i] - levels[i - 1]) < 0.07 * span)
            return true;
    return false;
}

} // namespace

/// The names at the ends of the lines. A layerable of the plot, so that it is part of exports.
class CurveChart::EndLabels final : public QCPLayerable {
public:
    struct Label {
        QPointF coordinates;
        QString text;
        QColor color;
    };

    explicit EndLabels(QCustomPlot *plot)
        : QCPLayerable(plot, QStringLiteral("overlay"))
    {
    }

    void setLabels(std::vector<Label> labels, const QColor &ground)
    {
        m_labels = std::move(labels);
        m_ground = ground;
    }
    [[nodiscard]] const std::vector<QRectF> &rectangles() const { return m_rectangles; }
    [[nodiscard]] static QFont font() { return chartstyle::font(chartstyle::TextPixels, QFont::DemiBold); }
    /// Room to the right of the axis that the longest name needs.
    [[nodiscard]] int width() const
    {
        double width = 0;
        for (const Label &label : m_labels)
            width = std::max(width, QFontMetricsF(font()).horizontalAdvance(elided(label.text)));
        return m_labels.empty() ? 0 : static_cast<int>(std::ceil(width + LabelGap + spacing::Tight));
    }

protected:
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override { painter->setAntialiasing(true); }

    void draw(QCPPainter *painter) override
    {
        m_rectangles.clear();
        painter->setFont(font());
        const QRect area = mParentPlot->axisRect()->rect();
        for (const auto &[column, members] : columns())
            drawColumn(*painter, column, members, area);
    }

private:
    [[nodiscard]] static QString elided(const QString &text)
    {
        return QFontMetrics(font()).elidedText(text, Qt::ElideMiddle, LabelWidthLimit);
    }

    /// Lines that end at one level share a column of labels.
    [[nodiscard]] std::map<int, std::vector<std::size_t>> columns() const
    {
        std::map<int, std::vector<std::size_t>> columns;
        for (std::size_t i = 0; i < m_labels.size(); ++i)
            columns[static_cast<int>(mParentPlot->xAxis->coordToPixel(m_labels[i].coordinates.x()))].push_back(i);
        return columns;
    }

    void drawColumn(QCPPainter &painter, int column, const std::vector<std::size_t> &members, const QRect &area)
    {
        const QFontMetricsF metrics(font());
        std::vector<double> wanted;
        for (const std::size_t i : members)
            wanted.push_back(mParentPlot->yAxis->coordToPixel(m_labels[i].coordinates.y()));
        const double height = metrics.height();
        QColor halo = m_ground;
        halo.setAlpha(HaloAlpha);
        const auto centres = spreadLabels(wanted, height, area.top() - height / 2, area.bottom() + height / 2);
        for (std::size_t i = 0; i < members.size(); ++i) {
            const Label &label = m_labels[members[i]];
            const QString text = elided(label.text);
            const QRectF box(column + LabelGap, centres[i] - height / 2, metrics.horizontalAdvance(text) + 1, height);
            if (std::abs(centres[i] - wanted[i]) > height) {
                painter.setPen(QPen(label.color, 0.7));
                painter.drawLine(QPointF(column + 4, wanted[i]), QPointF(box.left() - 1, centres[i]));
            }
            if (column < area.right() - area.width() / 10)
                painter.fillRect(box, halo);
            painter.setPen(label.color);
            painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
            m_rectangles.push_back(box);
        }
    }

    std::vector<Label> m_labels;
    QColor m_ground; ///< behind labels that stand among the lines
    std::vector<QRectF> m_rectangles;
};

/// The point under the pointer.
struct CurveChart::Hit {
    int series = 0;
    const CurvePoint *point = nullptr;
};

CurveChart::CurveChart(QWidget *parent)
    : PlotChart(parent)
    , m_labels(new EndLabels(&plot()))
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
    return m_labels->rectangles();
}

QPointF CurveChart::pixelOf(const CurvePoint &point) const
{
    return {plot().xAxis->coordToPixel(levelCoordinate(point.level)),
            plot().yAxis->coordToPixel(valueCoordinate(point.value))};
}

bool CurveChart::isDrawable(double value) const
{
    return !std::isnan(value) && (m_data.logarithmic ? value > 0 : value >= 0);
}

double CurveChart::levelCoordinate(double level) const
{
    if (m_scale != LevelScale::EqualSteps)
        return level;
    const auto place = std::lower_bound(m_levels.begin(), m_levels.end(), level);
    return static_cast<double>(place - m_levels.begin());
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
    m_levels = m_data.plannedLevels;
    for (const CurveSeries &series : m_data.series)
        for (const CurvePoint &point : series.points)
            if (!series.reference || m_data.plannedLevels.empty())
                m_levels.push_back(point.level);
    std::sort(m_levels.begin(), m_levels.end());
    m_levels.erase(std::unique(m_levels.begin(), m_levels.end()), m_levels.end());
    m_scale = m_data.levelScale;
    if (m_scale == LevelScale::Automatic)
        m_scale = levelsStick(m_levels) ? LevelScale::Logarithmic : LevelScale::Linear;
    if (m_scale == LevelScale::Logarithmic && (m_levels.empty() || m_levels.front() <= 0))
        m_scale = LevelScale::EqualSteps;

    std::vector<double> ticks;
    std::vector<QString> labels;
    for (const double level : m_levels) {
        ticks.push_back(levelCoordinate(level));
        labels.push_back(tickLabel(level, locale()));
    }
    double lower = ticks.empty() ? 0 : ticks.front();
    double upper = ticks.empty() ? 1 : ticks.back();
    // A little room at both sides, so that markers at the ends are whole.
    if (m_scale == LevelScale::Logarithmic) {
        const double factor = lower == upper ? 2 : std::pow(upper / lower, SideRoom);
        lower /= factor;
        upper *= factor;
    } else {
        const double room = lower == upper ? SingleLevelMargin : (upper - lower) * SideRoom;
        lower -= room;
        upper += room;
    }
    plot().xAxis->setScaleType(m_scale == LevelScale::Logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    setTicks(*plot().xAxis, lower, upper, ticks, labels);
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
    for (const CurveSeries &series : m_data.series)
        for (const CurvePoint &point : series.points) {
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
        levels.push_back(levelCoordinate(point.level));
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
        levels.push_back(levelCoordinate(point.level));
        // QCustomPlot leaves a gap at NaN.
        values.push_back(isDrawable(point.value) && !std::isinf(point.value)
                             ? point.value
                             : std::numeric_limits<double>::quiet_NaN());
    }
    QCPGraph *graph = plot().addGraph();
    graph->setPen(series.reference ? QPen(color, chartstyle::ThinWidth, Qt::DashLine)
                                   : QPen(color, chartstyle::LineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    graph->setData(levels, values, true);
}

void CurveChart::addMarkers(const CurveSeries &series, const QColor &color)
{
    QCPGraph *filled = plot().addGraph();
    QCPGraph *hollow = plot().addGraph();
    for (QCPGraph *graph : {filled, hollow}) {
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setScatterStyle(scatterFor(series.marker, color, graph == filled ? color : theme().card));
    }
    for (const CurvePoint &point : series.points) {
        if (!isDrawable(point.value))
            continue;
        QCPGraph *graph = point.quality == PointQuality::Bad || std::isinf(point.value) ? hollow : filled;
        graph->addData(levelCoordinate(point.level), valueCoordinate(point.value));
    }
}

void CurveChart::rebuild()
{
    clearPlot();
    setUpLevels();
    setUpValues();
    for (const CurveSeries &series : m_data.series)
        addBand(series, colorOf(series.color, series.marker));
    std::vector<EndLabels::Label> labels;
    for (const bool reference : {true, false})
        for (const CurveSeries &series : m_data.series) {
            if (series.reference != reference)
                continue;
            const QColor color = colorOf(series.color, series.marker);
            addLine(series, color);
            if (reference)
                continue;
            addMarkers(series, color);
            const auto last = std::find_if(series.points.rbegin(), series.points.rend(),
                                           [this](const CurvePoint &point) { return isDrawable(point.value); });
            if (last != series.points.rend())
                labels.push_back({{levelCoordinate(last->level), valueCoordinate(last->value)}, series.name, color});
        }
    m_labels->setLabels(std::move(labels), theme().card);
    plot().axisRect()->setAutoMargins(QCP::msLeft | QCP::msTop | QCP::msBottom);
    plot().axisRect()->setMargins(QMargins(0, 0, m_labels->width(), 0));
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
                       m_data.series[static_cast<std::size_t>(hit->series)].name + QLatin1Char('\n') + tip, &plot());
}

void CurveChart::activate(const QPointF &position)
{
    if (const auto hit = pointAt(position))
        Q_EMIT pointActivated(hit->series, hit->point->level);
}

} // namespace tokamark::ui
