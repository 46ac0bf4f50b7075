#include "metrics/summarise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace tokamark::metrics {
namespace {

/// A point that nothing can be said against: 100 ms TTFT, 5 s E2EL, 1000 requests.
CellFigures goodFigures()
{
    CellFigures figures;
    figures.started = 1'000;
    figures.completed = 1'000;
    figures.ttft.samples = 1'000;
    figures.ttft.p50 = 100;
    figures.e2el.samples = 1'000;
    figures.e2el.p50 = 5'000;
    figures.itl.samples = 199'000;
    figures.itl.mean = 20;
    figures.client.readLagP99 = 50;
    figures.expectedConcurrency = 10;
    figures.meanConcurrency = 9.95;
    figures.meanOutputTokens = 200;
    figures.meanInputTokens = 90;
    return figures;
}

std::vector<Verdict> judgeFigures(const CellFigures &figures)
{
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.exactOutputTokens = 200;
    input.otherTargetsInputTokens = 90;
    return judge(input);
}

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

class JudgeFinds : public testing::TestWithParam<Fault> { };

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
    testing::Values(
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

PhysicsFigures boundOf(double tokensPerSecond)
{
    PhysicsFigures physics;
    physics.told = true;
    physics.mostTokensPerSecond = tokensPerSecond;
    physics.kvRequests = 100;
    return physics;
}

INSTANTIATE_TEST_SUITE_P(
    Ceilings, JudgeFinds,
    testing::Values(Fault{[](CellFigures &f) { f.outputTokensPerSecond = 1'020, f.physics = boundOf(1'000); },
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

TEST(Judge, HasNothingAgainstWhatHardwareAndClientCanDo)
{
    CellFigures figures = goodFigures();
    figures.outputTokensPerSecond = 999;
    figures.physics = boundOf(1'000);
    figures.client.ceilingStreams = 100;
    figures.client.ceilingTokensPerSecond = 10'000;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    for (const char *subject : {"physical-limit", "client-ceiling"})
        EXPECT_TRUE(std::ranges::none_of(verdicts, [subject](const Verdict &v) { return v.subject == subject; }));
}

TEST(Judge, TakesNoBoundThatThePlanDidNotTellForGroundOfAVerdict)
{
    CellFigures figures = goodFigures();
    figures.outputTokensPerSecond = 2'000;
    figures.physics = boundOf(1'000);
    figures.physics->told = false;
    EXPECT_EQ(judgeFigures(figures).front().code, VerdictCode::Valid);
}

TEST(Judge, NotesMoreUsersThanTheKvCacheHolds)
{
    CellFigures figures = goodFigures();
    figures.outputTokensPerSecond = 500;
    figures.physics = boundOf(1'000);
    figures.physics->kvRequests = 7.5;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    const auto found = std::ranges::find(verdicts, std::string("kv-capacity"), &Verdict::subject);
    ASSERT_NE(found, verdicts.end());
    EXPECT_EQ(found->severity, Severity::Note);
    EXPECT_EQ(found->observed, 10);
    EXPECT_EQ(found->threshold, 7);
}

TEST(Judge, ASendThatIsLateAgainstTheTtftMovesNothingWhereUsersSendAtOnce)
{
    CellFigures figures = goodFigures();
    figures.ttft.p50 = 10;
    figures.client.sendLatenessP99 = 1'900;
    figures.client.turnaroundP99 = 1'900;
    EXPECT_EQ(judgeFigures(figures).front().code, VerdictCode::Valid);
    figures.e2el.p50 = 189;
    EXPECT_EQ(judgeFigures(figures).front().code, VerdictCode::ClientLimited);
}

TEST(Judge, HoldsALateSendAgainstTheTtftWhereRequestsAreDueByThemselves)
{
    CellFigures figures = goodFigures();
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.ownDueInstants = true;
    figures.client.sendLatenessP99 = 999;
    EXPECT_EQ(judge(input).front().code, VerdictCode::Valid);
    figures.client.sendLatenessP99 = 1'000;
    EXPECT_EQ(judge(input).front().subject, "send-lateness");
    EXPECT_NEAR(judge(input).front().threshold, 1, 1e-9);
    figures.ttft.p50 = 2'000;
    EXPECT_EQ(judge(input).front().code, VerdictCode::Valid) << "2 ms is the tighter limit then";
    figures.client.sendLatenessP99 = 2'000;
    EXPECT_EQ(judge(input).front().code, VerdictCode::ClientLimited);
}

TEST(Judge, AServerThatGathersEventsIsNoSlowClient)
{
    CellFigures figures = goodFigures();
    figures.client.sharedFirstTokenShare = 1;
    figures.client.readLagP99 = 4'999; // of gaps of 20 ms
    EXPECT_EQ(judgeFigures(figures).front().code, VerdictCode::Valid);
    figures.client.readLagP99 = 5'000;
    EXPECT_EQ(judgeFigures(figures).front().subject, "shared-first-tokens");
    figures.client.readLagP99 = 0;
    figures.client.kernelStamps = false;
    EXPECT_EQ(judgeFigures(figures).front().subject, "shared-first-tokens") << "no lag is known then";
}

TEST(Judge, AllowsRandomLengthsToDifferByChance)
{
    CellFigures figures = goodFigures();
    figures.meanOutputTokensError = 3;
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.otherTargetsOutputTokens = 210;
    input.otherTargetsOutputError = 4;
    // 4.8 % off; 1 % and 1.96 * 5 / 210 are 5.7 %.
    EXPECT_EQ(judge(input).front().code, VerdictCode::Valid);
    input.otherTargetsOutputTokens = 215;
    const Verdict found = judge(input).front();
    EXPECT_EQ(found.subject, "output-length-of-targets");
    EXPECT_EQ(found.severity, Severity::Warning);
    EXPECT_NEAR(found.threshold, 1 + 980.0 / 215, 1e-9);
    figures.meanOutputTokensError = 0;
    input.otherTargetsOutputError = 0;
    EXPECT_EQ(judge(input).front().severity, Severity::Bad) << "lengths that are all one leave nothing to chance";
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

TEST(Judge, MoreUsersThanTheServerWorksOnMeasureItsQueue)
{
    const CellFigures figures = goodFigures();
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.serverParallelism = 4;
    input.parallelismTold = true;
    EXPECT_EQ(judge(input).front(), (Verdict{VerdictCode::ServerLimit, Severity::Warning, "parallelism", 10, 4, {}}));

    // What is only usual for its kind is worth a note, and the point stays valid.
    input.parallelismTold = false;
    std::vector<Verdict> verdicts = judge(input);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    const Verdict usual{VerdictCode::ServerLimit, Severity::Note, "usual-parallelism", 10, 4, {}};
    EXPECT_NE(std::ranges::find(verdicts, usual), verdicts.end());

    input.users = 4;
    verdicts = judge(input);
    EXPECT_EQ(std::ranges::find(verdicts, VerdictCode::ServerLimit, &Verdict::code), verdicts.end());
}

TEST(Judge, AtARateTheRequestsInFlightStandForTheUsers)
{
    CellFigures figures = goodFigures();
    figures.physics = boundOf(1e6);
    figures.physics->kvRequests = 4.5;
    figures.arrivals.emplace();
    figures.meanConcurrency = 6;
    VerdictInput input;
    input.figures = &figures;
    input.load = plan::LoadKind::Open;
    input.users = 0;
    input.serverParallelism = 4;
    input.parallelismTold = true;
    std::vector<Verdict> verdicts = judge(input);
    EXPECT_EQ(verdicts.front(),
              (Verdict{VerdictCode::ServerLimit, Severity::Warning, "in-flight-parallelism", 6, 4, {}}));
    EXPECT_NE(std::ranges::find(verdicts, "in-flight-kv-capacity", &Verdict::subject), verdicts.end());
    figures.meanConcurrency = 4;
    verdicts = judge(input);
    EXPECT_EQ(std::ranges::find(verdicts, VerdictCode::ServerLimit, &Verdict::code), verdicts.end());
}

TEST(Judge, SaysWhatWasNeverSent)
{
    CellFigures figures = goodFigures();
    figures.window = {Instant(std::chrono::seconds(1)), Instant(std::chrono::seconds(11)), false};
    figures.arrivals.emplace();
    figures.arrivals->duePerSecond = figures.arrivals->sentPerSecond = 100;
    figures.arrivals->unsent = 30;
    VerdictInput input;
    input.figures = &figures;
    input.load = plan::LoadKind::Open;
    EXPECT_EQ(judge(input).front(), (Verdict{VerdictCode::LoadNotHeld, Severity::Warning, "unsent", 3, 2, "%"}));
    figures.arrivals->unsent = 19;
    EXPECT_EQ(judge(input).front().code, VerdictCode::Valid);
}

TEST(Judge, AnswersInOnePieceAreNeitherStreamedNorTheClientsFault)
{
    CellFigures figures = goodFigures();
    figures.inOnePiece = 0.04;
    EXPECT_EQ(judgeFigures(figures).front().code, VerdictCode::Valid);
    figures.inOnePiece = 1;
    figures.itl.mean = 0;
    figures.client.sharedFirstTokenShare = 1;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(verdicts.front(), (Verdict{VerdictCode::Unchecked, Severity::Bad, "one-piece", 100, 50, "%"}));
    EXPECT_EQ(std::ranges::find(verdicts, VerdictCode::ClientLimited, &Verdict::code), verdicts.end());
    // But a client that reads late may have gathered them itself.
    figures.client.readLagP99 = 4'999;
    EXPECT_TRUE(std::ranges::none_of(
        judgeFigures(figures), [](const Verdict &verdict) { return verdict.code == VerdictCode::ClientLimited; }));
    figures.client.readLagP99 = 5'000;
    EXPECT_TRUE(std::ranges::any_of(judgeFigures(figures),
                                    [](const Verdict &verdict) { return verdict.code == VerdictCode::ClientLimited; }));
}

TEST(Judge, SaysWhereTheApiCannotHoldALength)
{
    const CellFigures figures = goodFigures();
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.exactOutputTokens = 200;
    input.exactLengthPossible = false;
    const Verdict note{VerdictCode::LengthDiffers, Severity::Note, "no-exact-length", 0, 0, {}};
    std::vector<Verdict> verdicts = judge(input);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    EXPECT_NE(std::ranges::find(verdicts, note), verdicts.end());

    // Who did not ask for one does not miss it.
    input.exactOutputTokens = 0;
    verdicts = judge(input);
    EXPECT_EQ(std::ranges::find(verdicts, note), verdicts.end());
}

TEST(Judge, CountsWholeSamples)
{
    CellFigures figures = goodFigures();
    figures.ttft.samples = 150;
    const Verdict found = judgeFigures(figures).front();
    EXPECT_EQ(found.code, VerdictCode::TooFewSamples);
    EXPECT_EQ(found.observed, 7) << "7.5 lie beyond the 95th percentile of 150";
}

TEST(Judge, ComparesAnswersWithThoseOfTheOtherTargets)
{
    const CellFigures figures = goodFigures();
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.otherTargetsOutputTokens = 250;
    const Verdict found = judge(input).front();
    EXPECT_EQ(found.subject, "output-length-of-targets");
    EXPECT_NEAR(found.observed, 20, 1e-9);
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

TEST(Judge, ALoadWithRampAndDrainInsideCannotBeJudged)
{
    CellFigures figures = goodFigures();
    figures.window.wholeCell = true;
    figures.meanConcurrency = 5;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    EXPECT_TRUE(std::ranges::any_of(verdicts, [](const Verdict &v) { return v.subject == "load"; }));
}

TEST(Judge, GuessedTokenCountsSayNothingOfLengths)
{
    CellFigures figures = goodFigures();
    figures.tokensEstimated = true;
    figures.meanOutputTokens = 50;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    EXPECT_TRUE(std::ranges::any_of(verdicts, [](const Verdict &v) { return v.subject == "token-count"; }));
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
