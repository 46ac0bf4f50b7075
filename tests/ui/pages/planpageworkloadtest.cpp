#include "ui/pages/planpagefixture.h"
#include "widgets/numberbox.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>

namespace tokamark::ui {

TEST(PlanPage, AddsDuplicatesAndRemovesWorkloads)
{
    PlanPageFixture fixture;
    const plan::Plan before = fixture.plan.plan();
    const auto names = [&] {
        std::vector<std::string> result;
        for (const plan::Workload &workload : fixture.plan.plan().workloads)
            result.push_back(workload.name);
        return result;
    };
    const std::string first = before.workloads.front().name;
    EXPECT_FALSE(fixture.button("Remove")->isEnabled()) << "the last one stays";
    fixture.button("Duplicate")->click();
    EXPECT_EQ(names(), (std::vector<std::string>{first, first + " 2"}));
    fixture.type(fixture.field<QLineEdit>("Name"), "long answers");
    EXPECT_EQ(names(), (std::vector<std::string>{first, "long answers"}));
    EXPECT_EQ(fixture.plan.plan().workloads[1].outputTokens, before.workloads[0].outputTokens);
    auto *choice = fixture.field<QComboBox>("Shown here");
    choice->setCurrentIndex(0);
    Q_EMIT choice->activated(0);
    fixture.button("Remove")->click();
    EXPECT_EQ(names(), std::vector<std::string>{"long answers"});
    fixture.button("Add")->click();
    EXPECT_EQ(names(), (std::vector<std::string>{"long answers", "default"}));
    for (int i = 0; i < 4; ++i)
        fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan(), before);
    EXPECT_EQ(fixture.field<QLineEdit>("Name")->text().toStdString(), first);
}

TEST(PlanPage, UndoneEditsOfTwoWorkloadsAreTwoSteps)
{
    PlanPageFixture fixture;
    fixture.button("Duplicate")->click();
    auto *temperature = fixture.field<NumberBox>("Temperature");
    temperature->setValue(0.5);
    auto *choice = fixture.field<QComboBox>("Shown here");
    choice->setCurrentIndex(0);
    Q_EMIT choice->activated(0);
    temperature->setValue(0.7);
    fixture.plan.undoStack().undo();
    EXPECT_EQ(fixture.plan.plan().workloads[0].temperature, 0);
    EXPECT_EQ(fixture.plan.plan().workloads[1].temperature, 0.5);
}

TEST(PlanPage, PromptsShareAChosenPart)
{
    PlanPageFixture fixture;
    plan::Plan plan = fixture.plan.plan();
    plan.workloads.front().inputTokens.mean = 200;
    fixture.plan.replace(plan);
    const auto workload = [&fixture]() -> const plan::Workload & { return fixture.plan.plan().workloads.front(); };
    auto *share = fixture.field<NumberBox>("Shared part, %");
    EXPECT_FALSE(share->isVisible());
    fixture.choose("Prompt cache", 2);
    EXPECT_EQ(workload().sharedPrefix, plan::SharedPrefix());
    EXPECT_TRUE(share->isVisible());
    share->setValue(75);
    EXPECT_EQ(workload().sharedPrefix->share, 0.75);
    const auto labels = fixture.page.findChildren<QLabel *>();
    EXPECT_TRUE(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->isVisible() && label->text() == QStringLiteral("about 150 of 200 tokens");
    }));
    fixture.field<QSpinBox>("Different beginnings")->setValue(4);
    EXPECT_EQ(workload().sharedPrefix->prefixes, 4U);
    share->setValue(100);
    EXPECT_TRUE(share->property("invalid").toBool()) << "something of each prompt must be its own";
    fixture.plan.undoStack().undo();
    EXPECT_FALSE(share->property("invalid").toBool());

    fixture.choose("Prompts", 1);
    EXPECT_FALSE(workload().sharedPrefix) << "prompts of a file share what they share";
    fixture.plan.undoStack().undo();
    fixture.choose("Prompt cache", 1);
    EXPECT_FALSE(workload().sharedPrefix);
    EXPECT_FALSE(workload().uniquePrompts);
    EXPECT_FALSE(share->isVisible());
}

} // namespace tokamark::ui
