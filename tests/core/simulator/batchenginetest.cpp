#include "simulator/batchengine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

constexpr Instant Start{1h};

/// Round numbers: a step takes 10 ms and 1 ms per sequence, a prompt token 1 ms, at least 20 ms alone.
BatchModel roundModel()
{
    return {.weightSeconds = 0.008,
            .stepSeconds = 0.002,
            .sequenceSeconds = 0.001,
            .prefillTokensPerSecond = 1000,
            .prefillFloorSeconds = 0.018};
}

std::vector<Emission> everything(TokenEngine &engine)
{
    std::vector<Emission> out;
    while (const auto deadline = engine.nextDeadline())
        engine.advance(*deadline, out);
    return out;
}

TEST(BatchModel, AddsUpAStep)
{
    const BatchModel model{.weightSeconds = 0.008,
                           .computeSeconds = 0.001,
                           .attentionSeconds = 1e-6,
                           .stepSeconds = 0.002,
                           .sequenceSeconds = 0.0005,
                           .pipelineSeconds = 0.003};
    EXPECT_DOUBLE_EQ(decodeStepSeconds(model, 0, 0), 0);
    EXPECT_DOUBLE_EQ(decodeStepSeconds(model, 2, 1000), 0.008 + 0.001 + 0.002 + 0.001);
    EXPECT_DOUBLE_EQ(decodeStepSeconds(model, 10, 0), 0.030); // the pipeline beside the GPU is the slower one
    BatchModel withoutPipeline = model;
    withoutPipeline.pipelineSeconds = 0;
    EXPECT_DOUBLE_EQ(decodeStepSeconds(withoutPipeline, 10, 0), 0.010 + 0.002 + 0.005); // compute overtakes the weights
}

TEST(BatchModel, GivesAPromptAloneAtLeastTheFloor)
{
    const auto model = roundModel();
    EXPECT_DOUBLE_EQ(prefillSeconds(model, 5, true), 0.020);
    EXPECT_DOUBLE_EQ(prefillSeconds(model, 100, true), 0.102);
    EXPECT_DOUBLE_EQ(prefillSeconds(model, 5, false), 0.005);
    EXPECT_DOUBLE_EQ(prefillSeconds(model, 0, true), 0);
}

TEST(BatchEngine, PrefillsThenDecodesOneToken)
{
    BatchEngine engine(roundModel(), 1);
    engine.submit({.id = 1, .promptTokens = 100, .outputTokens = 3}, Start);
    const std::vector<Emission> expected{
        {1, 1, false, Start + 102ms}, {1, 1, false, Start + 113ms}, {1, 1, true, Start + 124ms}};
    EXPECT_EQ(everything(engine), expected);
    EXPECT_EQ(engine.load(), EngineLoad());
}

TEST(BatchEngine, SharesAStepAmongItsSequences)
{
    BatchEngine engine(roundModel(), 1);
    for (std::uint64_t id = 1; id <= 5; ++id)
        engine.submit({.id = id, .promptTokens = 10, .outputTokens = 2}, Start);
    const auto out = everything(engine);
    ASSERT_EQ(out.size(), 10U);
    // The first one began alone; the four that came meanwhile share the next step with it.
    EXPECT_EQ(out[0].due, Start + 20ms);
    EXPECT_EQ(out[1].due, Start + 20ms + 11ms + 40ms);
    EXPECT_EQ(out[4].due, out[1].due);
    EXPECT_EQ(out.back().due, out[1].due + 14ms);
}

TEST(BatchEngine, LetsRunningStreamsStandStillForAPromptWhenPrefillGoesFirst)
{
    auto model = roundModel();
    model.admission = Admission::PrefillFirst;
    BatchEngine engine(model, 1);
    engine.submit({.id = 1, .promptTokens = 10, .outputTokens = 3}, Start);
    std::vector<Emission> out;
    engine.advance(Start + 25ms, out); // in the middle of the first decode step, 20 to 31 ms
    engine.submit({.id = 2, .promptTokens = 50, .outputTokens = 1}, Start + 25ms);
    for (const Emission &emission : everything(engine))
        out.push_back(emission);
    const std::vector<Emission> expected{{1, 1, false, Start + 20ms},
                                         {1, 1, false, Start + 31ms},
                                         {2, 1, true, Start + 83ms},
                                         {1, 1, true, Start + 94ms}};
    EXPECT_EQ(out, expected);
}

TEST(BatchEngine, CutsLongPromptsToTheBudgetWhenMixed)
{
    auto model = roundModel();
    model.prefillBudgetTokens = 40;
    BatchEngine engine(model, 1);
    engine.submit({.id = 1, .promptTokens = 10, .outputTokens = 10}, Start);
    std::vector<Emission> out;
    engine.advance(Start + 20ms, out);
    engine.submit({.id = 2, .promptTokens = 100, .outputTokens = 1}, Start + 20ms);
    for (const Emission &emission : everything(engine))
        out.push_back(emission);
    // 40 + 40 + 20 prompt tokens over three steps that the running stream shares.
    const auto first = std::ranges::find(out, std::uint64_t{2}, &Emission::job);
    ASSERT_NE(first, out.end());
    EXPECT_EQ(first->due, Start + 20ms + 11ms + 51ms + 51ms + 31ms);
    EXPECT_EQ(first - out.begin(), 5); // tokens of the other before it, one per step and in the same step
}

TEST(BatchEngine, TakesWholePromptsUpToTheBudgetWhenPrefillGoesFirst)
{
    auto model = roundModel();
    model.admission = Admission::PrefillFirst;
    model.prefillBudgetTokens = 100;
    BatchEngine engine(model, 1);
    engine.submit({.id = 1, .promptTokens = 1, .outputTokens = 1}, Start);
    engine.submit({.id = 2, .promptTokens = 60, .outputTokens = 1}, Start);
    engine.submit({.id = 3, .promptTokens = 60, .outputTokens = 1}, Start);
    engine.submit({.id = 4, .promptTokens = 300, .outputTokens = 1}, Start);
    const std::vector<Emission> expected{{1, 1, true, Start + 20ms},
                                         {2, 1, true, Start + 82ms},
                                         {3, 1, true, Start + 144ms},
                                         {4, 1, true, Start + 446ms}};
    EXPECT_EQ(everything(engine), expected);
}

TEST(BatchEngine, HoldsBackWhatIsAboveTheBatchCap)
{
    auto model = roundModel();
    model.maxRunning = 2;
    BatchEngine engine(model, 1);
    for (std::uint64_t id = 1; id <= 5; ++id)
        engine.submit({.id = id, .promptTokens = 1, .outputTokens = 2}, Start);
    std::vector<Emission> out;
    engine.advance(Start + 20ms, out); // the first one's prefill; now the second joins
    EXPECT_EQ(engine.load().running, 2U);
    EXPECT_EQ(engine.load().waiting, 3U);
    EXPECT_EQ(everything(engine).size() + out.size(), 10U);
}

TEST(BatchEngine, HoldsBackWhatTheCacheHasNoRoomFor)
{
    auto model = roundModel();
    model.kvCapacityTokens = 100;
    BatchEngine engine(model, 1);
    engine.submit({.id = 1, .promptTokens = 50, .outputTokens = 10}, Start);
    engine.submit({.id = 2, .promptTokens = 50, .outputTokens = 10}, Start);
    engine.submit({.id = 3, .promptTokens = 5, .outputTokens = 5}, Start); // would fit, but waits its turn
    std::vector<Emission> out;
    engine.advance(Start + 60ms, out);
    EXPECT_EQ(engine.load(), (EngineLoad{.running = 1, .waiting = 2, .kvTokens = 60}));
    EXPECT_EQ(everything(engine).size() + out.size(), 25U);
}

TEST(BatchEngine, RunsAloneWhatIsLargerThanTheCache)
{
    auto model = roundModel();
    model.kvCapacityTokens = 10;
    BatchEngine engine(model, 1);
    engine.submit({.id = 1, .promptTokens = 50, .outputTokens = 2}, Start);
    EXPECT_EQ(everything(engine).size(), 2U);
}

TEST(BatchEngine, FreesThePlaceOfACancelledJob)
{
    auto model = roundModel();
    model.maxRunning = 1;
    BatchEngine engine(model, 1);
    engine.submit({.id = 1, .promptTokens = 1, .outputTokens = 1000}, Start);
    engine.submit({.id = 2, .promptTokens = 1, .outputTokens = 1000}, Start);
    engine.submit({.id = 3, .promptTokens = 1, .outputTokens = 1}, Start);
    engine.cancel(2); // waiting
    engine.cancel(1); // running
    engine.cancel(99); // nobody
    const auto out = everything(engine);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].job, 3U);
    EXPECT_EQ(engine.load(), EngineLoad());
}

TEST(BatchEngine, CatchesUpStepByStepAfterALateCall)
{
    BatchEngine prompt(roundModel(), 1);
    BatchEngine late(roundModel(), 1);
    for (auto *engine : {&prompt, &late})
        for (std::uint64_t id = 1; id <= 3; ++id)
            engine->submit({.id = id, .promptTokens = 10, .outputTokens = 20}, Start);
    std::vector<Emission> out;
    late.advance(Start + 1h, out);
    EXPECT_EQ(out, everything(prompt));
}

TEST(BatchEngine, GathersTokensIntoChunksButNeverTheFirst)
{
    auto model = roundModel();
    model.tokensPerChunk = 3;
    BatchEngine engine(model, 1);
    engine.submit({.id = 1, .promptTokens = 1, .outputTokens = 6}, Start);
    std::vector<std::uint32_t> tokens;
    for (const Emission &emission : everything(engine))
        tokens.push_back(emission.tokens);
    EXPECT_EQ(tokens, (std::vector<std::uint32_t>{1, 3, 2}));
}

TEST(BatchEngine, VariesItsStepsFromWindowToWindow)
{
    auto model = roundModel();
    model.noise = 0.05;
    BatchEngine engine(model, 1);
    engine.submit({.id = 1, .promptTokens = 1, .outputTokens = 30'000}, Start);
    const auto out = everything(engine);
    std::set<Duration> steps;
    for (std::size_t i = 1; i < out.size(); ++i)
        steps.insert(out[i].due - out[i - 1].due);
    const auto windows = static_cast<std::size_t>((out.back().due - Start) / 5s) + 1;
    EXPECT_GE(steps.size(), windows - 1);
    EXPECT_LE(steps.size(), windows + 1);
    double sum = 0;
    double squares = 0;
    for (const Duration step : steps) {
        sum += toSeconds(step);
        squares += toSeconds(step) * toSeconds(step);
    }
    const auto count = static_cast<double>(steps.size());
    const double mean = sum / count;
    EXPECT_NEAR(mean, 0.011, 0.011 * 0.02);
    EXPECT_NEAR(std::sqrt(squares / count - mean * mean) / mean, 0.05, 0.02);
}

TEST(BatchEngine, PreemptsTheNewestWhenAnswersOutgrowTheCache)
{
    auto model = roundModel();
    model.kvCapacityTokens = 30;
    model.preempts = true;
    BatchEngine engine(model, 1);
    engine.submit({1, 10, 12}, Start);
    engine.submit({2, 10, 12}, Start);
    std::map<std::uint64_t, std::uint32_t> tokens;
    std::vector<std::uint64_t> ends;
    for (const Emission &emission : everything(engine)) {
        tokens[emission.job] += emission.tokens;
        if (emission.last)
            ends.push_back(emission.job);
    }
    EXPECT_GT(engine.load().preemptions, 0u);
    EXPECT_EQ(tokens, (std::map<std::uint64_t, std::uint32_t>{{1, 12}, {2, 12}})) << "nothing is lost or told twice";
    EXPECT_EQ(ends, (std::vector<std::uint64_t>{1, 2}));
    EXPECT_EQ(engine.load().kvTokens, 0u);
}

TEST(BatchEngine, AnswersThatFitPreemptNobody)
{
    auto model = roundModel();
    model.kvCapacityTokens = 44;
    model.preempts = true;
    BatchEngine engine(model, 1);
    engine.submit({1, 10, 12}, Start);
    engine.submit({2, 10, 12}, Start);
    static_cast<void>(everything(engine));
    EXPECT_EQ(engine.load().preemptions, 0u);
}

TEST(BatchEngine, OneThatFitsNowhereRunsAloneToItsEnd)
{
    auto model = roundModel();
    model.kvCapacityTokens = 15;
    model.preempts = true;
    BatchEngine engine(model, 1);
    engine.submit({1, 10, 40}, Start);
    engine.submit({2, 10, 40}, Start);
    std::uint32_t ended = 0;
    for (const Emission &emission : everything(engine))
        ended += emission.last ? 1 : 0;
    EXPECT_EQ(ended, 2u);
}

TEST(BatchEngine, ReadsOnlyWhatIsNotCached)
{
    const auto firstAt = [](std::uint32_t cached) {
        BatchEngine engine(roundModel(), 1);
        engine.submit({1, 100, 1, cached}, Start);
        return everything(engine).front().due - Start;
    };
    EXPECT_EQ(firstAt(0), 102ms);
    EXPECT_EQ(firstAt(60), 42ms);
    EXPECT_EQ(firstAt(100), 20ms) << "the last token is read all the same, and a step has its floor";
}

} // namespace
} // namespace tokamark::simulator
