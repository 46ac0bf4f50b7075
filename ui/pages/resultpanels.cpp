#include "pages/resultpanels.h"

#include "models/splitbars.h"
#include "pages/celltimelinecard.h"
#include "pages/comparisoncard.h"
#include "plot/curvechart.h"
#include "plot/distributionchart.h"
#include "plot/groupedbarschart.h"
#include "plot/requestbarschart.h"
#include "plot/stackedbarschart.h"
#include "widgets/themeprovider.h"
#include "widgets/wheelguard.h"

#include <QGridLayout>
#include <QStackedWidget>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int UpperChartHeight = 226;
constexpr int LowerChartHeight = 176;

} // namespace

ResultPanels::ResultPanels(const AppContext &context, QWidget *parent)
    : QScrollArea(parent)
    , m_latencyStack(new QStackedWidget)
    , m_rateStack(new QStackedWidget)
    , m_latency(new CurveChart(m_latencyStack))
    , m_rate(new CurveChart(m_rateStack))
    , m_latencyBars(new GroupedBarsChart(m_latencyStack))
    , m_rateBars(new GroupedBarsChart(m_rateStack))
    , m_comparison(new ComparisonCard(context.theme))
    , m_distribution(new DistributionChart)
    , m_requestBars(new RequestBarsChart)
    , m_split(new StackedBarsChart)
    , m_timeline(new CellTimelineCard(context.database))
{
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *scrolled = new QWidget(this);
    scrolled->setProperty("role", QStringLiteral("scrolled"));
    setWidget(scrolled);
    build(*scrolled);
    // The choices above and below the charts lie in the way of the wheel.
    (new WheelGuard(this))->watch(*scrolled);
    connectAll();
    setTheme(context.theme.theme());
    connect(&context.theme, &ThemeProvider::themeChanged, this, &ResultPanels::setTheme);
}

void ResultPanels::build(QWidget &scrolled)
{
    m_latencyStack->addWidget(m_latency);
    m_latencyStack->addWidget(m_latencyBars);
    m_rateStack->addWidget(m_rate);
    m_rateStack->addWidget(m_rateBars);
    for (QStackedWidget *stack : {m_latencyStack, m_rateStack})
        stack->setMinimumHeight(UpperChartHeight);
    for (Chart *chart :
         {static_cast<Chart *>(m_distribution), static_cast<Chart *>(m_requestBars), static_cast<Chart *>(m_split)})
        chart->setMinimumHeight(LowerChartHeight);
    auto *grid = new QGridLayout(&scrolled);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing::Medium);
    grid->addWidget(m_latencyStack, 0, 0);
    grid->addWidget(m_rateStack, 0, 1);
    grid->addWidget(m_comparison, 1, 0, 1, 2);
    grid->addWidget(m_distribution, 2, 0);
    grid->addWidget(m_requestBars, 2, 1);
    grid->addWidget(m_split, 3, 0, 1, 2);
    grid->addWidget(m_timeline, 4, 0, 1, 2);
    grid->setRowStretch(0, 3);
    grid->setRowStretch(2, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
}

void ResultPanels::connectAll()
{
    for (const auto changed : {&ComparisonCard::levelChanged, &ComparisonCard::seriesChanged})
        connect(m_comparison, changed, this, &ResultPanels::showCellOverTime);
    connect(m_comparison, &ComparisonCard::seriesChanged, this, &ResultPanels::updateRequestBars);
    connect(m_timeline, &CellTimelineCard::failed, this, &ResultPanels::failed);
    for (CurveChart *chart : {m_latency, m_rate})
        connect(chart, &CurveChart::pointActivated, this, &ResultPanels::choosePoint);
    for (Chart *chart : charts())
        connect(chart, &Chart::saveFailed, this, &ResultPanels::failed);
}

void ResultPanels::setTheme(const Theme &theme)
{
    for (Chart *chart : charts())
        chart->setTheme(theme);
}

std::vector<Chart *> ResultPanels::charts() const
{
    return {m_latency, m_latencyBars, m_rate, m_rateBars, m_distribution, m_requestBars, m_split, m_timeline->chart()};
}

std::vector<Chart *> ResultPanels::shownCharts() const
{
    const bool bars = m_latencyStack->currentWidget() == m_latencyBars;
    std::vector<Chart *> shown{bars ? static_cast<Chart *>(m_latencyBars) : m_latency,
                               bars ? static_cast<Chart *>(m_rateBars) : m_rate, m_distribution, m_requestBars};
    if (!m_split->isEmpty())
        shown.push_back(m_split);
    shown.push_back(m_timeline->chart());
    return shown;
}

void ResultPanels::setResults(const std::shared_ptr<const ResultSet> &results, const ResultChoice &choice,
                              bool sameRuns)
{
    m_results = results;
    if (!sameRuns)
        m_requests.clear();
    m_comparison->setResults(m_results, choice.statistic, sameRuns);
    setChoice(choice);
    showCellOverTime();
}

void ResultPanels::setChoice(const ResultChoice &choice)
{
    if (!m_results)
        return;
    m_latency->setData(resultcharts::latencyCurves(*m_results, choice));
    m_rate->setData(resultcharts::rateCurves(*m_results, choice));
    m_latencyBars->setData(resultcharts::latencyBars(*m_results, choice));
    m_rateBars->setData(resultcharts::rateBars(*m_results));
    m_split->setData(splitBars(*m_results));
    m_split->setVisible(!m_split->isEmpty());
    const ChartProvenance provenance = resultcharts::provenance(*m_results);
    for (Chart *chart : charts())
        chart->setProvenance(provenance);
    m_comparison->setStatistic(choice.statistic);
}

void ResultPanels::showBars(bool bars)
{
    for (QStackedWidget *stack : {m_latencyStack, m_rateStack})
        stack->setCurrentIndex(bars ? 1 : 0);
}

void ResultPanels::showRequests(const std::vector<SeriesRequests> &requests, const plan::Level &level)
{
    m_requests = requests;
    m_distribution->setData(requestcharts::distribution(*m_results, m_requests, level));
    updateRequestBars();
}

void ResultPanels::updateRequestBars()
{
    if (!m_results)
        return;
    const auto series = m_comparison->series();
    if (!series) {
        RequestBarsData nothing;
        nothing.heading.title = tr("Single requests");
        nothing.heading.emptyText = tr("A chosen point is shown here request by request.");
        return m_requestBars->setData(std::move(nothing));
    }
    const auto found = std::ranges::find(m_requests, *series, &SeriesRequests::series);
    if (found != m_requests.end())
        m_requestBars->setData(requestcharts::requestBars(*m_results, *found, m_comparison->level()));
}

void ResultPanels::showCellOverTime()
{
    if (const auto series = m_comparison->series(); m_results && series)
        m_timeline->showPoint(m_results, *series, m_comparison->level());
    else
        m_timeline->clear();
}

void ResultPanels::choosePoint(int series, double level)
{
    const auto place = static_cast<std::size_t>(series);
    // Runs of another kind may lie on the axis, so the number alone does not say which level it is.
    const auto &points = m_results->series().at(place).points;
    const auto point = std::ranges::find(points, level, [](const ResultPoint &one) { return one.level.value; });
    if (point != points.end())
        m_comparison->choosePoint(place, point->level);
}

void ResultPanels::retranslate()
{
    m_comparison->retranslate();
    m_timeline->retranslate();
}

} // namespace tokamark::ui
