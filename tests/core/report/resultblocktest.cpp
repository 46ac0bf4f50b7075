#include "core/report/madeuprun.h"
#include "report/resultblock.h"

#include <gtest/gtest.h>

#include <QStringList>

#include <limits>

namespace tokamark::report {
namespace {

using namespace testing;

QString blockOf(const metrics::CellFigures &cellFigures, bool simulated = false)
{
    storage::StoredRun run = emptyRun();
    run.targets[0].simulated = simulated;
    run.info.simulated = simulated;
    run.cells = {doneCell({0, 0, 1, 0}, cellFigures)};
    return resultBlock(run, run.cells.front());
}

TEST(ResultBlock, IsTheOneThatUsersPaste)
{
    const QStringList lines = blockOf(figures(1'000)).split(u'\n');
    EXPECT_EQ(lines[0], QStringLiteral("============ Serving Benchmark Result ============"));
    EXPECT_TRUE(lines.contains(QStringLiteral("Successful requests:                     1000")));
    EXPECT_TRUE(lines.contains(QStringLiteral("Failed requests:                         0")));
    EXPECT_TRUE(lines.contains(QStringLiteral("Maximum request concurrency:             50")));
    EXPECT_TRUE(lines.contains(QStringLiteral("Benchmark duration (s):                  10.00")));
    EXPECT_TRUE(lines.contains(QStringLiteral("Output token throughput (tok/s):         1000.00")));
    EXPECT_TRUE(lines.contains(QStringLiteral("Peak output token throughput (tok/s):    1100.00")));
    EXPECT_TRUE(lines.contains(QStringLiteral("Peak concurrent requests:                50.00")));
    EXPECT_TRUE(lines.contains(QStringLiteral("Total token throughput (tok/s):          1450.00")));
    EXPECT_TRUE(lines.contains(QStringLiteral("---------------Time to First Token----------------")));
    EXPECT_TRUE(lines.contains(QStringLiteral("-----Time per Output Token (excl. 1st token)------")));
    EXPECT_TRUE(lines.contains(QStringLiteral("---------------Inter-token Latency----------------")));
    EXPECT_TRUE(lines.contains(QStringLiteral("----------------End-to-end Latency----------------")));
    EXPECT_TRUE(lines.contains(QStringLiteral("Median TTFT (ms):                        100.00")));
    EXPECT_TRUE(lines.contains(QStringLiteral("P99 TTFT (ms):                           220.00")));
    EXPECT_TRUE(lines.contains(QString(50, u'=')));
    EXPECT_TRUE(lines.contains(QStringLiteral("Verdict: VALID")));
    for (const QString &line : lines)
        EXPECT_FALSE(line.contains(u'*') || line.contains(u'~')) << line.toStdString();
}

TEST(ResultBlock, CallsTheGapOfChunksWhatItIs)
{
    metrics::CellFigures cell = figures(1'000);
    cell.itlIsPerToken = false;
    const QString block = blockOf(cell);
    EXPECT_TRUE(block.contains(QStringLiteral("---------Inter-chunk Latency (chunk gap)----------\n")));
    EXPECT_TRUE(block.contains(QStringLiteral("Median ICL (ms):                         12.00\n")));
    EXPECT_FALSE(block.contains(QStringLiteral("Inter-token")));
}

TEST(ResultBlock, LeavesOutWhatAnOlderVersionDidNotKeep)
{
    metrics::CellFigures cell = figures(1'000);
    cell.totalTokensPerSecond.reset();
    cell.peakConcurrency.reset();
    const QString block = blockOf(cell);
    EXPECT_TRUE(block.contains(QStringLiteral("Total token throughput (tok/s):          -\n")));
    EXPECT_TRUE(block.contains(QStringLiteral("Peak concurrent requests:                -\n")));
}

TEST(ResultBlock, ShowsThePercentilesOfThePlan)
{
    storage::StoredRun run = emptyRun();
    run.plan.percentiles = {90};
    run.cells = {doneCell({0, 0, 1, 0}, figures(1'000))};
    const QString block = resultBlock(run, run.cells.front());
    EXPECT_TRUE(block.contains(QStringLiteral("Median TTFT")));
    EXPECT_TRUE(block.contains(QStringLiteral("P90 TTFT (ms):                           150.00\n")));
    EXPECT_FALSE(block.contains(QStringLiteral("P95")) || block.contains(QStringLiteral("P99")));
}

TEST(ResultBlock, SaysSimulated)
{
    EXPECT_TRUE(blockOf(figures(1), true).contains(QStringLiteral("vLLM (simulated)")));
    EXPECT_FALSE(blockOf(figures(1), false).contains(QStringLiteral("simulated")));
}

TEST(ResultBlock, MarksPercentilesOfFewSamplesAndLeavesOutThoseOfTooFew)
{
    const QString few = blockOf(figures(1, 300));
    EXPECT_TRUE(few.contains(QStringLiteral("P99 TTFT (ms):                           220.00*\n")));
    EXPECT_TRUE(few.contains(QStringLiteral("P95 TTFT (ms):                           180.00\n")));
    EXPECT_TRUE(few.contains(QStringLiteral("* fewer than five")));
    EXPECT_TRUE(blockOf(figures(1, 99)).contains(QStringLiteral("P99 TTFT (ms):                           -\n")));
}

TEST(ResultBlock, AFigureThatFailuresReachIsOverTheTimeout)
{
    metrics::CellFigures cell = figures(1);
    cell.ttft.p99 = std::numeric_limits<double>::infinity();
    EXPECT_TRUE(blockOf(cell).contains(QStringLiteral("P99 TTFT (ms):                           >600000\n")));
}

TEST(ResultBlock, GuessedTokensHaveATilde)
{
    metrics::CellFigures cell = figures(1'000);
    cell.tokensEstimated = true;
    EXPECT_TRUE(blockOf(cell).contains(QStringLiteral("Output token throughput (tok/s):         1000.00 ~")));
}

} // namespace
} // namespace tokamark::report
