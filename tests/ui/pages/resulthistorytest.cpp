#include "mainwindow.h"
#include "models/historymodel.h"
#include "pages/historypanel.h"
#include "pages/resultspage.h"
#include "ui/pages/resultspagefixture.h"
#include "virtualrun.h"
#include "widgets/elidedlabel.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace tokamark::ui {
namespace {

class ResultHistoryTest : public ResultsPageTest { };

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

bool says(const QWidget &widget, const QString &text)
{
    const auto labels = widget.findChildren<ElidedLabel *>();
    return std::ranges::any_of(labels, [&text](const QLabel *label) { return label->text().contains(text); });
}

TEST_F(ResultHistoryTest, AsksOnceBeforeARunOfTheHistoryMayRunItsCommand)
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

TEST_F(ResultHistoryTest, GoesOnWithARunWhoseProgramWasEnded)
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

TEST_F(ResultHistoryTest, GoesOnWithASearchThatWasStopped)
{
    ASSERT_TRUE(store().value > 0);
    change(m_fixture.database.path(), "UPDATE run SET state = 2, planned_cells = 0");
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    EXPECT_NE(actionOfHistory(page, QStringLiteral("Go on with this run")), nullptr);
}

TEST_F(ResultHistoryTest, HasNothingToGoOnWithInASearchThatHasEnded)
{
    ASSERT_TRUE(store().value > 0);
    change(m_fixture.database.path(), "UPDATE run SET planned_cells = 0");
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    EXPECT_EQ(actionOfHistory(page, QStringLiteral("Go on with this run")), nullptr);
}

TEST_F(ResultHistoryTest, HasNothingToGoOnWithInARunThatIsWhole)
{
    ASSERT_TRUE(store().value > 0);
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    EXPECT_FALSE(page.canGoOn());
    EXPECT_FALSE(says(page, QStringLiteral("Go On")));
    EXPECT_NE(actionOfHistory(page, QStringLiteral("Rename")), nullptr);
    EXPECT_EQ(actionOfHistory(page, QStringLiteral("Go on with this run")), nullptr);
}

TEST_F(ResultHistoryTest, SaysWhatAStoppedRunHasLeftAndGoesOnFromTheMenuToo)
{
    const RunId run = store();
    breakOff(m_fixture.database.path());
    MainWindow window(m_fixture.context());
    QAction *goOn = nullptr;
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->text() == QStringLiteral("&Go On with This Run"))
            goOn = action;
    }
    ASSERT_NE(goOn, nullptr);
    EXPECT_FALSE(goOn->isEnabled()) << "nothing is on the page yet";
    window.show();
    window.showPage(PageId::Results);
    EXPECT_TRUE(waitFor([&] { return goOn->isEnabled(); }));
    EXPECT_TRUE(says(window, QStringLiteral("3 of 4"))) << "and how to go on";
    goOn->trigger();
    ASSERT_TRUE(waitFor([&] {
        const std::lock_guard lock(m_fixture.starter.mutex);
        return !m_fixture.starter.resumed.empty();
    }));
    EXPECT_EQ(m_fixture.starter.resumed, std::vector{run});
    EXPECT_EQ(window.currentPage(), PageId::Run);
    EXPECT_FALSE(goOn->isEnabled()) << "it goes on";
}

TEST_F(ResultHistoryTest, GoesOnWithARunSomeOfWhoseCellsFailed)
{
    ASSERT_TRUE(store().value > 0);
    change(m_fixture.database.path(), "UPDATE cell SET state = 2 WHERE id = (SELECT max(id) FROM cell)");
    ResultsPage page(m_fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    EXPECT_TRUE(page.canGoOn());
    EXPECT_TRUE(says(page, QStringLiteral("1 failed")));
    EXPECT_NE(actionOfHistory(page, QStringLiteral("Go on with this run")), nullptr);
}

TEST_F(ResultHistoryTest, TheLastRunCanBeTakenBack)
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

TEST_F(ResultHistoryTest, TheRowOfARunFollowsIt)
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

TEST_F(ResultHistoryTest, ANoteThatIsBeingTypedOutlastsTheCellsOfAnotherRun)
{
    const RunId measured = store();
    breakOff(m_fixture.database.path());
    const RunId read = store();
    ResultsPage page(m_fixture.context());
    page.show();
    page.showRun(read);
    ASSERT_TRUE(waitFor([&] { return page.results() && page.results()->runs().front().info.id == read; }));
    const auto shown = page.results();
    QLineEdit *note = nullptr;
    for (auto *field : page.findChildren<QLineEdit *>())
        if (field->accessibleName() == QStringLiteral("Note"))
            note = field;
    ASSERT_NE(note, nullptr);
    note->setFocus();
    note->insert(QStringLiteral("with the new driver"));

    auto *history = page.findChild<QListView *>();
    const auto unfinished = [history] {
        for (int row = 0; row < history->model()->rowCount(); ++row)
            if (history->model()
                    ->index(row, 0)
                    .data(HistoryModel::DetailRole)
                    .toString()
                    .contains(QStringLiteral("3 of 4")))
                return true;
        return false;
    };
    ASSERT_TRUE(waitFor(unfinished));
    change(m_fixture.database.path(), "UPDATE cell SET state = (SELECT max(state) FROM cell WHERE run = 2)");
    m_fixture.runs.start(smallPlan(), {});
    ASSERT_TRUE(waitFor([&] {
        const std::scoped_lock lock(m_fixture.starter.mutex);
        return m_fixture.starter.observer != nullptr;
    }));
    const auto snapshot = std::make_shared<session::RunSnapshot>();
    snapshot->run = measured;
    snapshot->cells.resize(4);
    for (session::CellView &cell : snapshot->cells)
        cell.state = session::CellState::Done;
    m_fixture.starter.observer->snapshotAvailable(snapshot);
    ASSERT_TRUE(waitFor([&] { return !unfinished(); }));
    QCoreApplication::processEvents();
    EXPECT_EQ(note->text(), QStringLiteral("with the new driver"));
    EXPECT_EQ(page.results(), shown) << "it was not read anew";
}

} // namespace
} // namespace tokamark::ui
