#include "core/report/madeuprun.h"
#include "report/comparisontext.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace tokamark::report {
namespace {

using namespace testing;

/// A run of "x" at 10 users, a repetition for each rate.
storage::StoredRun runWith(std::initializer_list<double> rates, int id)
{
    storage::StoredRun run = emptyRun({"x"});
    run.info.id = RunId{id};
    std::uint32_t repetition = 0;
    for (const double rate : rates)
        run.cells.push_back(doneCell({0, 0, 0, repetition++}, figures(rate)));
    return run;
}

QString summaryOf(const storage::StoredRun &a, const storage::StoredRun &b)
{
    return comparisonSummary(compareRuns(a, b).value());
}

/// Those that begin with one of the words, without their blanks.
QStringList rows(const QString &text, const QStringList &words)
{
    QStringList found;
    for (const QString &line : text.split(u'\n')) {
        for (const QString &word : words) {
            if (line.simplified().startsWith(word))
                found.append(line.simplified());
        }
    }
    return found;
}

TEST(ComparisonSummary, HasOnlyTheFiguresThatMatterFirst)
{
    auto a = runWith({100}, 1);
    auto b = runWith({90}, 2);
    b.cells[0].figures->failed = 3;
    b.cells[0].figures->e2el.p50 = 2'860;
    const QString text = summaryOf(a, b);
    EXPECT_TRUE(text.startsWith(QStringLiteral("a: night run (run 1), b: night run (run 2)\n\nx, 10 users\n")))
        << text.toStdString();
    EXPECT_EQ(rows(text, {QStringLiteral("Output rate, tokens/s"), QStringLiteral("E2EL"), QStringLiteral("Failed")}),
              (QStringList{QStringLiteral("Output rate, tokens/s 100 90.0 -10.0 % - - -"),
                           QStringLiteral("E2EL p50, ms 2600 2860 +10.0 % - - -"),
                           QStringLiteral("Failed requests 0 of 1000 3 of 1000 - - - -")}));
    EXPECT_EQ(rows(text, {QStringLiteral("TTFT p"), QStringLiteral("TPOT p")}).filter(QStringLiteral("%")).size(), 3);
    for (const char *left : {"p99", "Chunk gap", "mean", "Request rate", "Goodput"})
        EXPECT_FALSE(text.contains(QString::fromLatin1(left))) << left;
    EXPECT_LT(text.count(u'\n'), 20);
}

TEST(ComparisonSummary, LeavesPercentSignsInNamesAlone)
{
    auto a = runWith({100}, 1);
    a.info.name = QStringLiteral("cache 50 %2");
    const QString text = summaryOf(a, runWith({90}, 2));
    EXPECT_TRUE(text.startsWith(QStringLiteral("a: cache 50 %2 (run 1), b: night run (run 2)\n")))
        << text.toStdString();
}

TEST(ComparisonSummary, FallsBackToThePercentileThatTheSamplesCarry)
{
    auto a = runWith({100}, 1);
    auto b = runWith({100}, 2);
    b.cells[0].figures = figures(100, 15);
    EXPECT_TRUE(rows(summaryOf(a, a), {QStringLiteral("TTFT p90")}).isEmpty());
    const QString text = summaryOf(a, b);
    EXPECT_TRUE(rows(text, {QStringLiteral("TTFT p95")}).isEmpty()) << text.toStdString();
    EXPECT_FALSE(rows(text, {QStringLiteral("TTFT p90, ms 150 150*")}).isEmpty()) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("* fewer than five")));
}

TEST(ComparisonSummary, SaysWhatMayBeSaidAndNamesWhatElseDiffers)
{
    auto a = runWith({100, 101, 99}, 1);
    auto b = runWith({50, 51, 49.5}, 2);
    for (auto &cell : b.cells)
        cell.figures->tpot.p99 *= 10 + 0.1 * cell.key.repetition;
    const QString text = summaryOf(a, b);
    EXPECT_EQ(rows(text, {QStringLiteral("Output rate: slower by")}).size(), 1) << text.toStdString();
    EXPECT_EQ(rows(text, {QStringLiteral("Significant as well:")}).size(), 1) << text.toStdString();
    EXPECT_TRUE(rows(text, {QStringLiteral("Significant as well:")}).front().contains(QStringLiteral("TPOT p99")));
    EXPECT_TRUE(text.contains(QStringLiteral("low and high: 95 % of each figure alone")));
    EXPECT_TRUE(rows(summaryOf(a, a), {QStringLiteral("Significant as well:")}).isEmpty());
}

TEST(ComparisonSummary, HasGoodputWhereLimitsWereSet)
{
    auto a = runWith({100, 100}, 1);
    auto b = runWith({100}, 2);
    a.cells[0].figures->goodput = 2;
    a.cells[1].figures->goodput = 4;
    b.cells[0].figures->goodput = 4.5;
    EXPECT_EQ(rows(summaryOf(a, b), {QStringLiteral("Goodput")}),
              QStringList{QStringLiteral("Goodput, requests/s 3.00 4.50 +50.0 % - - -")});
    b.cells[0].figures->goodput.reset();
    EXPECT_EQ(rows(summaryOf(a, b), {QStringLiteral("Goodput")}),
              QStringList{QStringLiteral("Goodput, requests/s 3.00 - - - - -")});
    const auto document = nlohmann::json::parse(comparisonJson(compareRuns(a, b).value()).toStdString());
    EXPECT_EQ(document["points"][0]["a_goodput"], 3.0);
    EXPECT_TRUE(document["points"][0]["b_goodput"].is_null());
    EXPECT_EQ(document["points"][0]["a_requests"], 2'000);
    EXPECT_EQ(document["points"][0]["b_failed"], 0);
}

TEST(ComparisonSummary, HasABlockForEachPairOfPointsWithWarningsFirst)
{
    auto a = runWith({100}, 1);
    auto b = runWith({100}, 2);
    for (storage::StoredRun *run : {&a, &b})
        run->cells.push_back(doneCell({0, 0, 1, 0}, figures(300)));
    b.targets[0].asPlanned.name = "y";
    b.targets[0].simulated = true;
    b.plan.workloads[0].inputTokens.mean = 1'000;
    const QString text = summaryOf(a, b);
    EXPECT_TRUE(text.startsWith(QStringLiteral("The two runs did not measure the same"))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("\ny (simulated) beside x, 10 users\n")));
    EXPECT_TRUE(text.contains(QStringLiteral("\ny (simulated) beside x, 50 users\n")));
}

} // namespace
} // namespace tokamark::report
