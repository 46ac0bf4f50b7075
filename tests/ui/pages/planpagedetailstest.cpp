#include "ui/pages/planpagefixture.h"
#include "widgets/numberbox.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>

namespace tokamark::ui {

TEST(PlanPage, ReadsDetailsAsPeopleTypeThem)
{
    PlanPageFixture fixture;
    fixture.type(fixture.field<QLineEdit>("Percentiles"), "p50, 99");
    EXPECT_EQ(fixture.plan.plan().percentiles, (std::vector<double>{50, 99}));
    fixture.type(fixture.field<QLineEdit>("Request timeout"), "90 s");
    EXPECT_EQ(fixture.plan.plan().limits.requestTimeout, std::chrono::seconds(90));
    fixture.type(fixture.field<QLineEdit>("Request timeout"), "");
    EXPECT_EQ(fixture.plan.plan().limits, plan::Limits()) << "empty stands for the usual";
    fixture.type(fixture.field<QLineEdit>("Seed"), "-1");
    EXPECT_TRUE(fixture.field<QLineEdit>("Seed")->property("invalid").toBool());
    fixture.type(fixture.field<QLineEdit>("Seed"), "12");
    EXPECT_EQ(fixture.plan.plan().seed, 12U);
    fixture.field<NumberBox>("TTFT")->setValue(0.5);
    EXPECT_EQ(fixture.plan.plan().slos, (std::vector<plan::Slo>{{plan::Slo::Metric::Ttft, 0.5}}));
}

TEST(PlanPage, EditsTheLimitsOfTheVerdicts)
{
    PlanPageFixture fixture;
    auto *warning = fixture.field<NumberBox>("TTFT drift, %: warning");
    auto *bad = fixture.field<NumberBox>("TTFT drift, %: bad");
    auto *reset = fixture.field<QPushButton>("TTFT drift, %: reset");
    ASSERT_TRUE(warning != nullptr && bad != nullptr && reset != nullptr);
    EXPECT_FALSE(warning->isVisible()) << "folded up until somebody asks";
    auto *fold = fixture.button("Show (as usual)");
    ASSERT_NE(fold, nullptr);
    fold->click();
    EXPECT_TRUE(warning->isVisible());
    EXPECT_EQ(warning->value(), plan::VerdictThresholds().ttftDrift.warning);
    EXPECT_FALSE(reset->isVisible());

    warning->setValue(5);
    EXPECT_EQ(fixture.plan.plan().verdicts.ttftDrift, (plan::Threshold{5, 20}));
    EXPECT_TRUE(reset->isVisible()) << "marked as changed";
    bad->setValue(4);
    EXPECT_TRUE(bad->property("invalid").toBool()) << "bad before the warning";
    reset->click();
    EXPECT_EQ(fixture.plan.plan().verdicts, plan::VerdictThresholds());
    EXPECT_FALSE(bad->property("invalid").toBool());
    EXPECT_FALSE(reset->isVisible());

    warning->setValue(5);
    fixture.field<NumberBox>("Errors, %: bad")->setValue(7);
    fixture.button("Reset all")->click();
    EXPECT_EQ(fixture.plan.plan().verdicts, plan::VerdictThresholds());
    fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan().verdicts.errorRate.bad, 7);
}

TEST(PlanPage, UnfoldsLimitsThatAreAtFault)
{
    PlanPageFixture fixture;
    auto *bad = fixture.field<NumberBox>("Errors, %: bad");
    ASSERT_FALSE(bad->isVisible());
    plan::Plan plan = fixture.plan.plan();
    plan.verdicts.errorRate = {2, 1};
    fixture.plan.replace(plan);
    EXPECT_TRUE(bad->isVisible());
    EXPECT_TRUE(bad->property("invalid").toBool());
}

TEST(PlanPage, RunsACommandBeforeEachRepetition)
{
    PlanPageFixture fixture;
    const plan::Plan before = fixture.plan.plan();
    auto *command = fixture.field<QLineEdit>("Command");
    auto *shell = fixture.field<QCheckBox>("Shell");
    auto *ready = fixture.field<QLineEdit>("Servers ready within");
    EXPECT_FALSE(ready->isVisible()) << "there is nothing to wait for";
    fixture.type(command, "docker restart 'my server'");
    ASSERT_TRUE(fixture.plan.plan().beforeRepetition);
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->command,
              (std::vector<std::string>{"docker", "restart", "my server"}));
    EXPECT_EQ(ready->text(), QStringLiteral("600s"));
    fixture.type(ready, "2m");
    fixture.type(fixture.field<QLineEdit>("Ends within"), "");
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->readyTimeout, std::chrono::minutes(2));
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->timeout, plan::BeforeRepetition().timeout);
    fixture.type(ready, "0s");
    EXPECT_TRUE(ready->property("invalid").toBool());
    fixture.plan.undoStack().undo();

    shell->setChecked(true);
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->command, std::vector<std::string>{"docker restart 'my server'"});
    fixture.type(command, "cd /srv && ./restart 'it");
    EXPECT_EQ(fixture.plan.plan().beforeRepetition->command, std::vector<std::string>{"cd /srv && ./restart 'it"});
    shell->setChecked(false);
    EXPECT_TRUE(command->property("invalid").toBool()) << "its quote is left to the shell";
    EXPECT_TRUE(shell->isChecked());
    EXPECT_TRUE(fixture.plan.plan().beforeRepetition->shell);
    fixture.type(command, "");
    EXPECT_FALSE(fixture.plan.plan().beforeRepetition);
    while (fixture.plan.undoStack().canUndo())
        fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan(), before);
    EXPECT_TRUE(command->text().isEmpty());
}

} // namespace tokamark::ui
