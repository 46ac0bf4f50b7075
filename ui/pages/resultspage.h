#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "models/requestcharts.h"
#include "pages/appcontext.h"
#include "pages/page.h"

#include <memory>
#include <vector>

class QGridLayout;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace tokamark::ui {

class CellTimelineCard;
class Chart;
class ComparisonCard;
class CurveChart;
class DistributionChart;
class EmptyState;
class GroupedBarsChart;
class HistoryPanel;
class NoticeCard;
class RequestBarsChart;
class ResultExport;
class ResultLoader;
class ResultTools;
class StackedBarsChart;

/// The page Results: the history, and one or several of its runs as curves, table, distribution and single requests.
/// Everything is read on background threads. GUI thread; owned by the window.
class ResultsPage final : public Page {
    Q_OBJECT

public:
    explicit ResultsPage(const AppContext &context, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    void onShown() override;
    [[nodiscard]] bool canUndo() const override;
    void undo() override;
    /// Puts a stored run on the page.
    void showRun(RunId run);
    /// Grouped bars instead of curves.
    void showBars(bool bars);
    /// Opens the chosen point by the definitions of other benchmarks.
    void showAsOtherTool();
    /// Opens what independent witnesses say of the chosen point.
    void showSelfChecks();
    [[nodiscard]] std::shared_ptr<const ResultSet> results() const { return m_results; }

Q_SIGNALS:
    /// Another run, or other runs, are on the page. Null: none.
    void resultsShown(const std::shared_ptr<const tokamark::ui::ResultSet> &results);
    /// Everything that belongs to the chosen point is on the page, single requests too.
    void detailsShown();

protected:
    void retranslate() override;

private:
    [[nodiscard]] QWidget *buildHead();
    [[nodiscard]] QWidget *buildContent();
    void connectAll();
    void loadRuns(const std::vector<RunId> &runs);
    void showResults(const std::shared_ptr<const ResultSet> &results);
    void showError(const Error &error);
    void fillEmpty();
    void showWritten(int files, const QString &folder, const QStringList &leftOut);
    void updateCharts();
    void showRequests(const std::vector<SeriesRequests> &requests, const plan::Level &level);
    void updateRequestBars();
    void showCellOverTime();
    void fillExportMenu();
    [[nodiscard]] std::vector<Chart *> charts() const;
    [[nodiscard]] std::vector<Chart *> shownCharts() const;

    AppContext m_context;
    HistoryPanel *m_history;
    ResultLoader *m_loader;
    ResultExport *m_files;
    QStackedWidget *m_stack;
    QWidget *m_head;
    EmptyState *m_empty;
    std::optional<Error> m_unreadable; ///< why there is no history
    ResultTools *m_tools;
    NoticeCard *m_notice;
    NoticeCard *m_copyNotice; ///< shown while the history is a copy of the file
    QLabel *m_title;
    QLabel *m_simulated;
    QLineEdit *m_note;
    QStackedWidget *m_latencyStack;
    QStackedWidget *m_rateStack;
    CurveChart *m_latency;
    CurveChart *m_rate;
    GroupedBarsChart *m_latencyBars;
    GroupedBarsChart *m_rateBars;
    ComparisonCard *m_comparison;
    DistributionChart *m_distribution;
    StackedBarsChart *m_split;
    RequestBarsChart *m_requestBars;
    CellTimelineCard *m_timeline;
    std::shared_ptr<const ResultSet> m_results;
    std::vector<SeriesRequests> m_requests;
};

} // namespace tokamark::ui
