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
    for (const OtherTool tool : AllOtherTools) {
        const OtherFigures figures = asMeasuredBy(tool, records);
        EXPECT_DOUBLE_EQ(figures.ttft.mean, 115) << name(tool);
        EXPECT_DOUBLE_EQ(figures.seconds, 0.535) << name(tool);
    }
}

TEST(OtherTool, FailuresTakeTimeAndGiveNoSample)
{
    std::vector<RequestRecord> records = twoAnswers();
    records.push_back(failed(0, 1'000, Outcome::ErrorFrame));
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
