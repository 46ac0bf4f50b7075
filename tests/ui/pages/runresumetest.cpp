#include "models/historymodel.h"
#include "pages/historypanel.h"
#include "pages/resultspage.h"
#include "plan/presets.h"
#include "ui/uifixture.h"
#include "virtualrun.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QListView>
#include <QMenu>
#include <QSqlDatabase>
#include <QSqlQuery>

namespace tokamark::ui {
namespace {

/// One point, seconds of virtual load, with a page that older versions took.
plan::Plan planOfBefore()
{
    plan::PresetOptions options;
    options.simulated = true;
    options.duration = std::chrono::seconds(6);
    options.ramp = std::chrono::seconds(1);
    plan::Plan plan = plan::makePreset("quick-look", options).value();
    plan.targets.resize(1);
    plan.targets[0].name = "old";
    plan.targets[0].metricsUrls = {"http://h:8000/metrics?key=sk-do-not-tell"};
    plan.load.levels = {2};
    plan.repetitions = 1;
    return plan;
}

void leaveUnfinished(const QString &databasePath)
{
    const QString name = QStringLiteral("unfinished");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(databasePath);
        ASSERT_TRUE(database.open());
        EXPECT_TRUE(QSqlQuery(database).exec(QStringLiteral("UPDATE run SET state = 0, writer = 'gone'")));
        EXPECT_TRUE(QSqlQuery(database).exec(QStringLiteral("UPDATE cell SET state = 0")));
    }
    QSqlDatabase::removeDatabase(name);
}

void goOn(const ResultsPage &page)
{
    auto *panel = page.findChild<HistoryPanel *>();
    auto *list = panel->findChild<QListView *>();
    Q_EMIT list->customContextMenuRequested(list->visualRect(list->model()->index(0, 0)).center());
    for (QAction *action : panel->findChild<QMenu *>()->actions()) {
        if (action->text() == QStringLiteral("Go on with this run"))
            action->trigger();
    }
}

TEST(RefusedPagesOfARun, AreSaidBeforeItGoesOnWithoutThem)
{
    UiFixture fixture;
    const RunId run = storeVirtualRun(planOfBefore(), fixture.database.path()).value();
    leaveUnfinished(fixture.database.path());
    ResultsPage page(fixture.context());
    page.show();
    ASSERT_TRUE(waitFor([&] { return page.results() && !page.results()->runs().empty(); }));
    const auto resumed = [&fixture] {
        const std::lock_guard lock(fixture.starter.mutex);
        return fixture.starter.resumed;
    };
    fixture.dialogs.answer = false;
    goOn(page);
    ASSERT_TRUE(waitFor([&] { return !fixture.dialogs.texts.empty(); }));
    EXPECT_TRUE(fixture.dialogs.texts.back().endsWith(QStringLiteral("\nold: h:8000")))
        << fixture.dialogs.texts.back().toStdString();
    EXPECT_TRUE(resumed().empty());
    fixture.dialogs.answer = true;
    goOn(page);
    ASSERT_TRUE(waitFor([&] { return !resumed().empty(); }));
    EXPECT_EQ(resumed(), std::vector{run});
}

} // namespace
} // namespace tokamark::ui
