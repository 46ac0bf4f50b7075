#include "metrics/limitanswer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace tokamark::metrics {
namespace {

using plan::Slo;

/// 200 requests, TTFT p95 400 ms, TPOT 20 ms.
CellFigures figures()
{
    CellFigures figures;
    figures.started = figures.completed = 200;
    figures.ttft.samples = figures.tpot.samples = figures.stall.samples = 200;
    figures.ttft.p95 = 400;
    figures.ttft.p99 = 900;
    figures.tpot.mean = 20;
    figures.stall.p50 = 70;
    return figures;
}

plan::Search requiring(std::vector<plan::Requirement> requirements)
{
    plan::Search search;
    search.requirements = std::move(requirements);
    return search;
}

const plan::Search Easy = requiring({{Slo::Metric::Ttft, 95, 500}});

LimitVote vote(const CellFigures &figures, VerdictCode code, Severity severity, const plan::Search &search = Easy)
{
    const std::vector<Verdict> verdicts{{code, severity, "subject", 0, 0, {}}};
    return voteOf(figures, verdicts, search);
}

TEST(LimitAnswer, HoldsEveryStatisticAgainstItsLimit)
{
    const auto answer = [](std::vector<plan::Requirement> requirements) {
        return voteOf(figures(), {}, requiring(std::move(requirements))).answer;
    };
    EXPECT_EQ(answer({{Slo::Metric::Ttft, 95, 400}}), LimitAnswer::Meets) << "a limit may be reached";
    EXPECT_EQ(answer({{Slo::Metric::Ttft, 95, 399}}), LimitAnswer::Fails);
    EXPECT_EQ(answer({{Slo::Metric::Ttft, 99, 500}}), LimitAnswer::Fails);
    EXPECT_EQ(answer({{Slo::Metric::Tpot, 0, 20}, {Slo::Metric::Stall, 50, 70}}), LimitAnswer::Meets);
    EXPECT_EQ(answer({{Slo::Metric::Tpot, 0, 20}, {Slo::Metric::Stall, 50, 69}}), LimitAnswer::Fails);
}

TEST(LimitAnswer, TellsHowFarItIsFromTheLimit)
{
    CellFigures measured = figures();
    measured.logErrors.at(static_cast<std::size_t>(Metric::TtftP95)) = 0.02;
    measured.goodShare = 0.97;
    plan::Search search = requiring({{Slo::Metric::Ttft, 95, 500}, {Slo::Metric::Stall, 50, 70}});
    search.sharePct = 95;
    const LimitVote vote = voteOf(measured, {}, search);
    ASSERT_EQ(vote.margins.size(), 3u);
    EXPECT_DOUBLE_EQ(vote.margins[0].value, std::log(500.0 / 400));
    EXPECT_DOUBLE_EQ(vote.margins[0].error, 0.02);
    EXPECT_EQ(vote.margins[1], (LimitMargin{0, 0})) << "no error is kept of a stall";
    EXPECT_NEAR(vote.margins[2].value, 0.02, 1e-12);
    EXPECT_NEAR(vote.margins[2].error, std::sqrt(0.95 * 0.05 / 200), 1e-12);

    measured.ttft.p95 = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(std::isfinite(voteOf(measured, {}, search).margins[0].value));
    const std::vector<Verdict> overloaded{{VerdictCode::Overloaded, Severity::Warning, "in-flight", 0, 0, {}}};
    EXPECT_TRUE(voteOf(measured, overloaded, search).margins.empty()) << "a verdict decides by itself";
}

TEST(LimitAnswer, FailsWhereFailuresReachThePercentile)
{
    CellFigures failing = figures();
    failing.ttft.p95 = std::numeric_limits<double>::infinity();
    failing.ttft.failures = 20;
    EXPECT_EQ(voteOf(failing, {}, Easy).answer, LimitAnswer::Fails);
}

TEST(LimitAnswer, TakesAnswersInOnePieceForNoAnswer)
{
    EXPECT_EQ(vote(figures(), VerdictCode::Unchecked, Severity::Bad),
              (LimitVote{LimitAnswer::Unusable, VerdictCode::Unchecked, {}}));
    EXPECT_EQ(vote(figures(), VerdictCode::Unchecked, Severity::Note).answer, LimitAnswer::Meets);
}

TEST(LimitAnswer, CountsTheWaitInTheClientAtARate)
{
    CellFigures waiting = figures();
    waiting.arrivals.emplace();
    waiting.ttftFromDue = waiting.ttft;
    waiting.ttftFromDue.p95 = 1'932;
    EXPECT_EQ(voteOf(waiting, {}, Easy).answer, LimitAnswer::Fails) << "400 ms from sending";
}

TEST(LimitAnswer, CountsTheShareOfGoodRequests)
{
    CellFigures counted = figures();
    plan::Search search;
    search.sharePct = 95;
    counted.goodShare = 0.95;
    EXPECT_EQ(voteOf(counted, {}, search).answer, LimitAnswer::Meets);
    counted.goodShare = 0.94;
    EXPECT_EQ(voteOf(counted, {}, search).answer, LimitAnswer::Fails);
}

TEST(LimitAnswer, ListensToTheVerdictsFirst)
{
    EXPECT_EQ(vote(figures(), VerdictCode::Errors, Severity::Bad).answer, LimitAnswer::Fails);
    EXPECT_EQ(vote(figures(), VerdictCode::Errors, Severity::Warning).answer, LimitAnswer::Meets);
    EXPECT_EQ(vote(figures(), VerdictCode::Overloaded, Severity::Warning).answer, LimitAnswer::Fails);
    EXPECT_EQ(vote(figures(), VerdictCode::TooFewSamples, Severity::Bad).answer, LimitAnswer::Meets);
    for (const VerdictCode code : {VerdictCode::ClientLimited, VerdictCode::LoadNotHeld, VerdictCode::NotSteady,
                                   VerdictCode::CacheContaminated, VerdictCode::Impossible, VerdictCode::ClockStep}) {
        EXPECT_EQ(vote(figures(), code, Severity::Bad), (LimitVote{LimitAnswer::Unusable, code, {}})) << name(code);
        EXPECT_EQ(vote(figures(), code, Severity::Warning).answer, LimitAnswer::Meets) << name(code);
    }
}

TEST(LimitAnswer, BelievesAFailureWhoseFiguresFlatterTheServer)
{
    const plan::Search strict = requiring({{Slo::Metric::Ttft, 95, 300}});
    EXPECT_EQ(vote(figures(), VerdictCode::CacheContaminated, Severity::Bad, strict).answer, LimitAnswer::Fails);
    EXPECT_EQ(vote(figures(), VerdictCode::ClientLimited, Severity::Bad, strict).answer, LimitAnswer::Unusable)
        << "a client that lags makes latencies longer than they are";
}

TEST(LimitAnswer, DoesNotTakeAServerThatIsGoneForASlowOne)
{
    CellFigures gone;
    gone.started = gone.failed = 50;
    gone.failuresByOutcome[static_cast<std::size_t>(Outcome::ConnectFailed)] = 50;
    EXPECT_EQ(vote(gone, VerdictCode::Errors, Severity::Bad),
              (LimitVote{LimitAnswer::Unusable, VerdictCode::Errors, {}}));
    CellFigures late = gone;
    late.failuresByOutcome = {};
    late.failuresByOutcome[static_cast<std::size_t>(Outcome::TimedOut)] = 50;
    EXPECT_EQ(vote(late, VerdictCode::Errors, Severity::Bad).answer, LimitAnswer::Fails);
}

TEST(LimitAnswer, HasNoneWithoutSamples)
{
    EXPECT_EQ(voteOf(CellFigures(), {}, Easy), (LimitVote{LimitAnswer::Unusable, VerdictCode::TooFewSamples, {}}));
}

} // namespace
} // namespace tokamark::metrics
