#include "simulator/pacedengine.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

constexpr Instant Start{1h};

std::vector<Emission> everything(TokenEngine &engine)
{
    std::vector<Emission> out;
    while (const auto deadline = engine.nextDeadline())
        engine.advance(*deadline, out);
    return out;
}

TEST(PacedEngine, GivesTheFirstTokenAfterTtftAndTheOthersAtTpot)
{
    PacedEngine engine({.ttft = 50ms, .tpot = 20ms}, 1);
    engine.submit({.id = 7, .promptTokens = 10, .outputTokens = 3}, Start);
    const std::vector<Emission> expected{
        {7, 1, false, Start + 50ms}, {7, 1, false, Start + 70ms}, {7, 1, true, Start + 90ms}};
    EXPECT_EQ(everything(engine), expected);
    EXPECT_EQ(engine.load(), EngineLoad());
}

TEST(PacedEngine, CatchesUpAfterALateCallWithoutDrifting)
{
    PacedEngine engine({.ttft = 50ms, .tpot = 20ms}, 1);
    engine.submit({.id = 1, .promptTokens = 1, .outputTokens = 100}, Start);
    std::vector<Emission> out;
    engine.advance(Start + 155ms, out);
    EXPECT_EQ(out.size(), 6U);
    EXPECT_EQ(out.back().due, Start + 150ms);
    EXPECT_EQ(engine.nextDeadline(), Start + 170ms);
}

TEST(PacedEngine, KeepsThePaceOfAThousandStreams)
{
    PacedEngine engine({.ttft = 50ms, .tpot = 20ms}, 1);
    for (std::uint64_t id = 1; id <= 1000; ++id)
        engine.submit({.id = id, .promptTokens = 1, .outputTokens = 50}, Start + id * 20us);
    const auto out = everything(engine);
    ASSERT_EQ(out.size(), 50'000U);
    EXPECT_TRUE(std::ranges::is_sorted(out, {}, &Emission::due));
    const auto last = std::ranges::find_if(out, [](const Emission &e) { return e.job == 500 && e.last; });
    ASSERT_NE(last, out.end());
    EXPECT_EQ(last->due, Start + 500 * 20us + 50ms + 49 * 20ms);
}

TEST(PacedEngine, GathersTokensIntoChunksAfterTheFirst)
{
    PacedEngine engine({.ttft = 50ms, .tpot = 20ms, .noise = 0, .tokensPerChunk = 4}, 1);
    engine.submit({.id = 1, .promptTokens = 1, .outputTokens = 7}, Start);
    const std::vector<Emission> expected{
        {1, 1, false, Start + 50ms}, {1, 4, false, Start + 130ms}, {1, 2, true, Start + 170ms}};
    EXPECT_EQ(everything(engine), expected);
}

TEST(PacedEngine, ForgetsACancelledJob)
{
    PacedEngine engine({.ttft = 50ms, .tpot = 20ms}, 1);
    engine.submit({.id = 1, .promptTokens = 5, .outputTokens = 100}, Start);
    engine.submit({.id = 2, .promptTokens = 5, .outputTokens = 1}, Start + 5ms);
    engine.cancel(1);
    EXPECT_EQ(engine.load(), (EngineLoad{.running = 1, .waiting = 0, .kvTokens = 6}));
    EXPECT_EQ(everything(engine), (std::vector<Emission>{{2, 1, true, Start + 55ms}}));
}

TEST(PacedEngine, VariesTheGapsByTheNoiseAndRepeatsWithTheSeed)
{
    const auto run = [](std::uint64_t seed) {
        PacedEngine engine({.ttft = 50ms, .tpot = 20ms, .noise = 0.1}, seed);
        engine.submit({.id = 1, .promptTokens = 1, .outputTokens = 2000}, Start);
        return everything(engine);
    };
    const auto out = run(1);
    EXPECT_EQ(out, run(1));
    EXPECT_NE(out, run(2));
    const double mean = toMilliseconds(out.back().due - out.front().due) / 1999;
    EXPECT_NEAR(mean, 20, 0.2);
}

} // namespace
} // namespace tokamark::simulator
