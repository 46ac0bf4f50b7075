#pragma once

#include "base/error.h"
#include "bridge/runbridge.h"
#include "pages/appcontext.h"
#include "pages/page.h"

#include <QMainWindow>

class QStackedWidget;

namespace tokamark::ui {

class DatabaseNotice;
class HeaderBar;
class MainMenu;
class PlanFiles;
class PlanPage;
class ReportPage;
class ResultsPage;
class Sidebar;

/// The window: header, sidebar, footer and the five pages. It navigates and passes commands on; what is on a page is
/// the page's affair. GUI thread; owned by the program, which outlives it.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const AppContext &context, QWidget *parent = nullptr);

    void showPage(PageId page);
    [[nodiscard]] PageId currentPage() const;
    [[nodiscard]] Page *page(PageId page) const;

    /// Starts the plan as it stands and shows the run. Faults of the plan are shown on its page instead.
    void runPlan();
    /// Asks once, then lets the current cell drain; while it drains, asks whether to abort.
    void stopRun();
    void openPlan(const QString &path);
    /// Marks the language in the menu; empty: the system's.
    void setLanguage(const QString &language);

Q_SIGNALS:
    /// The language that the person chose; empty: the system's.
    void languageChosen(const QString &language);

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildPages();
    void prepareNextPage();
    void buildFrame();
    void connectMenu();
    void connectRuns();
    void connectPlanFiles();
    void chooseDatabase();
    void updateTitle();
    void updateFooter();
    void countRuns();
    void togglePause();
    /// What a person who stops now gives up.
    [[nodiscard]] static QString unwrittenWarning();
    void retranslate();

    AppContext m_context;
    MainMenu *m_menu;
    HeaderBar *m_header;
    QStackedWidget *m_stack;
    Sidebar *m_sidebar;
    DatabaseNotice *m_notice;
    PlanFiles *m_planFiles;
    PlanPage *m_plan = nullptr;
    ResultsPage *m_results = nullptr;
    ReportPage *m_report = nullptr;
    int m_runCount = -1; ///< -1: not known
    int m_pagesPrepared = 0;
};

} // namespace tokamark::ui
