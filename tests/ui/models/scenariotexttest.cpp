#include "models/scenariotext.h"

#include "ui/models/storedsamples.h"

#include <gtest/gtest.h>

namespace tokamark::ui {
namespace {

plan::Plan planOf(const plan::Workload &workload)
{
    plan::Plan plan;
    plan.targets.resize(2);
    plan.targets[0].model = "llama";
    plan.workloads = {workload};
    return plan;
}

plan::Workload lengths(std::uint32_t input, std::uint32_t output)
{
    plan::Workload workload;
    workload.inputTokens.mean = input;
    workload.outputTokens.mean = output;
    return workload;
}

TEST(ScenarioText, NamesTheModelOnceAndTheLengths)
{
    plan::Plan plan = planOf(lengths(90, 48));
    EXPECT_EQ(scenariotext::of(plan), QStringLiteral("llama · 90 tokens in, 48 out"));
    plan.targets[1].model = "llama";
    EXPECT_EQ(scenariotext::of(plan), QStringLiteral("llama · 90 tokens in, 48 out"));
    plan.targets[1].model = "qwen";
    EXPECT_EQ(scenariotext::of(plan), QStringLiteral("llama, qwen · 90 tokens in, 48 out"));
}

TEST(ScenarioText, TakesTheCommonNoteWhereNoModelIsNamed)
{
    plan::Plan plan = planOf(lengths(90, 48));
    plan.targets[0].model.clear();
    EXPECT_EQ(scenariotext::of(plan), QStringLiteral("90 tokens in, 48 out"));
    plan.targets[0].note = plan.targets[1].note = "8B on one A100";
    EXPECT_EQ(scenariotext::of(plan), QStringLiteral("8B on one A100 · 90 tokens in, 48 out"));
    plan.targets[1].note = "two A100";
    EXPECT_EQ(scenariotext::of(plan), QStringLiteral("90 tokens in, 48 out"));
}

TEST(ScenarioText, SaysWhereLengthsVary)
{
    plan::Workload workload = lengths(90, 512);
    workload.inputTokens = {plan::LengthSpec::Shape::Uniform, 90, 60, 40, 150};
    workload.ignoreEos = false;
    EXPECT_EQ(scenariotext::of(planOf(workload)), QStringLiteral("llama · 40–150 tokens in, up to 512 out"));
    workload.inputTokens = {plan::LengthSpec::Shape::Normal, 90, 10, 1, 150};
    workload.systemPrompt = "Be brief.";
    EXPECT_EQ(scenariotext::of(planOf(workload)),
              QStringLiteral("llama · 90 ± 10 tokens in, up to 512 out, with a system prompt"));
}

TEST(ScenarioText, NamesTheFileOfPromptsWithoutItsFolder)
{
    plan::Workload workload = lengths(90, 128);
    workload.origin = plan::PromptOrigin::File;
    workload.file = "/home/someone/dolly.jsonl";
    EXPECT_EQ(scenariotext::of(planOf(workload)), QStringLiteral("llama · prompts of dolly.jsonl, 128 tokens out"));
}

TEST(ScenarioText, TakesTheModelAsTheServerNamedIt)
{
    storage::StoredRun run = samples::measuredRun();
    run.plan.targets[0].model = "short";
    for (storage::StoredTarget &target : run.targets)
        target.model = QStringLiteral("meta/llama");
    EXPECT_EQ(scenariotext::of(*samples::setOf(run)), QStringLiteral("meta/llama · 128 tokens in, 128 out"));
}

TEST(ScenarioText, PutsScenariosOfSeveralRunsSideBySide)
{
    std::vector<storage::StoredRun> runs{samples::measuredRun(1), samples::measuredRun(2)};
    EXPECT_EQ(scenariotext::of(ResultSet(runs)), QStringLiteral("128 tokens in, 128 out"));
    runs[1].plan.workloads[0].outputTokens.mean = 48;
    EXPECT_EQ(scenariotext::of(ResultSet(runs)), QStringLiteral("128 tokens in, 128 out | 128 tokens in, 48 out"));
}

} // namespace
} // namespace tokamark::ui
