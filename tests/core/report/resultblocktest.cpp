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
