#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "models/resultset.h"
#include "pages/appcontext.h"
#include "pages/page.h"

#include <memory>
#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QStackedWidget;

namespace tokamark::ui {

class ElidedLabel;
class EmptyState;
class HistoryPanel;
class NoticeCard;
class ResultExport;
class ResultLoader;
class ResultPanels;
class ResultTools;

/// The page Results: the history, and one or several of its runs as curves, table, distribution and single requests.
/// Everything is read on background threads. GUI thread; owned by the window.
class ResultsPage final : public Page {
    Q_OBJECT

public:
    explicit ResultsPage(const AppContext &context, QWidget *parent = nullptr);
    ~ResultsPage() override;

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
    /// Whether the run on the page has something left to measure.
    [[nodiscard]] bool canGoOn() const { return unfinished() != nullptr; }
    /// Measures what it has left.
    void goOn();
    [[nodiscard]] std::shared_ptr<const ResultSet> results() const { return m_results; }

Q_SIGNALS:
    /// Another run, or other runs, are on the page. Null: none.
    void resultsShown(const std::shared_ptr<const tokamark::ui::ResultSet> &results);
    void canGoOnChanged();
    /// Everything that belongs to the chosen point is on the page, single requests too.
    void detailsShown();

protected:
    void retranslate() override;

private:
    [[nodiscard]] QWidget *buildHead();
    void connectAll();
    void loadRuns(const std::vector<RunId> &runs);
    void showResults(const std::shared_ptr<const ResultSet> &results);
    void showError(const Error &error);
    void fillEmpty();
    /// The one run on the page, if it has something left to measure; else null.
    [[nodiscard]] const storage::RunInfo *unfinished() const;
    void showMissing();
    void showWritten(int files, const QString &folder, const QStringList &leftOut);
    void fillExportMenu();

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
    ElidedLabel *m_missing; ///< what the run has left to measure
    QLineEdit *m_note;
    ResultPanels *m_panels;
    std::shared_ptr<const ResultSet> m_results;
};

} // namespace tokamark::ui
