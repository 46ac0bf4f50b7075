#include "core/metrics/judgedfigures.h"
#include "metrics/summarise.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::metrics {
namespace {

using namespace testing;

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
    figures.client.kernelStamps = false;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_EQ(std::ranges::find(verdicts, VerdictCode::ClientLimited, &Verdict::code), verdicts.end())
        << "nothing shows then who gathered them";
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

} // namespace
} // namespace tokamark::metrics
