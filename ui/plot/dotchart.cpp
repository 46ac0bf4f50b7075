#include "plot/dotchart.h"

#include "plot/chartstyle.h"
#include "plot/pixelcolumns.h"
#include "plot/timeaxis.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace tokamark::ui {

namespace {

constexpr QSize GridCells{400, 150};
constexpr double DotSize = 3.5;
constexpr int DotAlpha = 160;

} // namespace

DotChart::DotChart(QWidget *parent)
    : PlotChart(parent)
{
    setSurroundings({}, {});
}

void DotChart::setData(TimeData data)
{
    if (data == m_data)
        return;
    m_data = std::move(data);
    rebuild();
}

bool DotChart::isEmpty() const
{
    return std::all_of(m_data.series.begin(), m_data.series.end(),
                       [](const TimeSeries &series) { return series.points.empty(); });
}

void DotChart::rebuild()
{
    clearPlot();
    // Dots come in the order in which requests ended, so the last one need not be the rightmost.
    double end = m_data.totalSeconds > 0 ? m_data.totalSeconds : 0;
    double highest = 0;
    for (const TimeSeries &series : m_data.series)
        for (const QPointF &point : series.points)
            if (std::isfinite(point.y())) {
                end = std::max(end, point.x());
                highest = std::max(highest, point.y());
            }
    setTimeAxis(end > 0 ? end : 1);
    const double top = setCountAxis(highest, 3);
    timeaxis::addRegions(plot(), m_data, theme());
    const QRectF range(0, 0, plot().xAxis->range().upper, top);
    std::vector<LegendEntry> legend;
    for (const TimeSeries &series : m_data.series) {
        QColor color = colorOf(series.color, series.marker);
        if (m_data.series.size() > 1)
            legend.push_back({series.name, color, series.marker, false});
        color.setAlpha(DotAlpha);
        QCPGraph *graph = plot().addGraph();
        graph->setLineStyle(QCPGraph::lsNone);
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, DotSize));
        for (const QPointF &point : thinToGrid(series.points, range, GridCells))
            graph->addData(point.x(), point.y());
    }
    setSurroundings(m_data.heading, std::move(legend));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tokamark::ui
