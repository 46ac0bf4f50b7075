#include "models/planmatrixmodel.h"

#include "models/tableroles.h"
#include "plan/presets.h"
#include "ui/uifixture.h"
#include "words/levelwords.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

namespace tokamark::ui {

TEST(PlanMatrixModel, IsAValidModelForEveryPreset)
{
    PlanMatrixModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    for (const std::string_view key : plan::presetKeys()) {
        const plan::Plan plan = *plan::makePreset(key, {});
        model.setPlan(plan);
        EXPECT_EQ(model.rowCount(), 5);
        if (plan.search)
            continue;
        EXPECT_EQ(model.columnCount(), 3);
        EXPECT_EQ(model.cellCount(), 15U * plan.repetitions);
    }
    model.setPlan(plan::Plan());
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(PlanMatrixModel, SaysOnlyNumbersWhereThereIsNoRoom)
{
    plan::Plan plan = *plan::makePreset("demo", {.simulated = true});
    plan.load.levels = {10, 50};
    plan.load.duration.reset();
    plan.load.requests = 1500;
    plan.repetitions = 3;
    PlanMatrixModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setPlan(plan);
    const QModelIndex cell = model.index(0, 1);
    const QString whole = cell.data().toString();
    const QString spoken = cell.data(Qt::AccessibleTextRole).toString();
    EXPECT_TRUE(whole.endsWith(QStringLiteral(" req × 3"))) << whole.toStdString();
    EXPECT_FALSE(cell.data(Qt::ToolTipRole).isValid()) << "all of it is there";
    model.setCompact(true);
    EXPECT_EQ(cell.data().toString() + QStringLiteral(" req × 3"), whole);
    EXPECT_FALSE(cell.data(tablerole::SecondLine).toString().contains(QStringLiteral("×")));
    EXPECT_EQ(cell.data(Qt::ToolTipRole).toString(), spoken);
    EXPECT_EQ(cell.data(Qt::AccessibleTextRole).toString(), spoken);
    EXPECT_EQ(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("50"));
    EXPECT_EQ(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString(),
              words::levelText({plan::LoadKind::Closed, 50}));
}

TEST(PlanMatrixModel, ShowsWhereASearchBeginsAndBetweenWhatItLies)
{
    plan::Plan plan = *plan::makePreset("find-my-limit", {});
    plan.search->highest = 5;
    plan.load.warmup = Duration{};
    PlanMatrixModel model;
    model.setPlan(plan);
    ASSERT_EQ(model.columnCount(), 4);
    EXPECT_EQ(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(),
              words::levelText({plan::LoadKind::Closed, 4}));
    EXPECT_EQ(model.headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(),
              words::levelText({plan::LoadKind::Closed, 5}));
    const Duration cell = *plan.load.duration + plan.load.ramp;
    // 1, 2, 4 and 5, of which both ends are measured six times where they are close: twice as often as asked.
    EXPECT_EQ(model.search().mostCells, 5U * 14);
    EXPECT_EQ(model.search().most.duration, 5 * 14 * cell);
    // The lowest load fails in each repetition.
    EXPECT_EQ(model.search().fewestCells, 5U * plan.repetitions);
    EXPECT_EQ(model.search().least.duration, 5 * plan.repetitions * cell);
    plan.search->highest = 0;
    model.setPlan(plan);
    EXPECT_EQ(model.columnCount(), 0) << "a fault that stands beside its field";
    EXPECT_EQ(model.search().mostCells, 0U);
}

/// Four requests, at 0, 0, 3.053 and 6.1065 s.
plan::Plan tracePlan()
{
    plan::Plan plan;
    plan.targets.resize(1);
    plan.load.kind = plan::LoadKind::Trace;
    plan.load.trace = TOKAMARK_TEST_DATA "/traces/mooncake.jsonl";
    plan.load.levels = {1, 2};
    plan.load.duration.reset();
    plan.load.warmup = Duration{};
    return plan;
}

TEST(PlanMatrixModel, ForetellsATraceByItsFile)
{
    using namespace std::chrono_literals;
    plan::Plan plan = tracePlan();
    PlanMatrixModel model;
    model.setPlan(plan);
    EXPECT_EQ(model.total().requests, 0U) << "the window does not wait for the file";
    ASSERT_TRUE(waitFor([&] { return model.total().requests > 0; }));
    EXPECT_EQ(model.total().requests, 8U);
    EXPECT_EQ(model.total().duration, 6106500us + 3053250us);
    EXPECT_EQ(model.index(0, 0).data().toString(), QStringLiteral("4 req"));
    plan.load.requests = 2;
    model.setPlan(plan);
    ASSERT_TRUE(waitFor([&] { return model.total().requests > 0; }));
    EXPECT_EQ(model.total().requests, 4U);
    plan.load.kind = plan::LoadKind::Closed;
    model.setPlan(plan);
    EXPECT_FALSE(model.trace()) << "that plan plays none";
}

TEST(PlanMatrixModel, SaysWhyATraceCannotBeRead)
{
    plan::Plan plan = tracePlan();
    plan.load.trace = "/nowhere";
    PlanMatrixModel model;
    model.setPlan(plan);
    ASSERT_TRUE(waitFor([&] { return model.trace().has_value(); }));
    ASSERT_FALSE(*model.trace());
    EXPECT_EQ(model.trace()->error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(model.index(0, 0).data().toString(), QStringLiteral("—"));
    plan.load.levels = {0};
    model.setPlan(plan);
    EXPECT_FALSE(model.trace()) << "a fault that stands beside its field";
}

TEST(PlanMatrixModel, CountsTheRequestsThatAPlanNames)
{
    plan::Plan plan = *plan::makePreset("quick-look", {});
    plan.load.duration.reset();
    plan.load.requests = 500;
    plan.load.warmup = Duration{};
    plan.repetitions = 3;
    PlanMatrixModel model;
    model.setPlan(plan);
    EXPECT_EQ(model.total().requests, 15U * 500 * 3);
    EXPECT_EQ(model.total().duration, Duration{}) << "nothing is known of real servers beforehand";
    EXPECT_EQ(model.index(0, 0).data().toString(), QStringLiteral("500 req × 3"));
}

TEST(PlanMatrixModel, ForetellsTheRequestsOfSimulatedBackends)
{
    PlanMatrixModel model;
    model.setPlan(*plan::makePreset("demo", {.simulated = true}));
    EXPECT_EQ(model.total().requests, 0U);
    ASSERT_TRUE(waitFor([&] { return model.total().requests > 0; }));
    EXPECT_GT(model.fewestRequests(), 10U);
    EXPECT_TRUE(model.index(0, 0).data().toString().startsWith(QLatin1Char('~')));
    EXPECT_LT(model.total().duration, std::chrono::minutes(4));
}

} // namespace tokamark::ui
