#include "core/metrics/records.h"
#include "core/metrics/virtualcell.h"
#include "metrics/steadiness.h"
#include "metrics/summarise.h"
#include "simulator/batchengine.h"
#include "simulator/pacedengine.h"
#include "simulator/slowingengine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace tokamark::metrics {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using simulator::SlowingEngine;

std::unique_ptr<simulator::TokenEngine> pacedServer(std::uint64_t seed)
{
    return std::make_unique<simulator::PacedEngine>(
        simulator::FixedPace{.ttft = 100ms, .tpot = 10ms, .noise = 0.2, .tokensPerChunk = 1, .maxRunning = 1'000},
        seed);
}

/// A server whose step time is another one every five seconds.
std::unique_ptr<simulator::TokenEngine> noisyServer(std::uint64_t seed)
{
    simulator::BatchModel model;
    model.weightSeconds = 0.01;
    model.computeSeconds = 0.0001;
    model.prefillTokensPerSecond = 20'000;
    model.noise = 0.02;
    return std::make_unique<simulator::BatchEngine>(model, seed);
}

const Verdict *notSteady(const std::vector<Verdict> &verdicts, std::string_view subject)
{
    const auto it = std::ranges::find_if(verdicts, [subject](const Verdict &verdict) {
        return verdict.code == VerdictCode::NotSteady && verdict.subject == subject;
    });
    return it == verdicts.end() ? nullptr : &*it;
}

std::vector<Verdict> judged(const CellFigures &figures)
{
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    return judge(input);
}

TEST(Steadiness, AServerThatSlowsDownIsNotSteady)
{
    SlowingEngine server(pacedServer(1), {.perMinute = 0.12, .step = 0, .stepAt = {}});
    const CellFigures figures = measureVirtually(server, {});
    ASSERT_TRUE(figures.steady && figures.steady->outputRate && figures.steady->ttftP50);
    // The pace at second s is 1 / (1 + 0.002 s), the window from 5 s to 65 s.
    const double slower = 1.01 / 1.13;
    EXPECT_NEAR(figures.steady->outputRate->changePct, 100 * (slower - 1), 2.5);
    EXPECT_NEAR(figures.steady->ttftP50->changePct, 100 * (1 / slower - 1), 5);
    const auto verdicts = judged(figures);
    const Verdict *rate = notSteady(verdicts, "rate-drift");
    ASSERT_NE(rate, nullptr);
    EXPECT_EQ(rate->severity, Severity::Bad);
    EXPECT_LT(rate->observed, 0);
    EXPECT_DOUBLE_EQ(rate->threshold, 5);
}

TEST(Steadiness, AServerThatLosesItsPaceAtOnceHasAStepInItsPlace)
{
    SlowingEngine server(pacedServer(2), {.perMinute = 0, .step = 0.25, .stepAt = 35s});
    const CellFigures figures = measureVirtually(server, {});
    ASSERT_TRUE(figures.steady && figures.steady->outputRate && figures.steady->outputRate->stepSecond);
    EXPECT_NEAR(*figures.steady->outputRate->stepSecond, 30, 0.6) << "the window opens five seconds after the start";
    EXPECT_NEAR(figures.steady->outputRate->changePct, -20, 2);
    const auto verdicts = judged(figures);
    EXPECT_NE(notSteady(verdicts, "rate-step"), nullptr);
    EXPECT_EQ(notSteady(verdicts, "rate-drift"), nullptr) << "said once";
    EXPECT_NE(notSteady(verdicts, "ttft-step"), nullptr);
}

TEST(Steadiness, IsSilentOverAServerThatKeepsItsPace)
{
    constexpr int Trials = 100;
    int found = 0;
    for (std::uint64_t seed = 0; seed < Trials; ++seed) {
        for (const auto &server : {pacedServer(seed), noisyServer(seed)}) {
            VirtualCell cell;
            cell.seed = seed;
            const auto verdicts = judged(measureVirtually(*server, cell));
            const bool moved
                = std::ranges::any_of(verdicts, [](const Verdict &v) { return v.code == VerdictCode::NotSteady; });
            found += moved ? 1 : 0;
        }
    }
    EXPECT_LE(found, 2 * Trials * 5 / 100);
}

/// Of so many runs, those in which noise with a memory of `seconds` around a rate that falls by `fall` over a minute is
/// called a change of three per cent or more.
int calledUnsteady(double seconds, double fall, int trials)
{
    constexpr double Window = 60;
    constexpr double Step = 0.06;
    const double kept = std::exp(-Step / seconds);
    int found = 0;
    for (int trial = 0; trial < trials; ++trial) {
        std::mt19937_64 engine{static_cast<std::uint64_t>(trial)};
        std::normal_distribution<double> normal;
        BinnedAmount tokens(Window);
        double state = normal(engine);
        for (double second = Step / 2; second < Window; second += Step) {
            state = kept * state + std::sqrt(1 - kept * kept) * normal(engine);
            tokens.add(second, 60 * (1 + 0.04 * state + 0.02 * normal(engine) - fall * second / Window));
        }
        SteadyInput input;
        input.windowSeconds = input.toSecond = Window;
        input.answerSeconds = 1;
        input.tokens = &tokens;
        const SteadyFigures figures = steadyFigures(input);
        found += figures.outputRate && figures.outputRate->isReal() && std::abs(figures.outputRate->changePct) >= 3;
    }
    return found;
}

TEST(Steadiness, NoiseThatOutlastsABlockIsRarelyCalledAChange)
{
    constexpr int Trials = 400;
    EXPECT_LE(calledUnsteady(0.01, 0, Trials), Trials * 5 / 100);
    EXPECT_LE(calledUnsteady(1, 0, Trials), Trials * 5 / 100);
    EXPECT_LE(calledUnsteady(2, 0, Trials), Trials * 5 / 100);
}

TEST(Steadiness, ADriftOutOfThatNoiseIsFound)
{
    constexpr int Trials = 100;
    EXPECT_GE(calledUnsteady(0.01, 0.08, Trials), 95);
    EXPECT_GE(calledUnsteady(1, 0.2, Trials), 90);
}

TEST(Steadiness, OfTooShortAWindowCannotBeTold)
{
    SlowingEngine server(pacedServer(1), {.perMinute = 2, .step = 0, .stepAt = {}});
    VirtualCell cell;
    cell.windowSeconds = 5;
    const CellFigures figures = measureVirtually(server, cell);
    ASSERT_TRUE(figures.steady);
    EXPECT_EQ(figures.steady->blocks, 0u);
    const auto verdicts = judged(figures);
    EXPECT_TRUE(std::ranges::any_of(verdicts, [](const Verdict &v) { return v.subject == "steadiness-short"; }));
    EXPECT_TRUE(std::ranges::none_of(verdicts, [](const Verdict &v) { return v.code == VerdictCode::NotSteady; }));
}

TEST(Steadiness, OfAWholeCellIsThatOfItsFullPart)
{
    // In a cell by number of requests the last answers end one by one, which is no change of the server.
    VirtualCell cell;
    cell.requests = 800;
    const CellFigures figures = measureVirtually(*pacedServer(3), cell);
    ASSERT_TRUE(figures.steady && figures.steady->outputRate);
    EXPECT_LT(figures.steady->toSecond, figures.window.seconds() - 0.1);
    EXPECT_LT(std::abs(figures.steady->outputRate->changePct), 3);
}

/// A trace of a minute against a server that answers in a tenth of a second, ten tokens each. `rateAt` and `ttftAt`: by the
/// second.
CellFigures playTrace(const std::function<double(double)> &rateAt, const std::function<double(double)> &ttftAt)
{
    constexpr double Seconds = 60;
    std::vector<RequestRecord> records;
    for (double second = 0; second < Seconds; second += 1 / rateAt(second)) {
        const auto id = static_cast<std::int64_t>(records.size());
        records.push_back(
            completed({.sentMs = 1000 * second, .ttftMs = ttftAt(second), .gapMs = 5, .tokens = 10, .id = id}));
    }
    SummaryInput input;
    input.records = records;
    input.window = {records.front().at.due, records.back().at.end, true};
    input.load = plan::LoadKind::Trace;
    return summarise(input);
}

std::vector<Verdict> judgedTrace(const CellFigures &figures)
{
    VerdictInput input;
    input.figures = &figures;
    input.load = plan::LoadKind::Trace;
    return judge(input);
}

bool isUncheckedTrace(const std::vector<Verdict> &verdicts)
{
    return std::ranges::find(verdicts, "steadiness-trace", &Verdict::subject) != verdicts.end();
}

bool isNotSteady(const std::vector<Verdict> &verdicts)
{
    return std::ranges::find(verdicts, VerdictCode::NotSteady, &Verdict::code) != verdicts.end();
}

TEST(Steadiness, ATraceThatRisesSaysNothingAboutTheServer)
{
    const auto steadyTtft = [](double) { return 55.0; };
    const auto busyTtft = [](double second) { return 55 + second; };
    const auto rising = [](double second) { return 10 + second / 2; };
    const auto hump = [](double second) { return second > 20 && second < 40 ? 40.0 : 10.0; };
    for (const CellFigures &figures :
         {playTrace(rising, steadyTtft), playTrace(rising, busyTtft), playTrace(hump, steadyTtft)}) {
        const auto verdicts = judgedTrace(figures);
        EXPECT_FALSE(isNotSteady(verdicts)) << "the load explains it";
        EXPECT_TRUE(isUncheckedTrace(verdicts)) << "and it says that it did not look";
        ASSERT_TRUE(figures.steady);
        EXPECT_GT(figures.steady->blocks, 0u);
    }
}

TEST(Steadiness, UnderALevelTraceTheServerIsJudged)
{
    const auto level = [](double) { return 20.0; };
    const auto steady = judgedTrace(playTrace(level, [](double) { return 55.0; }));
    EXPECT_FALSE(isNotSteady(steady));
    EXPECT_FALSE(isUncheckedTrace(steady)) << "looked at";
    const auto slowing = judgedTrace(playTrace(level, [](double second) { return 55 + second; }));
    EXPECT_NE(notSteady(slowing, "ttft-drift"), nullptr);
}

} // namespace
} // namespace tokamark::metrics
