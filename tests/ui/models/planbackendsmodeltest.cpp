#include "models/planbackendsmodel.h"

#include "plan/presets.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

namespace tokamark::ui {

namespace {

plan::Target target(const char *name)
{
    plan::Target result;
    result.name = name;
    result.url = std::string("http://") + name + ":8000";
    return result;
}

bool isChecked(const PlanBackendsModel &model, int row)
{
    return model.index(row, 0).data(Qt::CheckStateRole).toInt() == Qt::Checked;
}

} // namespace

TEST(PlanBackendsModel, ChecksTheBackendsThatAreInThePlan)
{
    UiFixture fixture;
    PlanBackendsModel model(fixture.backends, fixture.plan);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    fixture.backends.add({target("a"), target("b")});
    ASSERT_TRUE(waitFor([&] { return model.rowCount() == 2; }));
    EXPECT_FALSE(isChecked(model, 0));
    ASSERT_TRUE(model.setData(model.index(1, 0), Qt::Checked, Qt::CheckStateRole));
    ASSERT_EQ(fixture.plan.plan().targets.size(), 1U);
    EXPECT_EQ(fixture.plan.plan().targets[0].name, "b");
    EXPECT_TRUE(isChecked(model, 1));
    ASSERT_TRUE(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
    EXPECT_TRUE(fixture.plan.plan().targets.empty());
    fixture.plan.undoStack().undo();
    EXPECT_TRUE(isChecked(model, 1));
}

TEST(PlanBackendsModel, ShowsBackendsThatOnlyThePlanHas)
{
    UiFixture fixture;
    PlanBackendsModel model(fixture.backends, fixture.plan);
    fixture.plan.replace(*plan::makePreset("demo", {.simulated = true}));
    EXPECT_EQ(model.rowCount(), 5);
    EXPECT_TRUE(isChecked(model, 4));
}

} // namespace tokamark::ui
