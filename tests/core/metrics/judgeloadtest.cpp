#include "core/metrics/judgedfigures.h"
#include "metrics/summarise.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::metrics {
namespace {

using namespace testing;

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
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    const Verdict note{VerdictCode::Unchecked, Severity::Note, "above-bound", 200, 100, "%"};
    EXPECT_NE(std::ranges::find(verdicts, note), verdicts.end()) << "but it is not passed over";
}

TEST(Judge, WarnsOfARateAboveABoundThatLacksTheNumberOfGpusAlone)
{
    CellFigures figures = goodFigures();
    figures.outputTokensPerSecond = 1'030;
    figures.physics = boundOf(1'000);
    figures.physics->told = false;
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.gpusUntold = true;
    EXPECT_EQ(judge(input).front(),
              (Verdict{VerdictCode::Unchecked, Severity::Warning, "above-bound-gpus", 103, 100, "%"}));
    figures.outputTokensPerSecond = 990;
    const std::vector<Verdict> below = judge(input);
    EXPECT_EQ(below.front().code, VerdictCode::Valid);
    EXPECT_TRUE(std::ranges::any_of(below, [](const Verdict &v) { return v.subject == "physical-limit-gpus"; }));
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

TEST(Judge, MoreUsersThanTheServerWorksOnMeasureItsQueue)
{
    const CellFigures figures = goodFigures();
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.serverParallelism = 4;
    input.parallelismTold = true;
    EXPECT_EQ(judge(input).front(), (Verdict{VerdictCode::ServerLimit, Severity::Warning, "parallelism", 10, 4, {}}));

    // What is only usual for its kind is said in other words.
    input.parallelismTold = false;
    EXPECT_EQ(judge(input).front(),
              (Verdict{VerdictCode::ServerLimit, Severity::Warning, "usual-parallelism", 10, 4, {}}));

    input.users = 4;
    const std::vector<Verdict> verdicts = judge(input);
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

TEST(Judge, ALoadWithRampAndDrainInsideCannotBeJudged)
{
    CellFigures figures = goodFigures();
    figures.window.wholeCell = true;
    figures.meanConcurrency = 5;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    EXPECT_TRUE(std::ranges::any_of(verdicts, [](const Verdict &v) { return v.subject == "load"; }));
}

} // namespace
} // namespace tokamark::metrics
