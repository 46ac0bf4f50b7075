#include "plan/matrix.h"
#include "plan/presets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tokamark::plan {
namespace {

using namespace std::chrono_literals;

TEST(Presets, AllCanRunAndComeBackFromTheirText)
{
    for (const std::string_view key : presetKeys()) {
        for (const bool simulated : {false, true}) {
            for (const PresetModel model : {PresetModel::Llama8b, PresetModel::Llama70bAwq}) {
                const Expected<Plan> plan = makePreset(key, {.simulated = simulated, .model = model});
                ASSERT_TRUE(plan);
                EXPECT_EQ(plan->preset, key);
                EXPECT_THAT(check(*plan), testing::IsEmpty()) << key;
                EXPECT_EQ(parsePlan(toToml(*plan)), *plan) << key;
            }
        }
    }
}

TEST(Presets, NameTheSimulatedBackends)
{
    std::vector<std::string> urls;
    const Expected<Plan> plan = makePreset("bentoml-2024", {.simulated = true, .model = PresetModel::Llama70bAwq});
    ASSERT_TRUE(plan);
    for (const Target &target : plan->targets)
        urls.push_back(target.url);
    EXPECT_THAT(urls,
                testing::ElementsAre("sim:lmdeploy-llama3-70b-awq-a100", "sim:mlc-llama3-70b-awq-a100",
                                     "sim:trtllm-llama3-70b-awq-a100", "sim:vllm-llama3-70b-awq-a100",
                                     "sim:tgi-llama3-70b-awq-a100"));
}

TEST(Presets, TheFirstRunFitsIntoThreeMinutes)
{
    const Expected<Plan> plan = makePreset("demo", {});
    ASSERT_TRUE(plan);
    const std::vector<CellKey> keys = cells(*plan);
    EXPECT_EQ(keys.size(), 15u);
    Duration total{};
    for (const CellKey &key : keys) {
        // The slowest server gives a token every 16, 31 and 51 ms at these loads.
        const double step = std::vector{0.016, 0.031, 0.051}.at(key.level);
        total += forecast(*plan, key, step * plan->workloads.front().outputTokens.mean).duration;
    }
    EXPECT_LE(total, 170s) << "starting and ending the cells takes the rest";
    for (const Target &target : plan->targets)
        EXPECT_TRUE(target.isSimulated());
}

TEST(Presets, TheStudyKeepsItsRampInsideAndTheCorrectedOneDoesNot)
{
    const Expected<Plan> study = makePreset("bentoml-2024", {});
    const Expected<Plan> corrected = makePreset("bentoml-2024-corrected", {});
    ASSERT_TRUE(study && corrected);
    EXPECT_TRUE(study->load.rampInsideWindow);
    EXPECT_FALSE(study->workloads.front().ignoreEos);
    EXPECT_FALSE(corrected->load.rampInsideWindow);
    EXPECT_TRUE(corrected->workloads.front().ignoreEos);
    EXPECT_EQ(corrected->repetitions, 3u);
}

TEST(Presets, FindMyLimitSearchesUsersWithThreeMeasurementsAtTheEdge)
{
    const Expected<Plan> plan = makePreset("find-my-limit", {.simulated = true});
    ASSERT_TRUE(plan);
    ASSERT_TRUE(plan->search);
    EXPECT_EQ(plan->search->requirements.size(), 2u);
    EXPECT_EQ(plan->repetitions, 3u);
    EXPECT_TRUE(plan->load.levels.empty());
    EXPECT_TRUE(cells(*plan).empty()) << "what comes next depends on what was measured";
}

TEST(Presets, SimulationsAnswerAtExactLengthsWhereThePlanWantsThem)
{
    const PresetOptions simulated{.simulated = true};
    for (const char *key : {"demo", "quick-look", "bentoml-2024-corrected"}) {
        const Expected<Plan> plan = makePreset(key, simulated);
        ASSERT_TRUE(plan) << key;
        for (const Target &target : plan->targets) {
            const bool needsIt = target.name == "MLC-LLM" || target.name == "TGI";
            EXPECT_EQ(target.extraBody, needsIt ? R"({"ignore_eos":true})" : "") << key << " " << target.name;
        }
    }
    const Expected<Plan> study = makePreset("bentoml-2024", simulated);
    const Expected<Plan> real = makePreset("quick-look", {});
    ASSERT_TRUE(study && real);
    for (const Target &target : study->targets)
        EXPECT_EQ(target.extraBody, "") << "answers end by themselves there";
    for (const Target &target : real->targets)
        EXPECT_EQ(target.extraBody, "") << "a real server would refuse or ignore it";
}

TEST(Presets, TakeAskedDurationAndRamp)
{
    const Expected<Plan> plan = makePreset("quick-look", {.duration = 7s, .ramp = 1s});
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->load.duration, 7s);
    EXPECT_EQ(plan->load.ramp, 1s);
}

TEST(Presets, AMisspeltKeyIsAnsweredWithTheNearest)
{
    const Expected<Plan> plan = makePreset("quick-lok", {});
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::NotFound);
    EXPECT_EQ(plan.error().cause, "quick-look");
}

} // namespace
} // namespace tokamark::plan
