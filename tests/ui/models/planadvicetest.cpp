#include "models/planadvice.h"

#include "plan/presets.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::ui {

namespace {

plan::Plan twoTargets()
{
    plan::Plan plan = *plan::makePreset("demo", {.simulated = true});
    plan.targets.resize(2);
    plan.repetitions = 3;
    return plan;
}

std::optional<std::uint32_t> unknown(const plan::Target &)
{
    return std::nullopt;
}

TEST(PlanAdvice, NamesHeadersThatHoldSecrets)
{
    plan::Plan plan;
    plan.repetitions = 3;
    plan.targets.resize(1);
    plan.targets[0].name = "a";
    plan.targets[0].headers = {{"X-Api-Key", "sk-do-not-tell"}, {"api-key", "env:KEY"}, {"X-Team", "blue"}};
    const auto advice = advise(plan, 0, [](const plan::Target &) { return std::nullopt; });
    ASSERT_EQ(advice.size(), 1u);
    EXPECT_TRUE(advice[0].text.contains(QStringLiteral("X-Api-Key")));
    EXPECT_FALSE(advice[0].text.contains(QStringLiteral("do-not-tell")));
}

} // namespace

TEST(PlanAdvice, NamesWhatTheServerContradictsAndOffersWhatItSays)
{
    plan::Plan plan = twoTargets();
    plan.targets[1].name = "mine";
    plan.targets[1].url = "http://127.0.0.1:8000";
    plan.targets[1].kind = "triton";
    plan.targets[1].model = "lama";
    const auto known = [](const plan::Target &) {
        profiles::Detection detection;
        detection.kind = "vllm";
        detection.models = {{"gpt-oss", {}}, {"llama", {}}};
        return detection;
    };
    const auto advice = adviseMisfits(plan, known);
    ASSERT_EQ(advice.size(), 1u) << "nothing of a simulated one";
    EXPECT_EQ(advice[0].tone, Tone::Warning);
    EXPECT_TRUE(advice[0].text.startsWith(QStringLiteral("mine: "))) << advice[0].text.toStdString();
    EXPECT_TRUE(advice[0].text.contains(QStringLiteral("does not list the model lama; it lists gpt-oss, llama")));
    ASSERT_EQ(advice[0].fixes.size(), 2u);
    EXPECT_EQ(advice[0].fixes[0].plan.targets[1].kind, "vllm");
    EXPECT_EQ(advice[0].fixes[1].plan.targets[1].model, "llama");
    EXPECT_TRUE(
        adviseMisfits(advice[0].fixes[1].plan, [](const plan::Target &) { return profiles::Detection(); }).empty())
        << "a server that was not asked";
}

TEST(PlanAdvice, SaysNothingAboutASoundPlan)
{
    EXPECT_TRUE(advise(twoTargets(), 1000, unknown).empty());
}

TEST(PlanAdvice, WarnsOfAServerThatTakesFewerThanTheUsersAndOffersToLowerThem)
{
    const plan::Plan plan = twoTargets();
    const auto advice = advise(plan, 1000, [&](const plan::Target &target) {
        return target.name == plan.targets[1].name ? std::optional<std::uint32_t>(64) : std::nullopt;
    });
    ASSERT_EQ(advice.size(), 1U);
    EXPECT_TRUE(advice[0].text.contains(QStringLiteral("36")));
    ASSERT_EQ(advice[0].fixes.size(), 1U);
    EXPECT_EQ(advice[0].fixes[0].plan.load.levels, (std::vector<double>{10, 50, 64}));
}

TEST(PlanAdvice, LoweringLeavesNoLevelTwice)
{
    plan::Plan plan = twoTargets();
    plan.load.levels = {64, 100, 200};
    const auto advice = advise(plan, 1000, [](const plan::Target &) { return std::optional<std::uint32_t>(64); });
    EXPECT_EQ(advice.at(0).fixes.at(0).plan.load.levels, std::vector<double>{64});
}

TEST(PlanAdvice, WarnsOfPercentilesThatRestOnAFewRequests)
{
    plan::Plan plan = twoTargets();
    plan.percentiles = {50, 90, 99};
    plan.load.duration.reset();
    plan.load.requests = 200;
    plan.load.warmup = Duration{};
    const auto advice = advise(plan, 200, unknown);
    ASSERT_EQ(advice.size(), 1U);
    ASSERT_EQ(advice[0].fixes.size(), 2U);
    EXPECT_EQ(advice[0].fixes[0].plan.percentiles, (std::vector<double>{50, 90}));
    EXPECT_EQ(advice[0].fixes[1].plan.load.requests, std::optional<std::uint64_t>(1000));
    EXPECT_TRUE(advise(advice[0].fixes[1].plan, 1000, unknown).empty());
}

TEST(PlanAdvice, ItsFixesMakePlansThatRun)
{
    plan::Plan plan = *plan::makePreset("bentoml-2024", {.simulated = true});
    plan.percentiles = {50, 90, 95, 99};
    const auto advice = advise(plan, 40, [](const plan::Target &) { return std::optional<std::uint32_t>(8); });
    EXPECT_GE(advice.size(), 4U);
    for (const PlanAdvice &piece : advice) {
        for (const PlanAdvice::Fix &fix : piece.fixes)
            EXPECT_TRUE(plan::check(fix.plan).empty()) << fix.label.toStdString();
    }
}

} // namespace tokamark::ui
