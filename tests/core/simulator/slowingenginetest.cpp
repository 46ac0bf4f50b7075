#include "simulator/pacedengine.h"
#include "simulator/slowingengine.h"

#include <gtest/gtest.h>

#include <memory>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

constexpr Instant Start{1h};

std::unique_ptr<TokenEngine> paced()
{
    return std::make_unique<PacedEngine>(FixedPace{.ttft = 100ms, .tpot = 100ms}, 1);
}

/// The instants of the tokens of one long answer, in seconds from its start.
std::vector<double> tokenSeconds(const Slowing &slowing, std::uint32_t tokens)
{
    SlowingEngine engine(paced(), slowing);
    engine.submit({.id = 1, .promptTokens = 1, .outputTokens = tokens}, Start);
    std::vector<Emission> out;
    while (const auto deadline = engine.nextDeadline())
        engine.advance(*deadline, out);
    std::vector<double> seconds;
    for (const Emission &emission : out)
        seconds.push_back(toSeconds(emission.due - Start));
    return seconds;
}

TEST(SlowingEngine, StretchesEveryGapByTheShareOfEachMinute)
{
    const auto seconds = tokenSeconds({.perMinute = 0.5, .step = 0, .stepAt = {}}, 1'200);
    ASSERT_EQ(seconds.size(), 1'200U);
    EXPECT_NEAR(seconds[1] - seconds[0], 0.1, 0.001);
    for (std::size_t i = 1; i < seconds.size(); ++i)
        ASSERT_NEAR(seconds[i] - seconds[i - 1], 0.1 * (1 + seconds[i] / 120), 1e-3) << i;
    EXPECT_GT(seconds.back(), 150) << "two minutes of tokens";
}

TEST(SlowingEngine, StepsAtTheTimeThatItIsTold)
{
    const auto seconds = tokenSeconds({.perMinute = 0, .step = 0.3, .stepAt = 2s}, 40);
    EXPECT_NEAR(seconds[18] - seconds[17], 0.1, 1e-6);
    EXPECT_NEAR(seconds[19], 2.0, 1e-6);
    EXPECT_NEAR(seconds[20], 2.13, 1e-6);
    EXPECT_NEAR(seconds[39] - seconds[38], 0.13, 1e-6);
}

TEST(SlowingEngine, TellsWhenJobsStartAndWhatItHolds)
{
    SlowingEngine engine(
        std::make_unique<PacedEngine>(
            FixedPace{.ttft = 100ms, .tpot = 100ms, .noise = 0, .tokensPerChunk = 1, .maxRunning = 1}, 1),
        {.perMinute = 0, .step = 1, .stepAt = 0s});
    std::vector<double> starts;
    engine.observeStarts([&](std::uint64_t, Instant at) { starts.push_back(toSeconds(at - Start)); });
    engine.submit({.id = 1, .promptTokens = 3, .outputTokens = 1}, Start);
    engine.submit({.id = 2, .promptTokens = 3, .outputTokens = 1}, Start);
    EXPECT_EQ(engine.load(), (EngineLoad{.running = 1, .waiting = 1, .kvTokens = 4}));
    std::vector<Emission> out;
    while (const auto deadline = engine.nextDeadline())
        engine.advance(*deadline, out);
    ASSERT_EQ(starts.size(), 2U);
    EXPECT_NEAR(starts[1], 0.2, 1e-6) << "twice as slow from the beginning";
}

} // namespace
} // namespace tokamark::simulator
