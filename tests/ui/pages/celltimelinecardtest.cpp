#include "pages/celltimelinecard.h"

#include "core/metrics/records.h"
#include "pages/resultspage.h"
#include "plan/presets.h"
#include "plot/requestbarschart.h"
#include "plot/timelinechart.h"
#include "storage/runrepository.h"
#include "ui/madeuprun.h"
#include "ui/uifixture.h"
#include "virtualrun.h"
#include "widgets/numberbox.h"
#include "widgets/windowfigures.h"
#include "words/translation.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QThreadPool>
#include <QTranslator>

namespace tokamark::ui {
namespace {

using namespace std::chrono_literals;

/// A stored run of one backend with two levels, on the page Results.
class CellTimelineCardTest : public testing::Test {
protected:
    CellTimelineCardTest()
    {
        plan::PresetOptions options;
        options.simulated = true;
        options.duration = 6s;
        options.ramp = 1s;
        plan::Plan plan = plan::makePreset("quick-look", options).value();
        plan.targets.resize(1);
        plan.load.levels = {2, 8};
        plan.repetitions = 1;
        m_run = storeVirtualRun(plan, m_fixture.database.path()).value();
        m_page = std::make_unique<ResultsPage>(m_fixture.context());
        m_page->showRun(m_run);
        m_page->show();
        m_card = m_page->findChild<CellTimelineCard *>();
        m_chart = m_card->findChild<TimelineChart *>();
        const auto fields = m_card->findChildren<NumberBox *>();
        m_from = fields[0];
        m_to = fields[1];
    }

    ~CellTimelineCardTest() override
    {
        // Other tests read texts as they stand in the sources.
        qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator *>(QString(), Qt::FindDirectChildrenOnly));
        QLocale::setDefault(QLocale::c());
    }

    /// Until the card has read its cell and everything that was moved is computed and written.
    [[nodiscard]] bool settled()
    {
        return waitFor([this] { return !m_chart->isEmpty() && m_from->isEnabled() && !m_card->isBusy(); });
    }

    [[nodiscard]] storage::StoredCell stored(std::size_t cell)
    {
        auto repository = storage::RunRepository::open(m_fixture.database.path());
        return (*repository)->load(m_run)->cells.at(cell);
    }

    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : m_card->findChildren<QPushButton *>())
            if (one->text() == text)
                return one;
        return nullptr;
    }

    /// What the second row of figures says; empty while it is hidden.
    [[nodiscard]] QStringList movedFigures() const
    {
        QStringList texts;
        const auto labels = m_card->findChild<WindowFigures *>()->findChildren<QLabel *>();
        bool second = false;
        for (const QLabel *label : labels)
            if (label->text() == QStringLiteral("moved by hand"))
                second = label->isVisible();
        for (const QLabel *label : labels)
            if (second)
                texts << label->text();
        return texts;
    }

    UiFixture m_fixture;
    RunId m_run;
    std::unique_ptr<ResultsPage> m_page;
    CellTimelineCard *m_card = nullptr;
    TimelineChart *m_chart = nullptr;
    NumberBox *m_from = nullptr;
    NumberBox *m_to = nullptr;
};

TEST_F(CellTimelineCardTest, ShowsTheMeasuredWindowOfTheHighestLevel)
{
    ASSERT_TRUE(settled());
    EXPECT_EQ(m_chart->window(), m_chart->data().measured);
    EXPECT_TRUE(movedFigures().isEmpty());
    EXPECT_FALSE(button(QStringLiteral("Undo move"))->isEnabled());
    EXPECT_FALSE(button(QStringLiteral("Measured window"))->isEnabled());
}

TEST_F(CellTimelineCardTest, AMovedWindowIsComputedAndKeptBesideTheMeasuredOne)
{
    ASSERT_TRUE(settled());
    const storage::StoredCell before = stored(1);
    m_from->setValue(m_from->value() + 1.5);
    ASSERT_TRUE(settled());
    const storage::StoredCell after = stored(1);
    ASSERT_TRUE(after.moved);
    EXPECT_EQ(after.figures, before.figures);
    EXPECT_NEAR(toSeconds(after.moved->figures.window.open - before.figures->window.open), 1.5, 0.01);
    EXPECT_EQ(after.moved->figures.window.close, before.figures->window.close);
    EXPECT_LT(after.moved->figures.started, before.figures->started);
    EXPECT_FALSE(after.moved->verdicts.empty());
    EXPECT_FALSE(movedFigures().isEmpty());
    EXPECT_FALSE(stored(0).moved) << "only the cell that is shown";
}

TEST_F(CellTimelineCardTest, UndoAndResetTakeItBack)
{
    ASSERT_TRUE(settled());
    m_from->setValue(m_from->value() + 1);
    ASSERT_TRUE(settled());
    const auto first = stored(1).moved->figures;
    m_to->setValue(m_to->value() - 1);
    ASSERT_TRUE(settled());
    EXPECT_LT(stored(1).moved->figures.window.close, first.window.close);
    button(QStringLiteral("Undo move"))->click();
    ASSERT_TRUE(settled());
    EXPECT_EQ(stored(1).moved->figures, first);
    button(QStringLiteral("Measured window"))->click();
    ASSERT_TRUE(settled());
    EXPECT_FALSE(stored(1).moved);
    EXPECT_EQ(m_chart->window(), m_chart->data().measured);
    EXPECT_TRUE(movedFigures().isEmpty());
    button(QStringLiteral("Undo move"))->click();
    ASSERT_TRUE(settled());
    EXPECT_EQ(stored(1).moved->figures, first) << "taking it back can be taken back";
}

TEST_F(CellTimelineCardTest, PulledBackByHandItIsTheMeasuredOneAgain)
{
    ASSERT_TRUE(settled());
    const double from = m_from->value();
    m_from->setValue(from + 1);
    ASSERT_TRUE(settled());
    ASSERT_TRUE(stored(1).moved);
    Q_EMIT m_chart->windowMoved(m_chart->data().measured, true);
    ASSERT_TRUE(settled());
    EXPECT_FALSE(stored(1).moved);
}

TEST_F(CellTimelineCardTest, WhileAnEndIsHeldFiguresFollowAndNothingIsKept)
{
    ASSERT_TRUE(settled());
    TimelineWindow window = m_chart->window();
    window.from += 1;
    Q_EMIT m_chart->windowMoved(window, false);
    ASSERT_TRUE(settled());
    EXPECT_FALSE(movedFigures().isEmpty());
    EXPECT_FALSE(stored(1).moved);
    Q_EMIT m_chart->windowMoved(window, true);
    ASSERT_TRUE(settled());
    EXPECT_TRUE(stored(1).moved);
}

TEST_F(CellTimelineCardTest, ResultsThatAreReadAnewLeaveWhatIsHeldAlone)
{
    ASSERT_TRUE(settled());
    TimelineWindow window = m_chart->window();
    window.from += 1;
    Q_EMIT m_chart->windowMoved(window, false);
    const auto before = m_page->results();
    bool everEmpty = false;
    const auto look = [&] { everEmpty = everEmpty || m_chart->isEmpty() || !m_from->isEnabled(); };
    QObject::connect(m_page.get(), &ResultsPage::resultsShown, m_card, look);
    auto repository = storage::RunRepository::open(m_fixture.database.path());
    ASSERT_TRUE((*repository)->setNote(m_run, QStringLiteral("after the driver update")));
    m_fixture.database.announceHistoryChange();
    ASSERT_TRUE(waitFor([&] { return m_page->results() != before; }));
    ASSERT_TRUE(settled());
    EXPECT_FALSE(everEmpty);
    EXPECT_EQ(m_chart->window(), window);
    Q_EMIT m_chart->windowMoved(window, true);
    ASSERT_TRUE(settled());
    ASSERT_TRUE(stored(1).moved);
}

TEST_F(CellTimelineCardTest, ShowsNoCellOfAnotherRun)
{
    ASSERT_TRUE(settled());
    plan::PresetOptions options;
    options.simulated = true;
    options.duration = 6s;
    plan::Plan plan = plan::makePreset("quick-look", options).value();
    plan.targets.resize(1);
    plan.load.levels = {2};
    plan.repetitions = 1;
    const RunId run = storeVirtualRun(plan, m_fixture.database.path()).value();
    // As if it had been stopped during its first cell.
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("emptyRun"));
        database.setDatabaseName(m_fixture.database.path());
        ASSERT_TRUE(database.open());
        QSqlQuery query(database);
        EXPECT_TRUE(query.exec(QStringLiteral("UPDATE cell SET state = 3 WHERE run = %1").arg(run.value)));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("emptyRun"));
    m_page->showRun(run);
    ASSERT_TRUE(waitFor([&] { return m_page->results()->runs().front().info.id == run; }));
    EXPECT_TRUE(m_chart->isEmpty());
    EXPECT_FALSE(m_from->isEnabled());
    EXPECT_TRUE(waitFor([this] { return m_page->findChild<RequestBarsChart *>()->isEmpty(); }));
    m_page->showRun(m_run);
    ASSERT_TRUE(settled());
    EXPECT_EQ(m_chart->window(), m_chart->data().measured);
}

TEST_F(CellTimelineCardTest, AnotherDatabaseHasCellsOfItsOwn)
{
    ASSERT_TRUE(settled());
    m_from->setValue(m_from->value() + 1);
    ASSERT_TRUE(settled());
    ASSERT_TRUE(button(QStringLiteral("Undo move"))->isEnabled());
    QThreadPool::globalInstance()->waitForDone(); // who reads keeps what was written out of the file
    const QString other = m_fixture.folder.filePath(QStringLiteral("other.sqlite"));
    ASSERT_TRUE(QFile::copy(m_fixture.database.path(), other));
    m_fixture.database.setPath(other);
    ASSERT_TRUE(settled());
    EXPECT_FALSE(button(QStringLiteral("Undo move"))->isEnabled()) << "that move was made elsewhere";
}

TEST_F(CellTimelineCardTest, AKeptWindowIsThereAgainWhenTheRunIsOpened)
{
    ASSERT_TRUE(settled());
    m_from->setValue(m_from->value() + 1);
    ASSERT_TRUE(settled());
    const TimelineWindow moved = m_chart->window();
    ResultsPage other(m_fixture.context());
    other.showRun(m_run);
    auto *chart = other.findChild<TimelineChart *>();
    ASSERT_TRUE(waitFor([&] { return !chart->isEmpty(); }));
    EXPECT_NEAR(chart->window().from, moved.from, 0.01);
}

TEST_F(CellTimelineCardTest, LanguageAndThemeChangeWhileARunGoesOnAndTheWindowStays)
{
    ASSERT_TRUE(settled());
    m_fixture.runs.start(plan::makePreset("demo", {.simulated = true}).value(), {});
    ASSERT_TRUE(waitFor([this] { return m_fixture.starter.observer != nullptr; }));
    m_fixture.starter.observer->snapshotAvailable(madeUpRun(3));
    m_from->setValue(m_from->value() + 1);
    // In the middle of the computation.
    const TimelineWindow moved = m_chart->window();
    words::installTranslation(*QCoreApplication::instance(), QStringLiteral("ru"));
    m_fixture.theme.setAppearance(Appearance::Dark);
    m_fixture.starter.observer->snapshotAvailable(madeUpRun(4));
    ASSERT_TRUE(waitFor([this] { return m_chart->heading().title.contains(QStringLiteral("во времени")); }));
    ASSERT_TRUE(settled());
    EXPECT_EQ(m_chart->window(), moved);
    EXPECT_TRUE(m_chart->theme().dark);
    ASSERT_TRUE(stored(1).moved);
    words::installTranslation(*QCoreApplication::instance(), QStringLiteral("en"));
    m_fixture.theme.setAppearance(Appearance::Light);
    ASSERT_TRUE(waitFor([this] { return button(QStringLiteral("Undo move")) != nullptr; }));
    ASSERT_TRUE(settled());
    EXPECT_EQ(m_chart->window(), moved);
    EXPECT_TRUE(button(QStringLiteral("Undo move"))->isEnabled());
    m_fixture.starter.observer->runEnded(madeUpRun(4));
    ASSERT_TRUE(waitFor([this] { return !m_fixture.runs.isActive(); }));
}

} // namespace
} // namespace tokamark::ui
