#include "pages/runpage.h"

#include "plan/presets.h"
#include "plot/curvechart.h"
#include "plot/timechart.h"
#include "ui/madeuprun.h"
#include "ui/uifixture.h"
#include "widgets/celldetailscard.h"
#include "widgets/noticecard.h"

#include <gtest/gtest.h>

#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace tokamark::ui {

namespace {

/// A page with a run that a test feeds.
struct RunPageFixture : UiFixture {
    RunPageFixture()
        : page(context())
    {
        plan.replace(*plan::makePreset("demo", {.simulated = true}));
        page.resize(1268, 856);
        page.show();
    }

    [[nodiscard]] bool begin()
    {
        runs.start(plan.plan(), {});
        return waitFor([this] {
            const std::scoped_lock lock(starter.mutex);
            return starter.observer != nullptr;
        });
    }

    [[nodiscard]] bool feed(const SnapshotPointer &snapshot)
    {
        starter.observer->snapshotAvailable(snapshot);
        return waitFor([&] { return runs.snapshot() == snapshot; });
    }

    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (auto *candidate : page.findChildren<QPushButton *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        return nullptr;
    }

    RunPage page;
};

} // namespace

TEST(RunPage, OffersToRunThePlanWhileNothingRuns)
{
    RunPageFixture fixture;
    bool asked = false;
    QObject::connect(&fixture.page, &Page::runRequested, &fixture.page, [&] { asked = true; });
    QPushButton *run = fixture.button(QStringLiteral("Run"));
    ASSERT_NE(run, nullptr);
    run->click();
    EXPECT_TRUE(asked);
}

TEST(RunPage, ShowsTheMatrixAndTheCurvesOfARun)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    ASSERT_TRUE(fixture.feed(madeUpRun(8)));
    const auto *grid = fixture.page.findChild<QTableView *>();
    EXPECT_EQ(grid->model()->rowCount(), 5);
    for (const CurveChart *chart : fixture.page.findChildren<CurveChart *>())
        EXPECT_EQ(chart->data().series.size(), 3U);
    EXPECT_NE(fixture.button(QStringLiteral("Pause")), nullptr);
    EXPECT_NE(fixture.button(QStringLiteral("Stop")), nullptr);
    EXPECT_EQ(fixture.button(QStringLiteral("See results")), nullptr);
    EXPECT_FALSE(fixture.page.grab().isNull());
}

TEST(RunPage, DrawsItsChartsOnlyWhereTheyAreSeen)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    ASSERT_TRUE(fixture.feed(madeUpRun(4)));
    const auto *chart = fixture.page.findChild<CurveChart *>();
    const CurveData before = chart->data();
    fixture.page.hide();
    ASSERT_TRUE(fixture.feed(madeUpRun(8)));
    EXPECT_EQ(chart->data(), before);
    fixture.page.show();
    EXPECT_NE(chart->data(), before);
}

TEST(RunPage, ShowsTheLastCellOfARunThatEndedUnseen)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    ASSERT_TRUE(fixture.feed(madeUpRun(4)));
    fixture.page.hide();
    const auto snapshot = madeUpRun(5);
    const auto watched = std::make_shared<session::RunSnapshot>(*snapshot);
    auto telemetry = std::make_shared<session::TelemetrySeries>();
    telemetry->server.resize(1);
    telemetry->server[0].kvUse = 0.3;
    watched->telemetry = telemetry;
    ASSERT_TRUE(fixture.feed(watched));
    fixture.starter.observer->runEnded(madeUpRun(15));
    ASSERT_TRUE(waitFor([&] { return !fixture.runs.isActive(); }));
    fixture.page.show();
    const auto charts = fixture.page.findChildren<TimeChart *>();
    EXPECT_EQ(std::ranges::count_if(charts, [](const TimeChart *chart) { return chart->isVisible(); }), 3)
        << "what the server said came while nobody looked";
}

TEST(RunPage, ShowsWhatTheServerSaysBesideTheLiveCharts)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    const auto snapshot = madeUpRun(2);
    ASSERT_TRUE(fixture.feed(snapshot));
    const auto shown = [&] {
        const auto charts = fixture.page.findChildren<TimeChart *>();
        return std::ranges::count_if(charts, [](const TimeChart *chart) { return chart->isVisible(); });
    };
    EXPECT_EQ(shown(), 2) << "another takes no room while nothing is said";
    const auto watched = std::make_shared<session::RunSnapshot>(*snapshot);
    auto telemetry = std::make_shared<session::TelemetrySeries>();
    telemetry->server.resize(1);
    telemetry->server[0].kvUse = 0.3;
    watched->telemetry = telemetry;
    ASSERT_TRUE(fixture.feed(watched));
    EXPECT_EQ(shown(), 3);
    ASSERT_TRUE(fixture.feed(madeUpRun(3)));
    EXPECT_EQ(shown(), 3) << "the charts do not jump when a cell begins";
}

TEST(RunPage, ACellThatIsDoneShowsItsDetails)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    ASSERT_TRUE(fixture.feed(madeUpRun(8)));
    auto *grid = fixture.page.findChild<QTableView *>();
    Q_EMIT grid->activated(grid->model()->index(0, 1));
    EXPECT_TRUE(fixture.page.findChild<CellDetailsCard *>()->isVisible());
    Q_EMIT grid->activated(grid->model()->index(4, 2));
    EXPECT_FALSE(fixture.page.findChild<CellDetailsCard *>()->isVisible());
}

TEST(RunPage, OffersTheResultsAfterTheEnd)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    const auto last = madeUpRun(15);
    fixture.starter.observer->runEnded(last);
    ASSERT_TRUE(waitFor([&] { return !fixture.runs.isActive(); }));
    QPushButton *results = fixture.button(QStringLiteral("See results"));
    ASSERT_NE(results, nullptr);
    RunId asked;
    QObject::connect(&fixture.page, &Page::resultsRequested, &fixture.page, [&](RunId run) { asked = run; });
    results->click();
    EXPECT_EQ(asked, RunId{7});
    EXPECT_EQ(fixture.button(QStringLiteral("Resume")), nullptr);
}

TEST(RunPage, AStoppedRunCanGoOn)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    auto last = madeUpRun(4);
    last->state = session::RunState::Stopped;
    last->current.reset();
    fixture.starter.observer->runEnded(last);
    ASSERT_TRUE(waitFor([&] { return !fixture.runs.isActive(); }));
    QPushButton *resume = fixture.button(QStringLiteral("Resume"));
    ASSERT_NE(resume, nullptr);
    resume->click();
    EXPECT_TRUE(waitFor([&] {
        const std::scoped_lock lock(fixture.starter.mutex);
        return fixture.starter.resumed == std::vector<RunId>{RunId{7}};
    }));
}

TEST(RunPage, SaysWhyARunCouldNotStart)
{
    RunPageFixture fixture;
    fixture.starter.failure = Error{ErrorCode::DatabaseReadOnly, "/tmp/runs.sqlite", {}};
    fixture.runs.start(fixture.plan.plan(), {});
    ASSERT_TRUE(waitFor([&] { return !fixture.runs.isActive(); }));
    const auto *notice = fixture.page.findChild<NoticeCard *>();
    EXPECT_TRUE(notice->isVisible());
    EXPECT_TRUE((notice->title() + notice->text()).contains(QStringLiteral("/tmp/runs.sqlite")));
    EXPECT_TRUE(waitFor([&] { return fixture.button(QStringLiteral("Try again")) != nullptr; }));
}

TEST(RunPage, OffersAnotherFileForADatabaseThatCannotBeUsed)
{
    RunPageFixture fixture;
    const QString another = QStringLiteral("Run into another file…");
    int asked = 0;
    QObject::connect(&fixture.page, &Page::runRequested, &fixture.page, [&] { ++asked; });
    const auto fail = [&](ErrorCode code) {
        fixture.starter.failure = Error{code, "/tmp/runs.sqlite", {}};
        fixture.runs.start(fixture.plan.plan(), {});
        return waitFor(
            [&] { return !fixture.runs.isActive() && fixture.button(QStringLiteral("Try again")) != nullptr; });
    };
    ASSERT_TRUE(fail(ErrorCode::BadPlan));
    EXPECT_EQ(fixture.button(another), nullptr) << "that is wrong in any file";
    ASSERT_TRUE(fail(ErrorCode::DatabaseCorrupt));
    ASSERT_NE(fixture.button(another), nullptr);
    fixture.dialogs.fileToSave = fixture.folder.filePath(QStringLiteral("other.sqlite"));
    fixture.button(another)->click();
    EXPECT_EQ(fixture.database.path(), fixture.dialogs.fileToSave);
    EXPECT_EQ(asked, 1);
}

TEST(RunPage, TriesAgainWhatWasAskedFor)
{
    RunPageFixture fixture;
    int asked = 0;
    QObject::connect(&fixture.page, &Page::runRequested, &fixture.page, [&] { ++asked; });
    const auto tryAgain = [&] {
        const QString text = QStringLiteral("Try again");
        EXPECT_TRUE(waitFor([&] { return !fixture.runs.isActive() && fixture.button(text) != nullptr; }));
        fixture.starter.failure.reset();
        fixture.button(text)->click();
    };
    fixture.starter.failure = Error{ErrorCode::DatabaseLocked, "/tmp/runs.sqlite", {}};
    session::RunOptions options;
    options.databasePath = QStringLiteral("/tmp/runs.sqlite");
    fixture.runs.resume(RunId{5}, options);
    tryAgain();
    ASSERT_TRUE(waitFor([&] {
        const std::scoped_lock lock(fixture.starter.mutex);
        return fixture.starter.observer != nullptr;
    }));
    EXPECT_EQ(asked, 0) << "a run that was to go on is no new one";
    EXPECT_EQ(fixture.starter.resumed, std::vector{RunId{5}});
    EXPECT_EQ(fixture.starter.options.databasePath, options.databasePath);
    fixture.starter.observer->runEnded(madeUpRun(15));
    ASSERT_TRUE(waitFor([&] { return !fixture.runs.isActive(); }));
    fixture.starter.failure = Error{ErrorCode::DatabaseLocked, "/tmp/runs.sqlite", {}};
    fixture.runs.start(fixture.plan.plan(), {});
    tryAgain();
    EXPECT_EQ(asked, 1);
}

TEST(RunPage, AsksWhereToGoOnWhenTheDatabaseCannotBeWritten)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    EXPECT_TRUE(fixture.starter.options.waitsForStorage);
    auto halted = madeUpRun(4);
    halted->state = session::RunState::Paused;
    halted->error = Error{ErrorCode::DiskFull, "/data/runs.sqlite", {}};
    ASSERT_TRUE(fixture.feed(halted));
    const auto *notice = fixture.page.findChild<NoticeCard *>();
    ASSERT_TRUE(notice->isVisible());
    EXPECT_TRUE(notice->title().contains(QStringLiteral("/data/runs.sqlite")));
    EXPECT_EQ(fixture.button(QStringLiteral("Go on")), nullptr) << "this pause is not the person's";
    ASSERT_TRUE(waitFor([&] { return fixture.button(QStringLiteral("Try again")) != nullptr; }));
    fixture.button(QStringLiteral("Try again"))->click();
    EXPECT_EQ(fixture.button(QStringLiteral("Try again")), nullptr) << "asked, and not answered yet";
    ASSERT_TRUE(fixture.feed(std::make_shared<session::RunSnapshot>(*halted)));
    fixture.dialogs.fileToSave = QStringLiteral("/data2/runs.sqlite");
    const QString another = QStringLiteral("Go on in another file…");
    ASSERT_TRUE(waitFor([&] { return fixture.button(another) != nullptr; })) << "still the same trouble";
    fixture.button(another)->click();
    const std::scoped_lock lock(fixture.starter.mutex);
    EXPECT_EQ(fixture.starter.commands, (std::vector<std::string>{"continueOn ", "continueOn /data2/runs.sqlite"}));
}

TEST(RunPage, OpensTheFileThatTheRunWentOnIn)
{
    RunPageFixture fixture;
    ASSERT_TRUE(fixture.begin());
    const QString other = fixture.folder.filePath(QStringLiteral("other.sqlite"));
    auto moved = madeUpRun(15);
    moved->databasePath = other.toStdString();
    fixture.starter.observer->runEnded(moved);
    ASSERT_TRUE(waitFor([&] { return !fixture.runs.isActive(); }));
    EXPECT_TRUE(fixture.page.findChild<NoticeCard *>()->text().contains(other));
    fixture.button(QStringLiteral("See results"))->click();
    EXPECT_EQ(fixture.database.path(), other);
}

} // namespace tokamark::ui
