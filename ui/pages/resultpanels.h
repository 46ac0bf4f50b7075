#pragma once

#include "base/error.h"
#include "models/requestcharts.h"
#include "models/resultcharts.h"
#include "pages/appcontext.h"
#include "widgets/theme.h"

#include <QScrollArea>

#include <memory>
#include <vector>

class QStackedWidget;

namespace tokamark::ui {

class CellTimelineCard;
class Chart;
class ComparisonCard;
class CurveChart;
class DistributionChart;
class GroupedBarsChart;
class RequestBarsChart;
class StackedBarsChart;

/// Everything about the chosen runs below each other: curves or bars, the table of differences, distribution and single
/// requests of a level, and the chosen cell over time. GUI thread; owned by the page Results.
class ResultPanels final : public QScrollArea {
    Q_OBJECT

public:
    explicit ResultPanels(const AppContext &context, QWidget *parent = nullptr);

    /// `sameRuns`: they were read anew, and single requests stay until they are too.
    void setResults(const std::shared_ptr<const ResultSet> &results, const ResultChoice &choice, bool sameRuns);
    void setChoice(const ResultChoice &choice);
    /// Grouped bars instead of curves.
    void showBars(bool bars);
    void showRequests(const std::vector<SeriesRequests> &requests, const plan::Level &level);
    [[nodiscard]] ComparisonCard &comparison() const { return *m_comparison; }
    /// Those that a person sees, or sees by scrolling.
    [[nodiscard]] std::vector<Chart *> shownCharts() const;
    void retranslate();

Q_SIGNALS:
    void failed(const tokamark::Error &error);

private:
    void build(QWidget &scrolled);
    void connectAll();
    void setTheme(const Theme &theme);
    void updateRequestBars();
    void showCellOverTime();
    void choosePoint(int series, double level);
    [[nodiscard]] std::vector<Chart *> charts() const;

    QStackedWidget *m_latencyStack;
    QStackedWidget *m_rateStack;
    CurveChart *m_latency;
    CurveChart *m_rate;
    GroupedBarsChart *m_latencyBars;
    GroupedBarsChart *m_rateBars;
    ComparisonCard *m_comparison;
    DistributionChart *m_distribution;
    RequestBarsChart *m_requestBars;
    StackedBarsChart *m_split;
    CellTimelineCard *m_timeline;
    std::shared_ptr<const ResultSet> m_results;
    std::vector<SeriesRequests> m_requests;
};

} // namespace tokamark::ui
