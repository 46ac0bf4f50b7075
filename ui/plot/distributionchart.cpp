#include "plot/distributionchart.h"

#include "plot/axisticks.h"
#include "plot/chartstyle.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::ui {

namespace {

/// Steps of a drawn curve; more cannot be told apart.
constexpr std::size_t StepLimit = 600;

std::vector<double> sortedPositive(const std::vector<double> &samples)
{
    std::vector<double> sorted;
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(sorted),
                 [](double sample) { return std::isfinite(sample) && sample > 0; });
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

} // namespace

DistributionChart::DistributionChart(QWidget *parent)
    : PlotChart(parent)
{
    setSurroundings({}, {});
}

void DistributionChart::setData(DistributionData data)
{
    if (data == m_data)
        return;
    m_data = std::move(data);
    rebuild();
}

bool DistributionChart::isEmpty() const
{
    return std::all_of(m_data.series.begin(), m_data.series.end(),
                       [](const DistributionSeries &series) { return sortedPositive(series.samples).empty(); });
}

void DistributionChart::rebuild()
{
    clearPlot();
    double lowest = std::numeric_limits<double>::infinity();
    double highest = 0;
    std::vector<LegendEntry> legend;
    for (const DistributionSeries &series : m_data.series) {
        const std::vector<double> sorted = sortedPositive(series.samples);
        if (sorted.empty())
            continue;
        lowest = std::min(lowest, sorted.front());
        highest = std::max(highest, sorted.back());
        const QColor color = colorOf(series.color, series.marker);
        QCPGraph *graph = plot().addGraph();
        graph->setLineStyle(QCPGraph::lsStepLeft);
        graph->setPen(QPen(color, chartstyle::LineWidth - 0.4, chartstyle::lineStyle(series.marker)));
        const double all = static_cast<double>(sorted.size() + series.above);
        const std::size_t stride = std::max<std::size_t>(1, sorted.size() / StepLimit);
        graph->addData(sorted.front(), 0);
        for (std::size_t i = stride - 1; i < sorted.size(); i += stride)
            graph->addData(sorted[i], 100.0 * static_cast<double>(i + 1) / all);
        graph->addData(sorted.back(), 100.0 * static_cast<double>(sorted.size()) / all);
        legend.push_back({series.name, color, series.marker, true});
    }
    if (highest > 0) {
        const AxisTicks axis = logarithmicTicks(lowest, highest * 1.02);
        std::vector<QString> labels;
        for (const double tick : axis.ticks)
            labels.push_back(tickLabel(tick, locale()));
        plot().xAxis->setScaleType(QCPAxis::stLogarithmic);
        setTicks(*plot().xAxis, axis.lower, axis.upper, axis.ticks, labels);
    }
    setTicks(*plot().yAxis, 0, 102, {0, 50, 95},
             {QStringLiteral("0 %"), QStringLiteral("50 %"), QStringLiteral("95 %")});
    setSurroundings(m_data.heading, std::move(legend));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

} // namespace tokamark::ui
