#include "pages/resultspage.h"

#include "models/comparisonmodel.h"
#include "models/historymodel.h"
#include "pages/comparisoncard.h"
#include "pages/historypanel.h"
#include "pages/resultexport.h"
#include "plan/presets.h"
#include "plot/curvechart.h"
#include "plot/requestbarschart.h"
#include "storage/runrepository.h"
#include "support/ordinaryuser.h"
#include "ui/uifixture.h"
#include "virtualrun.h"
#include "widgets/noticecard.h"
#include "words/errorwords.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTableView>
#include <QTemporaryDir>
#include <QThreadPool>

namespace tokamark::ui {
namespace {

using namespace std::chrono_literals;

/// Two backends, two levels, seconds of virtual load.
plan::Plan smallPlan()
{
    plan::PresetOptions options;
    options.simulated = true;
    options.duration = 6s;
    options.ramp = 1s;
    plan::Plan plan = plan::makePreset("quick-look", options).value();
    plan.name = "small";
    plan.targets.resize(2);
    plan.load.levels = {2, 8};
    plan.repetitions = 1;
    return plan;
}

class ResultsPageTest : public testing::Test {
protected:
    [[nodiscard]] RunId store() { return storeVirtualRun(smallPlan(), m_fixture.database.path()).value(); }

    UiFixture m_fixture;
};

void change(const QString &databasePath, const char *sql)
{
    const QString name = QStringLiteral("change");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(databasePath);
        ASSERT_TRUE(database.open());
        EXPECT_TRUE(QSqlQuery(database).exec(QString::fromLatin1(sql)));
    }
    QSqlDatabase::removeDatabase(name);
}

/// As if the program had been ended while the last cell of the run was measured.
void breakOff(const QString &databasePath)
{
    change(databasePath, "UPDATE run SET state = 0, writer = 'gone'");
    change(databasePath, "UPDATE cell SET state = 0 WHERE id = (SELECT max(id) FROM cell)");
}

QAction *actionOfHistory(ResultsPage &page, const QString &text)
{
    auto *list = page.findChild<HistoryPanel *>()->findChild<QListView *>();
    const QPoint first = list->visualRect(list->model()->index(0, 0)).center();
    Q_EMIT list->customContextMenuRequested(first);
    for (QAction *action : page.findChild<HistoryPanel *>()->findChild<QMenu *>()->actions())
        if (action->text() == text)
            return action;
    return nullptr;
}

TEST_F(ResultsPageTest, AsksOnceBeforeARunOfTheHistoryMayRunItsCommand)
{
    plan::Plan plan = smallPlan();
    plan.beforeRepetition = plan::BeforeRepetition{{"systemctl", "restart", "my server"}};
    const RunId run = storeVirtualRun(plan, m_fixture.database.path()).value();
    breakOff(m_fixture.database.path());
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    const auto resumed = [&] {
        const std::lock_guard lock(m_fixture.starter.mutex);
        return m_fixture.starter.resumed;
    };
    const auto goOn = [&] { actionOfHistory(page, QStringLiteral("Go on with this run"))->trigger(); };
    m_fixture.dialogs.answer = false;
    goOn();
    ASSERT_TRUE(waitFor([&] { return !m_fixture.dialogs.texts.empty(); }));
    EXPECT_TRUE(m_fixture.dialogs.texts.back().contains(QStringLiteral("systemctl restart 'my server'")));
    EXPECT_TRUE(resumed().empty());
    m_fixture.dialogs.answer = true;
    goOn();
    ASSERT_TRUE(waitFor([&] { return !resumed().empty(); }));
    EXPECT_EQ(resumed(), std::vector{run});
    EXPECT_TRUE(m_fixture.starter.options.commandSeen);
    EXPECT_TRUE(m_fixture.consent.mayRun(plan, m_fixture.dialogs, nullptr));
    EXPECT_EQ(m_fixture.dialogs.questions.size(), 2U) << "the yes counts from then on";
}

TEST_F(ResultsPageTest, GoesOnWithARunWhoseProgramWasEnded)
{
    const RunId run = store();
    breakOff(m_fixture.database.path());
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    std::vector<PageId> asked;
    QObject::connect(&page, &Page::pageRequested, [&](PageId id) { asked.push_back(id); });
    QAction *resume = actionOfHistory(page, QStringLiteral("Go on with this run"));
    ASSERT_NE(resume, nullptr);
    resume->trigger();
    ASSERT_TRUE(waitFor([&] {
        const std::lock_guard lock(m_fixture.starter.mutex);
        return !m_fixture.starter.resumed.empty();
    }));
    EXPECT_EQ(m_fixture.starter.resumed, std::vector{run});
    EXPECT_EQ(m_fixture.starter.options.databasePath, m_fixture.database.path());
    EXPECT_EQ(asked, std::vector{PageId::Run});
}

TEST_F(ResultsPageTest, GoesOnWithASearchThatWasStopped)
{
    ASSERT_TRUE(store().value > 0);
    change(m_fixture.database.path(), "UPDATE run SET state = 2, planned_cells = 0");
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    EXPECT_NE(actionOfHistory(page, QStringLiteral("Go on with this run")), nullptr);
}

TEST_F(ResultsPageTest, HasNothingToGoOnWithInASearchThatHasEnded)
{
    ASSERT_TRUE(store().value > 0);
    change(m_fixture.database.path(), "UPDATE run SET planned_cells = 0");
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    EXPECT_EQ(actionOfHistory(page, QStringLiteral("Go on with this run")), nullptr);
}

QAction *actionOf(const QMenu &menu, const QString &submenu, const QString &text)
{
    for (const QAction *entry : menu.actions())
        if (entry->menu() != nullptr && entry->text() == submenu)
            for (QAction *action : entry->menu()->actions())
                if (action->text() == text)
                    return action;
    return nullptr;
}

class ExportTest : public ResultsPageTest {
protected:
    /// Fills the menu as opening it would, chooses an entry, and waits for what the page says about it.
    QString choose(ResultsPage &page, const QString &submenu, const QString &text)
    {
        QMenu menu;
        ResultExport files(m_fixture.context(), &page);
        std::vector<Chart *> charts;
        for (CurveChart *chart : page.findChildren<CurveChart *>())
            charts.push_back(chart);
        files.fillMenu(menu, charts, m_runs);
        QString said;
        QObject::connect(&files, &ResultExport::written,
                         [&](int count, const QString &folder, const QStringList &leftOut) {
                             said = QStringLiteral("%1 in %2").arg(count).arg(folder);
                             m_leftOut = leftOut;
                         });
        QObject::connect(&files, &ResultExport::failed, [&](const Error &error) { said = words::sentence(error); });
        QAction *action = actionOf(menu, submenu, text);
        if (action == nullptr)
            return QStringLiteral("no such entry");
        action->trigger();
        EXPECT_TRUE(waitFor([&] { return !said.isEmpty(); }));
        return said;
    }

    std::vector<RunId> m_runs;
    QStringList m_leftOut;
    QTemporaryDir m_folder;
};

TEST_F(ExportTest, WritesAllChartsAndTheDataBehindThem)
{
    m_runs = {store()};
    ResultsPage page(m_fixture.context());
    page.showRun(m_runs.front());
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->series().empty(); }));
    m_fixture.dialogs.folder = m_folder.path();
    EXPECT_EQ(choose(page, QStringLiteral("All charts"), QStringLiteral("Save as PDF…")),
              QStringLiteral("2 in ") + m_folder.path());
    EXPECT_EQ(QDir(m_folder.path()).entryList({QStringLiteral("run-1-*.pdf")}).size(), 2);
    EXPECT_EQ(choose(page, QStringLiteral("Data"), QStringLiteral("Points and requests as CSV…")),
              QStringLiteral("2 in ") + m_folder.path());
    EXPECT_TRUE(QFile::exists(m_folder.filePath(QStringLiteral("small-requests.csv"))));
    EXPECT_EQ(choose(page, QStringLiteral("Data"), QStringLiteral("A file for each point with the keys of vLLM…")),
              QStringLiteral("4 in ") + m_folder.path());
}

TEST_F(ExportTest, NamesChartsThatHaveNothingToShow)
{
    m_runs = {store()};
    ResultsPage page(m_fixture.context());
    page.showRun(m_runs.front());
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->series().empty(); }));
    CurveData nothing;
    nothing.heading.title = QStringLiteral("Time to first token, p95");
    page.findChildren<CurveChart *>().front()->setData(nothing);
    m_fixture.dialogs.folder = m_folder.path();
    EXPECT_EQ(choose(page, QStringLiteral("All charts"), QStringLiteral("Save as PNG…")),
              QStringLiteral("1 in ") + m_folder.path());
    EXPECT_EQ(m_leftOut, QStringList{QStringLiteral("Time to first token, p95")});
}

TEST_F(ExportTest, KeepsRunsOfOneNameApart)
{
    m_runs = {store(), store()};
    ResultsPage page(m_fixture.context());
    m_fixture.dialogs.folder = m_folder.path();
    EXPECT_EQ(choose(page, QStringLiteral("Data"), QStringLiteral("Whole run as JSON…")),
              QStringLiteral("2 in ") + m_folder.path());
    EXPECT_TRUE(QFile::exists(m_folder.filePath(QStringLiteral("run-1/small.json"))));
    EXPECT_TRUE(QFile::exists(m_folder.filePath(QStringLiteral("run-2/small.json"))));
}

TEST_F(ExportTest, SaysWhereNothingCanBeWritten)
{
    m_runs = {store()};
    ResultsPage page(m_fixture.context());
    QFile blocked(m_folder.filePath(QStringLiteral("file")));
    ASSERT_TRUE(blocked.open(QIODevice::WriteOnly));
    m_fixture.dialogs.folder = m_folder.filePath(QStringLiteral("file"));
    EXPECT_THAT(choose(page, QStringLiteral("Data"), QStringLiteral("Whole run as JSON…")).toStdString(),
                testing::HasSubstr("file"));
}

TEST_F(ResultsPageTest, HasNothingToGoOnWithInARunThatIsWhole)
{
    ASSERT_TRUE(store().value > 0);
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    EXPECT_NE(actionOfHistory(page, QStringLiteral("Rename")), nullptr);
    EXPECT_EQ(actionOfHistory(page, QStringLiteral("Go on with this run")), nullptr);
}

TEST_F(ResultsPageTest, ShowsARunWithItsCurvesAndRequests)
{
    const RunId run = store();
    ResultsPage page(m_fixture.context());
    page.showRun(run);
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->series().empty(); }));
    EXPECT_EQ(page.results()->series().size(), 2U);
    for (const CurveChart *chart : page.findChildren<CurveChart *>())
        EXPECT_FALSE(chart->isEmpty());
    const auto *bars = page.findChild<RequestBarsChart *>();
    EXPECT_TRUE(waitFor([&] { return !bars->isEmpty(); }));
}

TEST_F(ResultsPageTest, LaysTwoRunsOnTheSameAxes)
{
    (void)store();
    (void)store();
    ResultsPage page(m_fixture.context());
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    page.findChild<QAbstractItemView *>()->selectAll();
    EXPECT_TRUE(waitFor([&] { return page.results()->runs().size() == 2; }));
    EXPECT_EQ(page.results()->series().size(), 4U);
}

TEST_F(ResultsPageTest, AnEmptyDatabaseLeadsToThePlan)
{
    ResultsPage page(m_fixture.context());
    std::optional<PageId> asked;
    QObject::connect(&page, &Page::pageRequested, &page, [&](PageId id) { asked = id; });
    page.show();
    auto buttons = page.findChildren<QPushButton *>();
    ASSERT_TRUE(waitFor([&] {
        return std::any_of(buttons.begin(), buttons.end(), [](QPushButton *button) { return button->isVisible(); });
    }));
    for (QPushButton *button : buttons)
        if (button->isVisible())
            button->click();
    EXPECT_EQ(asked, PageId::Plan);
}

TEST_F(ResultsPageTest, TheLastRunCanBeTakenBack)
{
    (void)store();
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    auto *history = page.findChild<QListView *>();
    ASSERT_TRUE(history->isVisible());
    for (QAction *action : history->actions())
        if (action->shortcut() == QKeySequence(QKeySequence::Delete))
            action->trigger();
    ASSERT_TRUE(waitFor([&] { return history->model()->rowCount() == 0; }));
    QPushButton *undo = nullptr;
    for (QPushButton *button : page.findChildren<QPushButton *>())
        if (button->text() == QStringLiteral("Undo"))
            undo = button;
    ASSERT_NE(undo, nullptr);
    EXPECT_TRUE(undo->isVisible());
    undo->click();
    EXPECT_TRUE(waitFor([&] { return history->model()->rowCount() == 1; }));
}

TEST_F(ResultsPageTest, ADatabaseThatCannotBeReadIsNotCalledEmpty)
{
    QFile broken(m_fixture.database.path());
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database");
    broken.close();
    ResultsPage page(m_fixture.context());
    page.show();
    const auto says = [&page](const QString &text) {
        const auto labels = page.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    };
    EXPECT_TRUE(waitFor([&] { return says(QStringLiteral("is not a database")); }));
    EXPECT_FALSE(says(QStringLiteral("No runs yet")));
    bool asked = false;
    QObject::connect(&page, &Page::databaseRequested, &page, [&asked] { asked = true; });
    for (auto *button : page.findChildren<QPushButton *>())
        if (button->isVisible() && button->text().contains(QStringLiteral("another database")))
            button->click();
    EXPECT_TRUE(asked);
    m_fixture.database.setPath(m_fixture.folder.filePath(QStringLiteral("other.sqlite")));
    EXPECT_TRUE(waitFor([&] { return says(QStringLiteral("No runs yet")); })) << "that one is empty";
}

TEST_F(ResultsPageTest, RunsOfAnotherFileDoNotStayWhenItCannotBeRead)
{
    (void)store();
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    const QString other = m_fixture.folder.filePath(QStringLiteral("broken.sqlite"));
    QFile broken(other);
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write("this is no database");
    broken.close();
    m_fixture.database.setPath(other);
    EXPECT_EQ(page.findChild<QListView *>()->model()->rowCount(), 0);
    EXPECT_TRUE(waitFor([&] { return !page.findChild<CurveChart *>()->isVisible(); }));
}

TEST_F(ResultsPageTest, TheRowOfARunFollowsIt)
{
    const RunId run = store();
    breakOff(m_fixture.database.path());
    ResultsPage page(m_fixture.context());
    page.show();
    auto *history = page.findChild<QListView *>();
    const auto cells = [history] { return history->model()->index(0, 0).data(HistoryModel::DetailRole).toString(); };
    ASSERT_TRUE(waitFor([&] { return history->model()->rowCount() == 1; }));
    ASSERT_TRUE(cells().contains(QStringLiteral("3 of 4"))) << cells().toStdString();
    change(m_fixture.database.path(), "UPDATE cell SET state = (SELECT state FROM cell ORDER BY id LIMIT 1)");
    m_fixture.runs.start(smallPlan(), {});
    ASSERT_TRUE(waitFor([&] {
        const std::scoped_lock lock(m_fixture.starter.mutex);
        return m_fixture.starter.observer != nullptr;
    }));
    const auto snapshot = std::make_shared<session::RunSnapshot>();
    snapshot->run = run;
    snapshot->cells.resize(4);
    for (session::CellView &cell : snapshot->cells)
        cell.state = session::CellState::Done;
    m_fixture.starter.observer->snapshotAvailable(snapshot);
    EXPECT_TRUE(waitFor([&] { return !cells().contains(QStringLiteral("3 of 4")); })) << cells().toStdString();
}

TEST_F(ResultsPageTest, FailuresAreSeenWithoutScrolling)
{
    (void)store();
    ResultsPage page(m_fixture.context());
    page.resize(1268, 840); // what the window leaves of 1440 x 900
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    const auto *table = page.findChild<ComparisonCard *>()->findChild<QTableView *>();
    ASSERT_TRUE(waitFor([&] { return table->columnWidth(ComparisonModel::ErrorsColumn) > 0 && table->width() > 600; }));
    const int right = table->columnViewportPosition(ComparisonModel::ErrorsColumn)
        + table->columnWidth(ComparisonModel::ErrorsColumn);
    EXPECT_LE(right, table->viewport()->width() / 2) << "beside what the point is worth";
}

TEST_F(ResultsPageTest, SaysThatACopyIsShown)
{
    const auto copyNotice = [](const ResultsPage &page) {
        const auto notices = page.findChildren<NoticeCard *>();
        const auto found = std::ranges::find(notices, QStringLiteral("This is a copy"), &NoticeCard::title);
        return found == notices.end() ? nullptr : *found;
    };
    const QString path = m_fixture.database.path();
    ASSERT_TRUE(QFile::copy(QStringLiteral(TOKAMARK_TEST_DATA "/schema1.sqlite"), path));
    QFile::setPermissions(path, QFile::Permissions::fromInt(0x4444));
    QFile::setPermissions(m_fixture.folder.path(), QFile::Permissions::fromInt(0x5555));
    // Threads are who they were when they were started.
    QThreadPool::globalInstance()->waitForDone();
    {
        const support::OrdinaryUser user;
        ResultsPage page(m_fixture.context());
        page.show();
        ASSERT_NE(copyNotice(page), nullptr);
        EXPECT_TRUE(waitFor([&] { return copyNotice(page)->isVisible(); }));
        QThreadPool::globalInstance()->waitForDone();
    }
    QFile::setPermissions(m_fixture.folder.path(), QFile::Permissions::fromInt(0x7777));
    QFile::setPermissions(path, QFile::Permissions::fromInt(0x6666));
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    EXPECT_FALSE(copyNotice(page)->isVisible()) << "a file that may be written is brought up to date itself";
}

TEST_F(ResultsPageTest, KeepsANote)
{
    const RunId run = store();
    ResultsPage page(m_fixture.context());
    ASSERT_TRUE(waitFor([&] { return page.results() != nullptr; }));
    QLineEdit *note = nullptr;
    for (QLineEdit *edit : page.findChildren<QLineEdit *>())
        if (edit->accessibleName() == QStringLiteral("Note"))
            note = edit;
    ASSERT_NE(note, nullptr);
    note->setText(QStringLiteral("after the driver update"));
    Q_EMIT note->editingFinished();
    EXPECT_TRUE(waitFor([&] {
        auto repository = storage::RunRepository::open(m_fixture.database.path());
        return repository && (*repository)->load(run)->info.note == QStringLiteral("after the driver update");
    }));
}

TEST_F(ResultsPageTest, ShowsRatesTracesAndSearches)
{
    plan::Plan rates = smallPlan();
    rates.load.kind = plan::LoadKind::Open;
    rates.load.levels = {2.5, 5};
    plan::Plan traced = smallPlan();
    const QString trace = m_fixture.folder.filePath(QStringLiteral("trace.jsonl"));
    QFile file(trace);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    for (int i = 0; i < 40; ++i)
        file.write(QStringLiteral("{\"timestamp\": %1, \"input_length\": 90, \"output_length\": 20}\n")
                       .arg(i * 100)
                       .toLatin1());
    file.close();
    traced.load.kind = plan::LoadKind::Trace;
    traced.load.levels = {1, 2};
    traced.load.trace = trace.toStdString();
    traced.load.ramp = {};
    traced.load.warmup = Duration{};
    traced.load.duration.reset();
    plan::Plan searched = smallPlan();
    searched.load.levels.clear();
    searched.search.emplace().highest = 8;
    searched.search->requirements = {{plan::Slo::Metric::Ttft, 50, 60'000}};
    struct Case {
        plan::Plan plan;
        const char *axis;
        std::size_t bands; ///< of each backend
    };
    const std::vector<Case> cases{{rates, "Requests per second, as asked for", 0},
                                  {traced, "Speed of the trace", 0},
                                  {searched, "Concurrent users", 1}};
    ResultsPage page(m_fixture.context());
    page.show();
    for (const auto &[plan, axis, bands] : cases) {
        ASSERT_TRUE(plan::check(plan).empty()) << axis;
        const auto run = storeVirtualRun(plan, m_fixture.database.path());
        ASSERT_TRUE(run) << axis;
        page.showRun(*run);
        ASSERT_TRUE(waitFor([&] { return page.results() && page.results()->runs().front().info.id == *run; }));
        for (const CurveChart *chart : page.findChildren<CurveChart *>()) {
            EXPECT_EQ(chart->data().levelTitle, QLatin1String(axis));
            EXPECT_FALSE(chart->isEmpty()) << axis;
            EXPECT_EQ(chart->data().bands.size(), bands * plan.targets.size()) << axis;
        }
        for (const ResultSeries &series : page.results()->series())
            for (const ResultPoint &point : series.points)
                EXPECT_GT(point.completed(), 0U) << axis;
    }
}

TEST_F(ResultsPageTest, VirtualRunsAreTheSameEachTime)
{
    const RunId first = store();
    const RunId second = store();
    auto repository = storage::RunRepository::open(m_fixture.database.path());
    ASSERT_TRUE(repository);
    const auto a = (*repository)->load(first).value();
    const auto b = (*repository)->load(second).value();
    ASSERT_EQ(a.cells.size(), 4U);
    for (std::size_t i = 0; i < a.cells.size(); ++i)
        EXPECT_EQ(a.cells[i].figures->ttft, b.cells[i].figures->ttft);
    EXPECT_TRUE(a.info.simulated);
}

} // namespace
} // namespace tokamark::ui
