#include "plot/plotchart.h"

#include "plot/axisticks.h"
#include "plot/chartstyle.h"

#include <qcustomplot.h>

namespace tokamark::ui {

PlotChart::PlotChart(QWidget *parent)
    : Chart(parent)
    , m_plot(new QCustomPlot)
{
    setPlotWidget(m_plot);
    m_plot->setMouseTracking(true);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->plotLayout()->setMargins(QMargins(0, 0, 0, 0));
    m_plot->axisRect()->setMinimumMargins(QMargins(0, 9, 14, 0)); // the outermost labels reach half over the axes
    m_plot->xAxis->setSubTicks(false);
    m_plot->yAxis->setSubTicks(false);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->grid()->setZeroLinePen(Qt::NoPen);
    styleAxes();
}

PlotChart::~PlotChart() = default;

void PlotChart::clearPlot()
{
    m_plot->clearPlottables();
    m_plot->clearItems();
}

void PlotChart::setTicks(QCPAxis &axis, double lower, double upper, const std::vector<double> &ticks,
                         const std::vector<QString> &labels)
{
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (std::size_t i = 0; i < ticks.size() && i < labels.size(); ++i)
        ticker->addTick(ticks[i], labels[i]);
    axis.setTicker(ticker);
    axis.setRange(lower, upper);
}

void PlotChart::setTimeAxis(double end)
{
    const std::vector<double> ticks = timeTicks(0, end, 4);
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : end;
    std::vector<QString> labels;
    for (const double tick : ticks)
        labels.push_back(timeLabel(tick, step, locale()));
    setTicks(*m_plot->xAxis, 0, end, ticks, labels);
}

double PlotChart::setCountAxis(double highest, int wantedTicks)
{
    const AxisTicks axis = linearTicks(0, highest, wantedTicks);
    std::vector<QString> labels;
    for (const double tick : axis.ticks)
        labels.push_back(tickLabel(tick, locale()));
    setTicks(*m_plot->yAxis, axis.lower, axis.upper, axis.ticks, labels);
    return axis.upper;
}

void PlotChart::styleAxes()
{
    const QFont font = chartstyle::font(chartstyle::TextPixels);
    const QPen none(Qt::NoPen);
    const QPen line(theme().line, 1);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
        axis->setTickLabelColor(theme().dim);
        axis->setLabelColor(theme().dim);
        axis->setTickPen(none);
        axis->setSubTickPen(none);
        axis->setTickLength(0);
        axis->setLabelPadding(2);
        axis->setTickLabelPadding(6);
        axis->grid()->setPen(QPen(theme().grid, 1));
    }
    m_plot->xAxis->setBasePen(line);
    m_plot->yAxis->setBasePen(none);
    m_plot->setBackground(QBrush(theme().card));
}

void PlotChart::drawPlot(QCPPainter &painter, const QSize &size)
{
    // The ground under an export is drawn once by whoever makes it.
    m_plot->setBackground(QBrush(Qt::NoBrush));
    m_plot->toPainter(&painter, size.width(), size.height());
    m_plot->setBackground(QBrush(theme().card));
}

void PlotChart::themeChanged()
{
    styleAxes();
    rebuild();
}

} // namespace tokamark::ui
