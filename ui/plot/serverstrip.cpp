#include "plot/serverstrip.h"

#include "plot/timechart.h"

#include <QHBoxLayout>

#include <algorithm>

namespace tokamark::ui {
namespace {

/// Enough for a few ticks below the title.
constexpr int StripHeight = 132;

bool hasPoints(const TimeData &data)
{
    return std::ranges::any_of(data.series, [](const TimeSeries &series) { return !series.points.empty(); });
}

} // namespace

ServerStrip::ServerStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto *columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(spacing::Medium);
    setFixedHeight(StripHeight);
    hide();
}

void ServerStrip::setCharts(std::vector<TimeData> charts)
{
    std::erase_if(charts, [](const TimeData &chart) { return !hasPoints(chart); });
    while (m_charts.size() < charts.size()) {
        auto *chart = new TimeChart(this);
        chart->setTheme(m_theme);
        static_cast<QHBoxLayout *>(layout())->addWidget(chart, 1);
        m_charts.push_back(chart);
    }
    for (std::size_t i = 0; i < m_charts.size(); ++i) {
        m_charts[i]->setVisible(i < charts.size());
        if (i < charts.size())
            m_charts[i]->setData(std::move(charts[i]));
    }
    setVisible(!charts.empty());
}

void ServerStrip::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (TimeChart *chart : m_charts)
        chart->setTheme(theme);
}

std::vector<const TimeChart *> ServerStrip::charts() const
{
    std::vector<const TimeChart *> shown;
    for (const TimeChart *chart : m_charts) {
        if (!chart->isHidden())
            shown.push_back(chart);
    }
    return shown;
}

} // namespace tokamark::ui
