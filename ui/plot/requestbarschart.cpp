#include "plot/requestbarschart.h"

#include "plot/axisticks.h"
#include "plot/chartstyle.h"

#include <QKeyEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace tokamark::ui {

namespace {

constexpr double BarShare = 0.62; ///< of the height of a row
constexpr double SmallestBar = 0.6; ///< in pixels
constexpr double ZoomStep = 0.8; ///< of the time shown, with a press of a key
constexpr double MoveShare = 0.1; ///< likewise
constexpr int WaitPlace = 6;
constexpr int DecodePlace = 0;

} // namespace

/// Draws the bars that are in sight. A layerable, for no plottable of the library has two colours in one bar.
class RequestBarsChart::Bars final : public QCPLayerable {
public:
    explicit Bars(QCustomPlot *plot)
        : QCPLayerable(plot, QStringLiteral("main"))
    {
    }

    std::vector<RequestBar> bars;
    QColor wait;
    QColor decode;
    QColor failed;

protected:
    [[nodiscard]] QRect clipRect() const override { return mParentPlot->axisRect()->rect(); }
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override { painter->setAntialiasing(true); }

    void draw(QCPPainter *painter) override
    {
        const QCPRange shown = mParentPlot->xAxis->range();
        painter->setPen(Qt::NoPen);
        for (const RequestBar &bar : bars) {
            if (bar.end < shown.lower || bar.sent > shown.upper)
                continue;
            const bool answered = std::isfinite(bar.firstToken) && !bar.failed;
            const double middle = answered ? std::clamp(bar.firstToken, bar.sent, bar.end) : bar.end;
            drawPart(*painter, bar.row, bar.sent, middle, bar.failed ? failed : wait);
            if (answered)
                drawPart(*painter, bar.row, middle, bar.end, decode);
        }
    }

private:
    void drawPart(QCPPainter &painter, std::uint32_t row, double from, double to, const QColor &color) const
    {
        const double left = mParentPlot->xAxis->coordToPixel(from);
        const double right = mParentPlot->xAxis->coordToPixel(to);
        const double top = mParentPlot->yAxis->coordToPixel(static_cast<double>(row) + 0.5 - BarShare / 2);
        const double bottom = mParentPlot->yAxis->coordToPixel(static_cast<double>(row) + 0.5 + BarShare / 2);
        painter.setBrush(color);
        painter.drawRect(QRectF(left, top, std::max(right - left, SmallestBar), std::max(bottom - top, SmallestBar)));
    }
};

RequestBarsChart::RequestBarsChart(QWidget *parent)
    : PlotChart(parent)
    , m_bars(new Bars(&plot()))
{
    plot().setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setZoomedByWheel(true);
    plot().axisRect()->setRangeDrag(Qt::Horizontal);
    plot().axisRect()->setRangeZoom(Qt::Horizontal);
    plot().yAxis->setRangeReversed(true);
    plot().yAxis->grid()->setVisible(false);
    connect(&plot(), &QCustomPlot::mouseDoubleClick, this, &RequestBarsChart::showBeginning);
    connect(plot().xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, [this] { labelTime(); });
    setSurroundings({}, {});
}

void RequestBarsChart::setData(RequestBarsData data)
{
    if (data == m_data)
        return;
    m_data = std::move(data);
    plot().setToolTip(m_data.handling);
    showBeginning();
    rebuild();
}

void RequestBarsChart::showBeginning()
{
    plot().xAxis->setRange(m_data.fromSecond, std::max(m_data.toSecond, m_data.fromSecond + 1e-3));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void RequestBarsChart::keyPressEvent(QKeyEvent *event)
{
    QCPAxis &time = *plot().xAxis;
    switch (event->key()) {
    case Qt::Key_Home: return showBeginning();
    case Qt::Key_Plus:
    case Qt::Key_Equal: time.scaleRange(ZoomStep, time.range().center()); break;
    case Qt::Key_Minus: time.scaleRange(1 / ZoomStep, time.range().center()); break;
    case Qt::Key_Left: time.moveRange(-time.range().size() * MoveShare); break;
    case Qt::Key_Right: time.moveRange(time.range().size() * MoveShare); break;
    default: return PlotChart::keyPressEvent(event);
    }
    plot().replot(QCustomPlot::rpQueuedReplot);
}

bool RequestBarsChart::isEmpty() const
{
    return m_data.bars.empty();
}

void RequestBarsChart::labelTime()
{
    const QCPRange shown = plot().xAxis->range();
    const std::vector<double> ticks = timeTicks(shown.lower, shown.upper, 4);
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : shown.size();
    std::vector<QString> labels;
    for (const double tick : ticks)
        labels.push_back(timeLabel(tick, step, locale()));
    setTicks(*plot().xAxis, shown.lower, shown.upper, ticks, labels);
}

void RequestBarsChart::rebuild()
{
    clearPlot();
    std::uint32_t rows = 1;
    bool anyFailed = false;
    for (const RequestBar &bar : m_data.bars) {
        rows = std::max(rows, bar.row + 1);
        anyFailed = anyFailed || bar.failed;
    }
    m_bars->bars = m_data.bars;
    m_bars->wait = theme().seriesColor(WaitPlace);
    m_bars->decode = theme().seriesColor(DecodePlace);
    m_bars->failed = theme().bad;
    setTicks(*plot().yAxis, 0, rows, {}, {});
    labelTime();
    std::vector<LegendEntry> legend{{m_data.waitName, m_bars->wait, WaitPlace, false},
                                    {m_data.decodeName, m_bars->decode, DecodePlace, false}};
    if (anyFailed)
        legend.push_back({m_data.failedName, m_bars->failed, 0, false});
    setSurroundings(m_data.heading, std::move(legend));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tokamark::ui
