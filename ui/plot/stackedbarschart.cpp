#include "plot/stackedbarschart.h"

#include "plot/axisticks.h"

#include <qcustomplot.h>

#include <algorithm>

namespace tokamark::ui {
namespace {

constexpr double BarWidth = 0.6;

/// Where the bar of a category ends below and above the axis.
std::pair<double, double> extentOf(const StackedBarsData &data, std::size_t category)
{
    double lower = 0;
    double upper = 0;
    for (const StackedPart &part : data.parts) {
        const double value = category < part.values.size() ? part.values[category] : 0;
        (value < 0 ? lower : upper) += value;
    }
    return {lower, upper};
}

} // namespace

StackedBarsChart::StackedBarsChart(QWidget *parent)
    : PlotChart(parent)
{
    setSurroundings({}, {});
}

void StackedBarsChart::setData(StackedBarsData data)
{
    if (data == m_data)
        return;
    m_data = std::move(data);
    rebuild();
}

bool StackedBarsChart::isEmpty() const
{
    return m_data.categories.empty() || m_data.parts.empty();
}

void StackedBarsChart::rebuild()
{
    clearPlot();
    std::vector<LegendEntry> legend;
    QCPBars *below = nullptr;
    for (const StackedPart &part : m_data.parts) {
        const QColor color = colorOf({}, part.marker);
        auto *bars = new QCPBars(plot().xAxis, plot().yAxis); // the plot takes it
        bars->setWidth(BarWidth);
        bars->setPen(Qt::NoPen);
        bars->setBrush(color);
        for (std::size_t i = 0; i < std::min(part.values.size(), m_data.categories.size()); ++i)
            bars->addData(static_cast<double>(i), part.values[i]);
        if (below)
            bars->moveAbove(below);
        below = bars;
        legend.push_back({part.name, color, part.marker, false});
    }
    setAxes();
    setSurroundings(m_data.heading, std::move(legend));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void StackedBarsChart::setAxes()
{
    double lowest = 0;
    double highest = 0;
    std::vector<double> places;
    for (std::size_t i = 0; i < m_data.categories.size(); ++i) {
        const auto [lower, upper] = extentOf(m_data, i);
        lowest = std::min(lowest, lower);
        highest = std::max(highest, upper);
        places.push_back(static_cast<double>(i));
    }
    const AxisTicks axis = linearTicks(lowest, highest > lowest ? highest : lowest + 1, 4);
    std::vector<QString> labels;
    for (const double tick : axis.ticks)
        labels.push_back(tickLabel(tick, locale()));
    setTicks(*plot().yAxis, axis.lower, axis.upper, axis.ticks, labels);
    setTicks(*plot().xAxis, -0.5, static_cast<double>(m_data.categories.size()) - 0.5, places, m_data.categories);
    plot().xAxis->setLabel(m_data.categoryTitle);
}

} // namespace tokamark::ui
