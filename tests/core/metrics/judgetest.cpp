#include "core/metrics/judgedfigures.h"
#include "metrics/summarise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace tokamark::metrics {
namespace {

using namespace testing;

TEST(Judge, AGoodPointIsValidAndSaysWhatCouldNotBeJudged)
{
    const std::vector<Verdict> verdicts = judgeFigures(goodFigures());
    ASSERT_FALSE(verdicts.empty());
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    EXPECT_EQ(worst(verdicts), Severity::Note);
    for (const char *subject : {"cache", "steadiness", "server-counters", "physical-limit", "client-ceiling"})
        EXPECT_TRUE(std::ranges::any_of(verdicts, [subject](const Verdict &v) { return v.subject == subject; }));
}

struct Fault {
    std::function<void(CellFigures &)> spoil;
    Verdict expected;
};

class JudgeFinds : public ::testing::TestWithParam<Fault> { };

TEST_P(JudgeFinds, WithEvidence)
{
    CellFigures figures = goodFigures();
    GetParam().spoil(figures);
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    const Verdict &found = verdicts.front();
    const Verdict &expected = GetParam().expected;
    EXPECT_EQ(found.code, expected.code) << found.subject;
    EXPECT_EQ(found.severity, expected.severity);
    EXPECT_EQ(found.subject, expected.subject);
    EXPECT_NEAR(found.observed, expected.observed, 1e-6);
    EXPECT_NEAR(found.threshold, expected.threshold, 1e-6);
    EXPECT_EQ(found.unit, expected.unit);
    EXPECT_EQ(std::ranges::count_if(verdicts, [](const Verdict &v) { return v.severity >= Severity::Warning; }), 1);
}

constexpr auto Bad = Severity::Bad;
constexpr auto Warning = Severity::Warning;

INSTANTIATE_TEST_SUITE_P(
    Faults, JudgeFinds,
    ::testing::Values(
        Fault{[](CellFigures &f) { f.errorRate = 0.002; }, {VerdictCode::Errors, Warning, "error-rate", 0.2, 0.1, "%"}},
        Fault{[](CellFigures &f) { f.errorRate = 0.01; }, {VerdictCode::Errors, Bad, "error-rate", 1, 1, "%"}},
        // 2 ms is tighter than 1 % of 5 s.
        Fault{[](CellFigures &f) { f.client.sendLatenessP99 = 3'000; },
              {VerdictCode::ClientLimited, Warning, "send-lateness", 3, 2, "ms"}},
        Fault{[](CellFigures &f) { f.client.turnaroundP99 = 12'000; },
              {VerdictCode::ClientLimited, Bad, "turnaround", 12, 10, "ms"}},
        // With answers of 100 ms the share is the tighter one.
        Fault{[](CellFigures &f) { f.e2el.p50 = 100, f.client.turnaroundP99 = 1'000; },
              {VerdictCode::ClientLimited, Warning, "turnaround", 1, 1, "ms"}},
        Fault{[](CellFigures &f) { f.e2el.p50 = 100, f.client.sendLatenessP99 = 5'000; },
              {VerdictCode::ClientLimited, Bad, "send-lateness", 5, 5, "ms"}},
        Fault{[](CellFigures &f) { f.client.cpuShare = 0.75; },
              {VerdictCode::ClientLimited, Warning, "worker-cpu", 75, 70, "%"}},
        Fault{[](CellFigures &f) { f.client.sharedFirstTokenShare = 0.2, f.client.readLagP99 = 5'000; },
              {VerdictCode::ClientLimited, Bad, "shared-first-tokens", 20, 10, "%"}},
        Fault{[](CellFigures &f) { f.meanConcurrency = 9.7; },
              {VerdictCode::LoadNotHeld, Warning, "mean-concurrency", 3, 2, "%"}},
        Fault{[](CellFigures &f) { f.meanConcurrency = 11; },
              {VerdictCode::LoadNotHeld, Bad, "mean-concurrency", 10, 5, "%"}},
        Fault{[](CellFigures &f) { f.lowConcurrencyShare = 0.07; },
              {VerdictCode::LoadNotHeld, Warning, "low-concurrency", 7, 5, "%"}},
        Fault{[](CellFigures &f) { f.ttft.samples = 300; },
              {VerdictCode::TooFewSamples, Warning, "p95", 15, 20, "samples"}},
        Fault{[](CellFigures &f) { f.ttft.samples = 100; }, {VerdictCode::TooFewSamples, Bad, "p95", 5, 10, "samples"}},
        Fault{[](CellFigures &f) { f.meanOutputTokens = 204; },
              {VerdictCode::LengthDiffers, Warning, "output-length", 2, 1, "%"}},
        Fault{[](CellFigures &f) { f.meanInputTokens = 99; },
              {VerdictCode::LengthDiffers, Bad, "input-length-of-targets", 10, 3, "%"}},
        Fault{[](CellFigures &f) { f.client.clockStepMaxMs = 0.5; },
              {VerdictCode::ClockStep, Warning, "clock-step", 0.5, 0.2, "ms"}},
        Fault{[](CellFigures &f) { f.client.negativeIntervals = 2; },
              {VerdictCode::ClockStep, Bad, "negative-intervals", 2, 0, ""}}));

INSTANTIATE_TEST_SUITE_P(
    Ceilings, JudgeFinds,
    ::testing::Values(Fault{[](CellFigures &f) { f.outputTokensPerSecond = 1'020, f.physics = boundOf(1'000); },
                            {VerdictCode::Impossible, Warning, "physical-limit", 102, 100, "%"}},
                      Fault{[](CellFigures &f) { f.outputTokensPerSecond = 1'541, f.physics = boundOf(1'318); },
                            {VerdictCode::Impossible, Bad, "physical-limit", 100 * 1'541.0 / 1'318, 103, "%"}},
                      Fault{[](CellFigures &f) { f.client.ceilingStreams = 16, f.client.ceilingTokensPerSecond = 1e5; },
                            {VerdictCode::ClientLimited, Warning, "client-ceiling", 100 * 9.95 / 16, 50, "%"}},
                      Fault{[](CellFigures &f) {
                                f.outputTokensPerSecond = 900, f.client.ceilingStreams = 1'000,
                                f.client.ceilingTokensPerSecond = 1'000;
                            },
                            {VerdictCode::ClientLimited, Bad, "client-ceiling", 90, 80, "%"}}));

TEST(Judge, WhereEveryRequestFailedTheClientWasNoLimit)
{
    CellFigures figures = goodFigures();
    figures.completed = 0;
    figures.failed = figures.started;
    figures.errorRate = 1;
    figures.client.sendLatenessP99 = 50'000;
    figures.client.cpuShare = 0.99;
    figures.client.ceilingStreams = 1;
    figures.client.ceilingTokensPerSecond = 1;
    for (const Verdict &verdict : judgeFigures(figures))
        EXPECT_NE(verdict.code, VerdictCode::ClientLimited) << verdict.subject;
}

TEST(Judge, WhereEveryRequestFailedThatIsAllThereIsToSay)
{
    CellFigures figures = goodFigures();
    figures.completed = 0;
    figures.failed = 1'000;
    figures.errorRate = 1;
    figures.ttft = {};
    figures.meanConcurrency = 1;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Errors);
    EXPECT_EQ(std::ranges::count_if(verdicts, [](const Verdict &v) { return v.severity >= Severity::Warning; }), 1);
}

TEST(Judge, CountsWholeSamples)
{
    CellFigures figures = goodFigures();
    figures.ttft.samples = 150;
    const Verdict found = judgeFigures(figures).front();
    EXPECT_EQ(found.code, VerdictCode::TooFewSamples);
    EXPECT_EQ(found.observed, 7) << "7.5 lie beyond the 95th percentile of 150";
}

TEST(Judge, PutsTheWorstFirst)
{
    CellFigures figures = goodFigures();
    figures.errorRate = 0.005;
    figures.client.clockStepMaxMs = 3;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(verdicts[0].code, VerdictCode::ClockStep);
    EXPECT_EQ(verdicts[1].code, VerdictCode::Errors);
}

TEST(Judge, JustEnoughSamplesAreEnough)
{
    CellFigures figures = goodFigures();
    figures.ttft.samples = 20'000;
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.shownPercentile = 99.9;
    EXPECT_EQ(judge(input).front().code, VerdictCode::Valid);
    figures.ttft.samples = 19'999;
    EXPECT_EQ(judge(input).front().subject, "p99.9");
}

TEST(Judge, AThresholdCanBeChanged)
{
    CellFigures figures = goodFigures();
    figures.errorRate = 0.005;
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    VerdictThresholds lax;
    lax.errorRate = {1, 10};
    EXPECT_EQ(judge(input).front().code, VerdictCode::Errors);
    EXPECT_EQ(judge(input, lax).front().code, VerdictCode::Valid);
}

} // namespace
} // namespace tokamark::metrics
