#include "mainwindow.h"

#include "bridge/background.h"
#include "bridge/database.h"
#include "bridge/runservice.h"
#include "bridge/runstates.h"
#include "dialogs/ceilingdialog.h"
#include "dialogs/commandconsent.h"
#include "dialogs/dialogservice.h"
#include "dialogs/helpdialog.h"
#include "format/tiptext.h"
#include "mainmenu.h"
#include "models/plandocument.h"
#include "pages/backendspage.h"
#include "pages/databasenotice.h"
#include "pages/planfiles.h"
#include "pages/planpage.h"
#include "pages/reportpage.h"
#include "pages/resultspage.h"
#include "pages/runpage.h"
#include "plan/plan.h"
#include "storage/runrepository.h"
#include "widgets/headerbar.h"
#include "widgets/sidebar.h"
#include "widgets/themeprovider.h"

#include <QAction>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <array>

namespace tokamark::ui {

namespace {

/// With a frame and the bars of a desktop, this is what a screen of 1024 x 768 or 1280 x 720 has room for.
constexpr QSize MinimumSize{960, 600};
constexpr QSize DefaultSize{1440, 900};
constexpr int NarrowWidth = 1200; ///< below it the pages need the room more
constexpr int PageCount = 5;

} // namespace

MainWindow::MainWindow(const AppContext &context, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_menu(new MainMenu(menuBar(), this))
    , m_header(new HeaderBar(this))
    , m_stack(new QStackedWidget(this))
    , m_sidebar(new Sidebar(PageCount, this))
    , m_notice(new DatabaseNotice(context.database, this))
    , m_planFiles(new PlanFiles(context, this))
{
    setMinimumSize(MinimumSize);
    resize(DefaultSize);
    buildPages();
    buildFrame();
    connectMenu();
    connectPlanFiles();
    connectRuns();
    connect(&context.plan, &PlanDocument::planChanged, this, &MainWindow::updateTitle);
    connect(&context.plan, &PlanDocument::stateChanged, this, &MainWindow::updateTitle);
    retranslate();
    showPage(PageId::Plan);
    countRuns();
}

void MainWindow::buildPages()
{
    m_plan = new PlanPage(m_context, this);
    m_results = new ResultsPage(m_context, this);
    m_report = new ReportPage(m_context, this);
    const std::array<Page *, PageCount> pages
        = {new BackendsPage(m_context, this), m_plan, new RunPage(m_context, this), m_results, m_report};
    for (Page *page : pages) {
        m_stack->addWidget(page);
        connect(page, &Page::pageRequested, this, &MainWindow::showPage);
        connect(page, &Page::runRequested, this, &MainWindow::runPlan);
        connect(page, &Page::stopRequested, this, &MainWindow::stopRun);
        connect(page, &Page::databaseRequested, this, &MainWindow::chooseDatabase);
        connect(page, &Page::resultsRequested, this, [this](RunId run) {
            m_results->showRun(run);
            showPage(PageId::Results);
        });
    }
    connect(m_results, &ResultsPage::resultsShown, m_report, &ReportPage::showResults);
}

void MainWindow::buildFrame()
{
    auto *central = new QWidget(this);
    auto *rows = new QVBoxLayout(central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_header);
    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_sidebar);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_notice);
    right->addWidget(m_stack, 1);
    body->addLayout(right, 1);
    rows->addLayout(body, 1);
    setCentralWidget(central);
    connect(m_notice, &DatabaseNotice::databaseRequested, this, &MainWindow::chooseDatabase);
    connect(m_sidebar, &Sidebar::chosen, this, [this](int page) { showPage(static_cast<PageId>(page)); });
}

void MainWindow::connectMenu()
{
    connect(m_menu, &MainMenu::pageChosen, this, &MainWindow::showPage);
    connect(m_menu, &MainMenu::languageChosen, this, &MainWindow::languageChosen);
    connect(m_menu, &MainMenu::appearanceChosen, &m_context.theme, &ThemeProvider::setAppearance);
    connect(m_menu->openDatabase, &QAction::triggered, this, &MainWindow::chooseDatabase);
    connect(m_menu->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_menu->run, &QAction::triggered, this, &MainWindow::runPlan);
    connect(m_menu->goOn, &QAction::triggered, m_results, &ResultsPage::goOn);
    connect(m_results, &ResultsPage::canGoOnChanged, this, [this] { m_menu->setCanGoOn(m_results->canGoOn()); });
    connect(m_menu->pause, &QAction::triggered, this, &MainWindow::togglePause);
    connect(m_menu->stop, &QAction::triggered, this, &MainWindow::stopRun);
    connect(m_menu->ceiling, &QAction::triggered, this, [this] {
        auto *dialog = new CeilingDialog({}, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_menu->help, &QAction::triggered, this, [this] {
        auto *dialog = findChild<HelpDialog *>();
        if (dialog == nullptr) {
            dialog = new HelpDialog(m_context.theme.theme(), this);
            connect(&m_context.theme, &ThemeProvider::themeChanged, dialog, &HelpDialog::setTheme);
        }
        dialog->openAt(helpFor(currentPage()));
        dialog->show();
        dialog->raise();
        dialog->activateWindow();
    });
    connect(m_menu->about, &QAction::triggered, this, [this] {
        QMessageBox::about(this, tr("About Tokamark"),
                           tr("<b>Tokamark %1</b><p>Which LLM serving backend, at which load, on your GPU.</p>"
                              "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                               .arg(QCoreApplication::applicationVersion()));
    });
    m_menu->setAppearance(m_context.theme.appearance());
}

void MainWindow::connectPlanFiles()
{
    connect(m_menu->newPlan, &QAction::triggered, m_planFiles, &PlanFiles::startNew);
    connect(m_menu->openPlan, &QAction::triggered, m_planFiles, &PlanFiles::choose);
    connect(m_menu->savePlan, &QAction::triggered, m_planFiles, [this] { m_planFiles->save(false); });
    connect(m_menu->savePlanAs, &QAction::triggered, m_planFiles, [this] { m_planFiles->save(true); });
    connect(m_plan, &PlanPage::openRequested, m_planFiles, &PlanFiles::choose);
    connect(m_plan, &PlanPage::saveRequested, m_planFiles, [this] { m_planFiles->save(true); });
    connect(m_planFiles, &PlanFiles::planChosen, this, [this] { showPage(PageId::Plan); });
    connect(m_planFiles, &PlanFiles::ended, m_plan, &PlanPage::showFileError);
}

void MainWindow::connectRuns()
{
    connect(&m_context.runs, &RunService::snapshotChanged, this, [this](const SnapshotPointer &snapshot) {
        m_header->setSnapshot(snapshot);
        m_menu->setRunState(m_context.runs.isActive(), snapshot && isPausing(*snapshot));
    });
    connect(&m_context.runs, &RunService::activeChanged, this, [this](bool active) {
        m_menu->setRunState(active, false);
        if (!active)
            m_header->setSnapshot(nullptr);
    });
    connect(&m_context.runs, &RunService::ended, &m_context.database, &Database::announceHistoryChange);
    connect(&m_context.runs, &RunService::ended, this, [this](const SnapshotPointer &snapshot) {
        // Whoever has watched it goes on to its results; whoever looks at others keeps them.
        const bool isHere = snapshot && QString::fromStdString(snapshot->databasePath) == m_context.database.path();
        if (isHere && !snapshot->storageError && currentPage() == PageId::Run)
            m_results->showRun(snapshot->run);
    });
    connect(&m_context.database, &Database::historyChanged, this, &MainWindow::countRuns);
}

void MainWindow::showPage(PageId id)
{
    const int index = static_cast<int>(id);
    m_stack->setCurrentIndex(index);
    m_sidebar->setCurrent(index);
    m_menu->followPage(page(id));
    page(id)->onShown();
}

PageId MainWindow::currentPage() const
{
    return static_cast<PageId>(m_stack->currentIndex());
}

Page *MainWindow::page(PageId id) const
{
    return qobject_cast<Page *>(m_stack->widget(static_cast<int>(id)));
}

void MainWindow::runPlan()
{
    if (m_context.runs.isActive()) {
        showPage(PageId::Run);
        return;
    }
    const plan::Plan &plan = m_context.plan.plan();
    if (!plan::check(plan).empty() || m_plan->showsFault()) {
        showPage(PageId::Plan);
        static_cast<void>(m_plan->showsFault()); // showing the page has moved the focus
        return;
    }
    if (!m_context.consent.mayRun(plan, m_context.dialogs, this))
        return;
    session::RunOptions options;
    options.databasePath = m_context.database.path();
    m_context.runs.start(plan, options);
    showPage(PageId::Run);
}

void MainWindow::stopRun()
{
    if (!m_context.runs.isActive())
        return;
    const SnapshotPointer &snapshot = m_context.runs.snapshot();
    const bool stopping = snapshot && snapshot->state == session::RunState::Stopping;
    bool sure = false;
    if (snapshot && waitsForStorage(*snapshot))
        sure = m_context.dialogs.confirm(this, tr("Stop without writing?"), unwrittenWarning(), tr("Stop and Lose It"));
    else if (stopping)
        sure = m_context.dialogs.confirm(this, tr("Stop at once?"),
                                         tr("Requests in flight are cut off. What is finished is kept."),
                                         tr("Stop at Once"));
    else
        sure = m_context.dialogs.confirm(
            this, tr("Stop the run?"),
            tr("Requests in flight may end, then the run stops. Finished cells are kept, and "
               "the run can go on later at the first unfinished one."),
            tr("Stop"));
    if (sure)
        m_context.runs.stop();
}

QString MainWindow::unwrittenWarning()
{
    return tr("What could not be written to the database is lost then. Go on in another file to keep it.");
}

void MainWindow::togglePause()
{
    const SnapshotPointer &snapshot = m_context.runs.snapshot();
    if (snapshot && isPausing(*snapshot))
        m_context.runs.resumeAfterPause();
    else
        m_context.runs.pause();
}

void MainWindow::openPlan(const QString &path)
{
    m_planFiles->open(path);
}

void MainWindow::setLanguage(const QString &language)
{
    m_menu->setLanguage(language);
}

void MainWindow::chooseDatabase()
{
    // The menu has it greyed; notices of pages offer it at any time.
    if (m_context.runs.isActive())
        return showPage(PageId::Run);
    const QString path
        = m_context.dialogs.openFile(this, tr("Open Database"), QFileInfo(m_context.database.path()).path(),
                                     tr("Databases (*.sqlite *.db);;All files (*)"));
    if (path.isEmpty())
        return;
    m_notice->hide();
    m_context.database.open(path);
}

void MainWindow::updateTitle()
{
    const QString name = QString::fromStdString(m_context.plan.plan().name);
    m_header->setPlanName(name, m_context.plan.isModified());
    setWindowTitle(tr("%1 – Tokamark", "window title, with the plan's name").arg(name));
}

void MainWindow::updateFooter()
{
    const QString version = QStringLiteral("Tokamark %1").arg(QCoreApplication::applicationVersion());
    const QString store = m_runCount < 0 ? QStringLiteral("SQLite") : tr("SQLite · %n run(s)", nullptr, m_runCount);
    m_sidebar->setFoot(version + QLatin1Char('\n') + store, format::tip(m_context.database.path()));
}

void MainWindow::countRuns()
{
    inBackground(
        this,
        [path = m_context.database.path()] {
            // Reading must not make a database that is not there yet.
            if (!QFileInfo::exists(path))
                return 0;
            auto repository = storage::RunRepository::open(path);
            const auto runs = repository ? (*repository)->list() : tl::unexpected(repository.error());
            return runs ? static_cast<int>(runs->size()) : -1;
        },
        [this](int count) {
            m_runCount = count;
            updateFooter();
        });
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool running = m_context.runs.isActive();
    const SnapshotPointer &snapshot = m_context.runs.snapshot();
    const bool unwritten = running && snapshot && waitsForStorage(*snapshot);
    const bool sure = !running
        || m_context.dialogs.confirm(
            this, tr("Stop the run and quit?"),
            unwritten ? unwrittenWarning() : tr("Finished cells are kept, and the run can go on later."), tr("Quit"));
    event->setAccepted(sure && m_planFiles->mayDrop());
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_pagesPrepared == 0)
        QTimer::singleShot(0, this, &MainWindow::prepareNextPage);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_sidebar->setNarrow(width() < NarrowWidth);
}

/// Dresses and lays out a page before anybody asks for it, one in each turn of the event loop: done at the first click
/// on it, that would be felt.
void MainWindow::prepareNextPage()
{
    QWidget *next = m_stack->widget(m_pagesPrepared++);
    if (next == nullptr)
        return;
    if (!next->isVisible()) {
        next->resize(m_stack->size());
        next->grab();
    }
    QTimer::singleShot(0, this, &MainWindow::prepareNextPage);
}

void MainWindow::retranslate()
{
    m_menu->retranslate();
    QStringList titles;
    for (int i = 0; i < PageCount; ++i)
        titles.append(page(static_cast<PageId>(i))->title());
    m_sidebar->setTitles(titles);
    updateTitle();
    updateFooter();
}

} // namespace tokamark::ui
