#include "plot/timechart.h"

#include "plot/axisticks.h"
#include "plot/chartstyle.h"
#include "plot/pixelcolumns.h"
#include "plot/timeaxis.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace tokamark::ui {

TimeChart::TimeChart(QWidget *parent)
    : PlotChart(parent)
{
    setSurroundings({}, {});
}

void TimeChart::setData(TimeData data)
{
    if (data == m_data)
        return;
    m_data = std::move(data);
    rebuild();
}

bool TimeChart::isEmpty() const
{
    return std::all_of(m_data.series.begin(), m_data.series.end(),
                       [](const TimeSeries &series) { return series.points.empty(); });
}

void TimeChart::rebuild()
{
    clearPlot();
    const double end = timeaxis::end(m_data);
    setTimeAxis(end);
    timeaxis::addRegions(plot(), m_data, theme());
    double highest = 0;
    std::vector<LegendEntry> legend;
    for (const TimeSeries &series : m_data.series) {
        const QColor color = colorOf(series.color, series.marker);
        QCPGraph *graph = plot().addGraph();
        graph->setPen(QPen(color, chartstyle::LineWidth - 0.5, chartstyle::lineStyle(series.marker)));
        for (const QPointF &point : reduceToColumns(series.points, 0, end, timeaxis::Columns)) {
            graph->addData(point.x(), point.y());
            if (std::isfinite(point.y()))
                highest = std::max(highest, point.y());
        }
        if (!series.name.isEmpty())
            legend.push_back({series.name, color, series.marker, true});
    }
    setCountAxis(highest, 3);
    setSurroundings(m_data.heading, std::move(legend));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tokamark::ui
