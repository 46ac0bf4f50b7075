#include "pages/planforecastcard.h"

#include "format/numberformat.h"
#include "plan/presets.h"
#include "profiles/detection.h"
#include "ui/uifixture.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QLabel>

#include <algorithm>

namespace tokamark::ui {
namespace {

struct PlanForecastCardFixture : UiFixture {
    PlanForecastCardFixture()
        : card(context())
    {
    }

    void show(const plan::Plan &shown)
    {
        plan.replace(shown);
        card.showPlan();
    }

    [[nodiscard]] bool says(const QString &text) const
    {
        const auto labels = card.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->isVisibleTo(&card) && label->text().contains(text); });
    }

    PlanForecastCard card;
};

plan::Plan tracePlan(const QString &path)
{
    plan::Plan plan = *plan::makePreset("demo", {.simulated = true});
    plan.targets.resize(1);
    plan.load = {};
    plan.load.kind = plan::LoadKind::Trace;
    plan.load.trace = path.toStdString();
    plan.load.levels = {1};
    plan.load.duration.reset();
    plan.load.warmup = Duration{};
    plan.repetitions = 1;
    return plan;
}

TEST(PlanForecastCard, TellsWhatATraceHoldsAndWhichOfItsRowsAreNotPlayedAsTheyStand)
{
    PlanForecastCardFixture fixture;
    QFile file(fixture.folder.filePath(QStringLiteral("trace.csv")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("Timestamp,Request tokens,Response tokens\n2,10,1\n1,10,1\n3,10,0\n41,10,1\n");
    file.close();
    fixture.show(tracePlan(file.fileName()));
    ASSERT_TRUE(waitFor([&] { return fixture.says(QStringLiteral("(0 output tokens): 1.")); }));
    EXPECT_TRUE(fixture.says(QStringLiteral("in the order of their times: 1.")));
    EXPECT_TRUE(fixture.says(QStringLiteral("about 3 requests · ") + format::duration(40)));
    fixture.show(*plan::makePreset("demo", {.simulated = true}));
    EXPECT_FALSE(fixture.says(QStringLiteral("(0 output tokens)")));
}

TEST(PlanForecastCard, SaysThatATraceCannotBeRead)
{
    PlanForecastCardFixture fixture;
    fixture.show(tracePlan(QStringLiteral("/nowhere/trace.csv")));
    EXPECT_TRUE(waitFor([&] { return fixture.says(QStringLiteral("/nowhere/trace.csv")); }));
}

TEST(PlanForecastCard, WarnsOfAModelThatTheServerDidNotList)
{
    PlanForecastCardFixture fixture;
    plan::Plan plan = *plan::makePreset("demo", {.simulated = true});
    plan.targets.resize(1);
    plan.targets[0].url = "http://127.0.0.1:1";
    plan.targets[0].model = "lama";
    profiles::Detection detection;
    detection.models = {{"llama", {}}};
    fixture.show(plan);
    EXPECT_FALSE(fixture.says(QStringLiteral("does not list"))) << "the server was not asked";
    fixture.backends.add({plan.targets[0]}, QString::fromStdString(profiles::toJson(detection)));
    EXPECT_TRUE(waitFor([&] { return fixture.says(QStringLiteral("does not list the model lama; it lists llama.")); }));
    plan.targets[0].model = "llama";
    fixture.show(plan);
    EXPECT_FALSE(fixture.says(QStringLiteral("does not list")));
}

TEST(PlanForecastCard, ShowsBetweenWhatASearchLies)
{
    PlanForecastCardFixture fixture;
    plan::Plan plan = *plan::makePreset("find-my-limit", {});
    plan.search->highest = 5;
    fixture.show(plan);
    ASSERT_EQ(plan.repetitions, 3U);
    EXPECT_TRUE(fixture.says(QStringLiteral("15 to 70 cell(s) · "))) << "five searches";
    EXPECT_FALSE(fixture.says(QStringLiteral("requests · "))) << "nobody knows how fast the servers are";
    EXPECT_TRUE(fixture.says(QStringLiteral("more than the most")));
    EXPECT_FALSE(fixture.says(QStringLiteral("comes on top")));
    plan.beforeRepetition.emplace().command = {"true"};
    fixture.show(plan);
    EXPECT_TRUE(fixture.says(QStringLiteral("comes on top")));
    plan.search->lowest = 5;
    fixture.show(plan);
    EXPECT_FALSE(fixture.says(QStringLiteral("15 to 15"))) << "one load leaves nothing to search";
}

} // namespace
} // namespace tokamark::ui
