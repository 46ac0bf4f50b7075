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

TEST(PlanMatrixModel, ShowsWhereASearchBeginsAndTheMostThatItTakes)
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
    // Up to 4, one more that fails, the one between, and both ends twice again.
    EXPECT_EQ(model.cellCount(), 5U * 8);
    EXPECT_EQ(model.total().duration, model.cellCount() * (*plan.load.duration + plan.load.ramp));
    plan.search->highest = 0;
    model.setPlan(plan);
    EXPECT_EQ(model.columnCount(), 0) << "a fault that stands beside its field";
    EXPECT_EQ(model.cellCount(), 0U);
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
