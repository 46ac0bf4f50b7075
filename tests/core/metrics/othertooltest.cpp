#include "core/metrics/records.h"
#include "metrics/othertool.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tokamark::metrics {
namespace {

using namespace testing;

/// 100 ms to the first token, then 10 ms each; the stream ends 5 ms after the last; lengths 11 and 21.
std::vector<RequestRecord> twoAnswers()
{
    std::vector<RequestRecord> records{completed({.sentMs = 0, .ttftMs = 100, .gapMs = 10, .tokens = 11, .id = 1}),
                                       completed({.sentMs = 200, .ttftMs = 100, .gapMs = 10, .tokens = 21, .id = 2})};
    for (RequestRecord &record : records) {
        record.at.end = record.at.lastToken + std::chrono::milliseconds(5);
        record.requestedOutputTokens = 41;
    }
    return records;
}

// Both answers take 205 and 305 ms, and the run 505.

TEST(OtherTool, VllmByHand)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::Vllm, twoAnswers());
    EXPECT_EQ(figures.completed, 2u);
    EXPECT_DOUBLE_EQ(figures.seconds, 0.505);
    EXPECT_DOUBLE_EQ(figures.outputTokensPerSecond, 32 / 0.505);
    EXPECT_DOUBLE_EQ(figures.totalTokensPerSecond, 132 / 0.505);
    EXPECT_DOUBLE_EQ(figures.requestsPerSecond, 2 / 0.505);
    EXPECT_EQ(figures.peakOutputTokensPerSecond, 32);
    EXPECT_DOUBLE_EQ(figures.ttft.mean, 100);
    EXPECT_DOUBLE_EQ(figures.e2el.mean, 255);
    EXPECT_DOUBLE_EQ(figures.e2el.p99, 205 + 0.99 * 100) << "between the two, as numpy has it";
    EXPECT_DOUBLE_EQ(figures.tpot.mean, (105.0 / 10 + 205.0 / 20) / 2) << "what follows the last token is in it";
    EXPECT_EQ(figures.itl.samples, 30u);
    EXPECT_DOUBLE_EQ(figures.itl.p99, 10);
}

TEST(OtherTool, VllmTakesTheRoleForTheFirstToken)
{
    std::vector<RequestRecord> records = twoAnswers();
    for (RequestRecord &record : records)
        record.at.firstEvent = record.at.sent + std::chrono::milliseconds(5);
    const OtherFigures vllm = asMeasuredBy(OtherTool::Vllm, records);
    EXPECT_DOUBLE_EQ(vllm.ttft.mean, 5);
    EXPECT_DOUBLE_EQ(vllm.tpot.mean, (200.0 / 10 + 300.0 / 20) / 2);
    EXPECT_EQ(vllm.itl.samples, 32u) << "the wait for the first token is the first gap";
    EXPECT_DOUBLE_EQ(vllm.itl.p99, 95);
    EXPECT_EQ(vllm.peakOutputTokensPerSecond, 34) << "the role is counted among the tokens";
    EXPECT_DOUBLE_EQ(asMeasuredBy(OtherTool::Sglang, records).ttft.mean, 100);
    EXPECT_DOUBLE_EQ(asMeasuredBy(OtherTool::GuideLlm, records).ttft.mean, 100);
    EXPECT_DOUBLE_EQ(asMeasuredBy(OtherTool::AiPerf, records).ttft.mean, 100);
}

TEST(OtherTool, SglangCountsWhatWasAskedFor)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::Sglang, twoAnswers());
    EXPECT_EQ(figures.outputTokens, 82u);
    EXPECT_DOUBLE_EQ(figures.tpot.mean, (105.0 / 40 + 205.0 / 40) / 2);
    EXPECT_DOUBLE_EQ(figures.outputTokensPerSecond, 82 / 0.505);
}

TEST(OtherTool, GuideLlmPutsTheFirstTokenIntoTpotAndTakesValuesThatWereSeen)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::GuideLlm, twoAnswers());
    // (100 + 100) / 11 over 11 tokens and (100 + 200) / 21 over 21.
    EXPECT_DOUBLE_EQ(figures.tpot.mean, 500.0 / 32);
    EXPECT_DOUBLE_EQ(figures.tpot.p50, 300.0 / 21) << "21 of 32 tokens";
    EXPECT_DOUBLE_EQ(figures.tpot.p90, 200.0 / 11);
    EXPECT_EQ(figures.itl.samples, 2u) << "one mean for each request";
    EXPECT_DOUBLE_EQ(figures.itl.mean, 10);
    EXPECT_DOUBLE_EQ(figures.e2el.p50, 205) << "nearest rank: half of two is the first";
    EXPECT_DOUBLE_EQ(figures.e2el.p90, 305);
    EXPECT_FALSE(figures.peakOutputTokensPerSecond);
}

TEST(OtherTool, AiPerfEndsWithTheLastToken)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::AiPerf, twoAnswers());
    EXPECT_DOUBLE_EQ(figures.e2el.mean, 250);
    EXPECT_DOUBLE_EQ(figures.itl.mean, 10);
    EXPECT_EQ(figures.itl.samples, 2u);
    EXPECT_EQ(figures.tpot.samples, 0u);
}

TEST(OtherTool, ConnectingIsPartOfTheirLatencies)
{
    std::vector<RequestRecord> records = twoAnswers();
    records[0].newConnection = true;
    records[0].at.connectStart = records[0].at.sent - std::chrono::milliseconds(30);
    for (const OtherTool tool : {OtherTool::Vllm, OtherTool::GuideLlm, OtherTool::AiPerf}) {
        const OtherFigures figures = asMeasuredBy(tool, records);
        EXPECT_DOUBLE_EQ(figures.ttft.mean, 115) << name(tool);
        EXPECT_DOUBLE_EQ(figures.seconds, 0.535) << name(tool);
        EXPECT_FALSE(figures.addedConnectMs) << name(tool) << " keeps its connections";
    }
}

TEST(OtherTool, SglangConnectsForEveryRequest)
{
    std::vector<RequestRecord> records = twoAnswers();
    records.push_back(completed({.sentMs = 300, .ttftMs = 100, .gapMs = 10, .tokens = 11, .id = 3}));
    const OtherFigures untold = asMeasuredBy(OtherTool::Sglang, records);
    EXPECT_DOUBLE_EQ(untold.ttft.mean, 100) << "nothing tells how long it would have taken";
    EXPECT_FALSE(untold.addedConnectMs);
    records[1].newConnection = true;
    records[1].at.connectStart = records[1].at.sent - std::chrono::milliseconds(30);
    const OtherFigures figures = asMeasuredBy(OtherTool::Sglang, records);
    EXPECT_EQ(figures.addedConnectMs, 30);
    EXPECT_DOUBLE_EQ(figures.ttft.mean, 130) << "also before the two that reused a connection";
    EXPECT_DOUBLE_EQ(figures.ttft.p99, 130);
    EXPECT_DOUBLE_EQ(figures.e2el.mean, asMeasuredBy(OtherTool::Vllm, records).e2el.mean + 20);
    EXPECT_DOUBLE_EQ(figures.tpot.mean, untold.tpot.mean) << "connecting lies before all tokens";
}

/// The two, and one that an error object ended behind its sixth token: 100 ms, five gaps of 10, 5 ms more.
std::vector<RequestRecord> twoAnswersAndAnError()
{
    std::vector<RequestRecord> records = twoAnswers();
    RequestRecord broken = completed({.sentMs = 400, .ttftMs = 100, .gapMs = 10, .tokens = 6, .id = 3});
    broken.outcome = Outcome::ErrorFrame;
    broken.at.end = broken.at.lastToken + std::chrono::milliseconds(5);
    broken.promptTokens = 0; // no usage came
    broken.requestedOutputTokens = 41;
    records.push_back(broken);
    return records;
}

TEST(OtherTool, VllmTakesAnAnswerThatAnErrorObjectEndedForCompleted)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::Vllm, twoAnswersAndAnError());
    EXPECT_EQ(figures.completed, 3u);
    EXPECT_EQ(figures.outputTokens, 38u) << "it counts the text itself where no usage came";
    EXPECT_DOUBLE_EQ(figures.e2el.mean, (205.0 + 305.0 + 155.0) / 3);
    EXPECT_DOUBLE_EQ(figures.tpot.mean, (105.0 / 10 + 205.0 / 20 + 55.0 / 5) / 3);
    EXPECT_DOUBLE_EQ(figures.requestsPerSecond, 3 / figures.seconds);
}

TEST(OtherTool, SglangTakesItForCompletedWithTheLengthAskedFor)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::Sglang, twoAnswersAndAnError());
    EXPECT_EQ(figures.completed, 3u);
    EXPECT_EQ(figures.outputTokens, 3u * 41);
    EXPECT_DOUBLE_EQ(figures.tpot.mean, (105.0 + 205.0 + 55.0) / 40 / 3);
}

TEST(OtherTool, GuideLlmTakesItForFailed)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::GuideLlm, twoAnswersAndAnError());
    OtherFigures without = asMeasuredBy(OtherTool::GuideLlm, twoAnswers());
    EXPECT_EQ(figures.completed, 2u);
    EXPECT_EQ(figures.outputTokens, 32u);
    EXPECT_EQ(figures.ttft, without.ttft);
    EXPECT_EQ(figures.tpot, without.tpot);
}

TEST(OtherTool, AiPerfTakesItForCompletedWithTheTextThatCame)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::AiPerf, twoAnswersAndAnError());
    EXPECT_EQ(figures.completed, 3u);
    EXPECT_EQ(figures.outputTokens, 38u);
    EXPECT_DOUBLE_EQ(figures.e2el.mean, (200.0 + 300.0 + 150.0) / 3) << "to the last token, not to the error";
    EXPECT_EQ(figures.itl.samples, 3u);
}

TEST(OtherTool, OtherFailuresTakeTimeAndGiveNoSample)
{
    std::vector<RequestRecord> records = twoAnswers();
    records.push_back(failed(0, 1'000, Outcome::Reset));
    records.push_back(failed(0, 900, Outcome::ErrorFrame)); // in place of the first token
    records.push_back(failed(0, 9'000, Outcome::Cancelled));
    for (const OtherTool tool : AllOtherTools) {
        const OtherFigures figures = asMeasuredBy(tool, records);
        EXPECT_EQ(figures.completed, 2u) << name(tool);
        EXPECT_EQ(figures.ttft.samples, 2u) << name(tool);
        EXPECT_DOUBLE_EQ(figures.seconds, 1) << name(tool);
    }
}

TEST(OtherTool, NamesItsFiguresAsOursAreNamed)
{
    const OtherFigures figures = asMeasuredBy(OtherTool::AiPerf, twoAnswers());
    EXPECT_EQ(valueOf(figures, Metric::TtftP50), 100);
    EXPECT_EQ(valueOf(figures, Metric::E2elMean), 250);
    EXPECT_EQ(valueOf(figures, Metric::ItlP99), 10);
    EXPECT_EQ(valueOf(figures, Metric::RequestThroughput), 2 / 0.505);
    EXPECT_EQ(valueOf(figures, Metric::TpotMean), std::nullopt);
    EXPECT_EQ(valueOf(OtherFigures(), Metric::OutputThroughput), std::nullopt);
}

TEST(OtherTool, OfNothingIsNothing)
{
    for (const OtherTool tool : AllOtherTools) {
        OtherFigures none = asMeasuredBy(tool, {});
        none.peakOutputTokensPerSecond.reset();
        EXPECT_EQ(none, OtherFigures()) << name(tool);
        EXPECT_EQ(otherToolByName(name(tool)), tool);
    }
    EXPECT_FALSE(otherToolByName("llmperf"));
}

} // namespace
} // namespace tokamark::metrics
