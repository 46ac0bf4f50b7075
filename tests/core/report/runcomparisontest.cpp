#include "core/report/madeuprun.h"
#include "report/comparisontext.h"
#include "report/runcomparison.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <set>

namespace tokamark::report {
namespace {

using namespace testing;

/// A run in which every target has the same rates, one per repetition.
storage::StoredRun runWith(std::initializer_list<const char *> targets, std::initializer_list<double> rates, int id)
{
    storage::StoredRun run = emptyRun(targets);
    run.info.id = RunId{id};
    for (std::uint32_t target = 0; target < targets.size(); ++target) {
        std::uint32_t repetition = 0;
        for (const double rate : rates)
            run.cells.push_back(doneCell({target, 0, 0, repetition++}, figures(rate)));
    }
    return run;
}

std::set<std::pair<QString, QString>> pairsOf(const Expected<RunComparison> &comparison)
{
    std::set<std::pair<QString, QString>> pairs;
    for (const ComparedCell &cell : comparison->cells)
        pairs.emplace(cell.targetA, cell.targetB);
    return pairs;
}

using Pairs = std::set<std::pair<QString, QString>>;

TEST(RunComparison, PairsTargetsByName)
{
    EXPECT_EQ(pairsOf(compareRuns(runWith({"x", "y"}, {1}, 1), runWith({"y", "x", "z"}, {1}, 2))),
              (Pairs{{QStringLiteral("x"), QStringLiteral("x")}, {QStringLiteral("y"), QStringLiteral("y")}}));
    EXPECT_EQ(pairsOf(compareRuns(runWith({"x"}, {1}, 1), runWith({"other"}, {1}, 2))),
              (Pairs{{QStringLiteral("x"), QStringLiteral("other")}}));
    EXPECT_EQ(pairsOf(compareRuns(runWith({"x"}, {1}, 1), runWith({"p", "q"}, {1}, 2))).size(), 2u);
}

TEST(RunComparison, PairsTargetsAsAsked)
{
    const auto a = runWith({"x", "y"}, {1}, 1);
    const auto b = runWith({"p", "q"}, {1}, 2);
    EXPECT_EQ(compareRuns(a, b).error().code, ErrorCode::BadUsage);
    EXPECT_EQ(pairsOf(compareRuns(a, b, {{QStringLiteral("x"), QStringLiteral("q")}})),
              (Pairs{{QStringLiteral("x"), QStringLiteral("q")}}));
    const auto missing = compareRuns(a, b, {{QStringLiteral("x"), QStringLiteral("zz")}});
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
    EXPECT_EQ(missing.error().detail, "zz");
    EXPECT_EQ(missing.error().cause, "targets of night run: p q") << "for whoever named one that is not there";
}

TEST(RunComparison, PairsPointsOfTheSameLevelOnly)
{
    auto a = runWith({"x"}, {1}, 1);
    auto b = runWith({"x"}, {1}, 2);
    b.plan.load.levels = {50, 10};
    EXPECT_EQ(compareRuns(a, b).error().code, ErrorCode::BadUsage) << "10 users there, 50 here";
    b.cells.push_back(doneCell({0, 0, 1, 0}, figures(3)));
    const auto comparison = compareRuns(a, b);
    ASSERT_TRUE(comparison);
    for (const ComparedCell &cell : comparison->cells)
        EXPECT_EQ(cell.level.users(), 10u);
}

TEST(RunComparison, NamesThePointsThatFailedInTheSecondRun)
{
    const auto a = runWith({"x", "y"}, {1}, 1);
    auto b = runWith({"x", "y"}, {1}, 2);
    b.cells[1].state = storage::StoredCellState::Failed;
    b.cells[1].figures.reset();
    const auto comparison = compareRuns(a, b);
    ASSERT_TRUE(comparison);
    ASSERT_EQ(comparison->lost.size(), 1u);
    EXPECT_EQ(comparison->lost[0].target, QStringLiteral("y"));
    EXPECT_TRUE(compareRuns(b, a)->lost.empty()) << "nothing was there to lose";
}

TEST(RunComparison, NamesThePointsThatOnlyOneRunHas)
{
    const auto a = runWith({"x", "y"}, {1}, 1);
    auto b = runWith({"x", "z"}, {1}, 2);
    b.cells.push_back(doneCell({0, 0, 1, 0}, figures(1)));
    const auto comparison = compareRuns(a, b);
    ASSERT_TRUE(comparison);
    EXPECT_EQ(comparison->points.size(), 1u);
    const QString text = comparisonText(*comparison);
    EXPECT_TRUE(text.contains(QStringLiteral("only one of the runs has measured them:\n  a: y, 10 users\n"
                                             "  b: x, 50 users\n  b: z, 10 users\n")))
        << text.toStdString();
    const nlohmann::json document = nlohmann::json::parse(comparisonJson(*comparison).toStdString());
    ASSERT_EQ(document["only_one"].size(), 3u);
    EXPECT_EQ(document["only_one"][1]["run"], "b");
    EXPECT_EQ(document["only_one"][1]["level"], 50);
    EXPECT_FALSE(comparisonText(compareRuns(a, a).value()).contains(QStringLiteral("only one")));
}

TEST(RunComparison, JsonHasTheShapeThatScriptsReadOn)
{
    const auto comparison = compareRuns(runWith({"x"}, {100, 104, 98}, 1), runWith({"x"}, {90, 95, 91}, 2));
    ASSERT_TRUE(comparison);
    const nlohmann::json document = nlohmann::json::parse(comparisonJson(*comparison).toStdString());
    EXPECT_EQ(document["a"], "night run");
    constexpr std::size_t OfSchedules = 5; // closed loops have no TTFT from due
    EXPECT_EQ(document["cells"].size(), metrics::MetricCount - OfSchedules);
    const auto rate = std::ranges::find_if(document["cells"],
                                           [](const auto &cell) { return cell["metric"] == "output_throughput"; });
    ASSERT_NE(rate, document["cells"].end());
    for (const char *key : {"a_target", "b_target", "workload", "level", "metric", "a", "b", "change_pct", "low_pct",
                            "high_pct", "repetitions", "significant"})
        EXPECT_TRUE(rate->contains(key)) << key;
    EXPECT_EQ((*rate)["level"], 10);
    EXPECT_EQ((*rate)["repetitions"], 3);
    EXPECT_EQ((*rate)["significant"], true);
    EXPECT_LT((*rate)["high_pct"], 0);
}

TEST(RunComparison, AnEndlessPercentileIsNull)
{
    auto a = runWith({"x"}, {1}, 1);
    auto b = runWith({"x"}, {1}, 2);
    b.cells[0].figures->ttft.p99 = std::numeric_limits<double>::infinity();
    const nlohmann::json document = nlohmann::json::parse(comparisonJson(compareRuns(a, b).value()).toStdString());
    const auto p99
        = std::ranges::find_if(document["cells"], [](const auto &cell) { return cell["metric"] == "ttft_p99"; });
    EXPECT_TRUE((*p99)["b"].is_null());
    EXPECT_TRUE((*p99)["change_pct"].is_null());
    EXPECT_EQ((*p99)["significant"], false);
}

/// The row of one metric in the text.
QString rowOf(const RunComparison &comparison, const char *metric)
{
    for (const QString &line : comparisonText(comparison).split(u'\n')) {
        if (line.contains(QString::fromLatin1(metric)))
            return line.simplified();
    }
    return {};
}

TEST(RunComparison, TextMarksPercentilesOfFewSamplesAndLeavesOutThoseOfTooFew)
{
    auto a = runWith({"x"}, {1}, 1);
    auto b = runWith({"x"}, {1}, 2);
    const QString fine = comparisonText(compareRuns(a, b).value());
    EXPECT_FALSE(fine.contains(u'*'));
    b.cells[0].figures = figures(1, 60);
    const RunComparison comparison = compareRuns(a, b).value();
    EXPECT_EQ(rowOf(comparison, "ttft_p99"), QStringLiteral("x x default 10 ttft_p99 220 - - - - too few samples"));
    EXPECT_EQ(rowOf(comparison, "ttft_p95"), QStringLiteral("x x default 10 ttft_p95 180 180* 0.0 % - - -"));
    EXPECT_EQ(rowOf(comparison, "ttft_mean"), QStringLiteral("x x default 10 ttft_mean 110 110 0.0 % - - -"));
    EXPECT_TRUE(comparisonText(comparison).contains(QStringLiteral("* fewer than five")));
    const nlohmann::json document = nlohmann::json::parse(comparisonJson(comparison).toStdString());
    EXPECT_EQ(document["cells"][0]["few_samples"], false);
    EXPECT_EQ(document["cells"][4]["few_samples"], true);
}

TEST(RunComparison, TextSaysWhichSideIsSimulated)
{
    const auto a = runWith({"x"}, {1}, 1);
    auto b = runWith({"x"}, {1}, 2);
    b.targets[0].simulated = true;
    EXPECT_TRUE(rowOf(compareRuns(a, b).value(), "ttft_mean").startsWith(QStringLiteral("x x (simulated) default")));
}

TEST(RunComparison, TextSaysThatACountedRunIsNoTimedOne)
{
    auto a = runWith({"x"}, {1}, 1);
    const auto b = runWith({"x"}, {1}, 2);
    EXPECT_FALSE(comparisonText(compareRuns(a, b).value()).contains(QStringLiteral("number of requests")));
    a.plan.load.duration.reset();
    a.plan.load.requests = 100;
    const RunComparison comparison = compareRuns(a, b).value();
    EXPECT_TRUE(
        comparisonText(comparison).contains(QStringLiteral("a was measured over a number of requests, b over")));
    const nlohmann::json document = nlohmann::json::parse(comparisonJson(comparison).toStdString());
    EXPECT_EQ(document["a_window"], "requests");
    EXPECT_EQ(document["b_window"], "duration");
}

TEST(RunComparison, SaysFirstWhatWasNotAlikeInTheTwoRuns)
{
    auto a = runWith({"x"}, {1}, 1);
    auto b = runWith({"x"}, {1}, 2);
    EXPECT_TRUE(compareRuns(a, b)->differences.empty());
    EXPECT_TRUE(comparisonText(compareRuns(a, b).value()).startsWith(QStringLiteral("a ")))
        << "nothing is said before the table where there is nothing to say";
    b.plan.workloads[0].inputTokens.mean = 1000;
    b.plan.workloads[0].outputTokens = {plan::LengthSpec::Shape::Uniform, 64, 8, 1, 100};
    b.plan.workloads[0].systemPrompt = "Be brief.";
    b.plan.workloads[0].temperature = 0.5;
    b.plan.workloads[0].ignoreEos = false;
    b.plan.workloads[0].sharedPrefix = plan::SharedPrefix{0.5, 4};
    b.plan.slos = {{plan::Slo::Metric::Ttft, 500}};
    b.targets[0].asPlanned.endpoint = plan::Endpoint::Completions;
    b.targets[0].model = QStringLiteral("qwen");
    b.info.version = QStringLiteral("0.2.0");
    const RunComparison comparison = compareRuns(a, b).value();
    EXPECT_EQ(differenceLines(comparison, true),
              (QStringList{QStringLiteral("input tokens: 128 in a, 1000 in b"),
                           QStringLiteral("output tokens: 128 in a, uniform 64 ± 8 (1 to 100) in b"),
                           QStringLiteral("shared prefix: none in a, 0.5 of each prompt, 4 prefixes in b"),
                           QStringLiteral("ignore_eos: yes in a, no in b"),
                           QStringLiteral("system prompt: none in a, Be brief. in b"),
                           QStringLiteral("temperature: 0 in a, 0.5 in b"),
                           QStringLiteral("endpoint: auto in a, completions in b")}));
    EXPECT_EQ(differenceLines(comparison, false),
              (QStringList{QStringLiteral("model: llama in a, qwen in b"),
                           QStringLiteral("latency limits: none in a, ttft 500 ms in b"),
                           QStringLiteral("version of this program: 0.1.0 in a, 0.2.0 in b")}));
    EXPECT_TRUE(
        comparisonText(comparison).startsWith(QStringLiteral("The two runs did not measure the same; figures")));
    const nlohmann::json document = nlohmann::json::parse(comparisonJson(comparison).toStdString());
    EXPECT_EQ(document["differences"].size(), 10u);
    EXPECT_EQ(document["differences"][0]["what"], "input tokens");
    EXPECT_EQ(document["differences"][0]["b"], "1000");
    EXPECT_EQ(document["differences"][0]["in_load"], true);
}

TEST(RunComparison, KnowsWhatRunsWithoutACommonLoadDidNotHaveAlike)
{
    auto a = runWith({"x", "y"}, {1}, 1);
    auto b = runWith({"x", "y"}, {1}, 2);
    b.plan.load.levels = {1234};
    EXPECT_TRUE(differencesBetween(a, b).empty());
    b.plan.workloads[0].outputTokens.mean = 60;
    b.targets[1].model = QStringLiteral("qwen");
    QStringList titles;
    for (const RunDifference &difference : differencesBetween(a, b))
        titles.append(difference.title());
    EXPECT_EQ(titles, (QStringList{QStringLiteral("output tokens"), QStringLiteral("model of y")}));
}

TEST(RunComparison, CountedCellsDifferByWhatTheyTakeIn)
{
    auto a = runWith({"x"}, {1}, 1);
    auto b = runWith({"x"}, {1}, 2);
    b.plan.load.warmup = Duration::zero();
    b.plan.load.warmupRequests = 5;
    EXPECT_EQ(differenceLines(compareRuns(a, b).value(), true),
              (QStringList{QStringLiteral("warm-up: until steady in a, 0s in b"),
                           QStringLiteral("warm-up requests: 0 in a, 5 in b")}));
    b = runWith({"x"}, {1}, 2);
    for (storage::StoredRun *run : {&a, &b}) {
        run->plan.load.duration.reset();
        run->plan.load.requests = 3;
    }
    b.plan.load.requests = 30;
    EXPECT_EQ(differenceLines(compareRuns(a, b).value(), true),
              QStringList{QStringLiteral("requests: 3 in a, 30 in b")});
}

TEST(RunComparison, NamesTheBadVerdictsOfEitherSide)
{
    auto a = runWith({"x"}, {1}, 1);
    auto b = runWith({"x"}, {1}, 2);
    EXPECT_FALSE(comparisonText(compareRuns(a, b).value()).contains(QStringLiteral("bad verdicts")));
    b.cells[0].verdicts = {{metrics::VerdictCode::Errors, metrics::Severity::Bad, "error-rate", 5, 1, "%"},
                           {metrics::VerdictCode::TooFewSamples, metrics::Severity::Warning, "p95", 15, 20, "samples"}};
    const RunComparison comparison = compareRuns(a, b).value();
    EXPECT_TRUE(comparisonText(comparison).contains(QStringLiteral("\n  x, 10 users: ERRORS in b\n")));
    const nlohmann::json document = nlohmann::json::parse(comparisonJson(comparison).toStdString());
    ASSERT_EQ(document["points"].size(), 1u);
    EXPECT_EQ(document["points"][0]["a_verdict"], "VALID");
    EXPECT_EQ(document["points"][0]["b_verdict"], "ERRORS TOO-FEW-SAMPLES");
}

TEST(RunComparison, TableNamesWhereAnIntervalComesFrom)
{
    const auto significant = compareRuns(runWith({"x"}, {100, 104, 98}, 1), runWith({"x"}, {50, 52, 51}, 2));
    EXPECT_TRUE(comparisonTable(*significant).plainText().contains(QStringLiteral("significant")));
    const auto single = compareRuns(runWith({"x"}, {100}, 1), runWith({"x"}, {50}, 2));
    const QString text = comparisonTable(*single).plainText();
    EXPECT_FALSE(text.contains(QStringLiteral("significant")));
    EXPECT_TRUE(text.contains(QStringLiteral("-50.0 %")));
}

TEST(RunComparison, WhatIsApartOnlyAloneIsNotCalledSignificant)
{
    const auto comparison = compareRuns(runWith({"x"}, {100, 101.2, 98.8}, 1), runWith({"x"}, {97, 98, 95.9}, 2));
    ASSERT_TRUE(comparison);
    const auto rate = std::ranges::find(comparison->cells, metrics::Metric::OutputThroughput,
                                        [](const ComparedCell &cell) { return cell.difference.metric; });
    ASSERT_NE(rate, comparison->cells.end());
    ASSERT_TRUE(rate->difference.apartAlone) << *rate->difference.chance;
    EXPECT_FALSE(rate->difference.significant) << *rate->difference.chance;
    EXPECT_GT(rate->difference.together, 10u);
    EXPECT_TRUE(rowOf(*comparison, "output_throughput").endsWith(QStringLiteral("alone only")));
    const QString text = comparisonText(*comparison);
    EXPECT_TRUE(text.contains(QStringLiteral("95 % of each figure alone")));
    EXPECT_TRUE(
        text.contains(QStringLiteral("alone only: no difference, for of so many figures of equal runs about 1 ")))
        << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("share what it began with"))) << "these are two runs";
    const nlohmann::json document = nlohmann::json::parse(comparisonJson(*comparison).toStdString());
    const auto found = std::ranges::find_if(document["cells"],
                                            [](const auto &cell) { return cell["metric"] == "output_throughput"; });
    EXPECT_EQ((*found)["significant"], false);
    EXPECT_EQ((*found)["apart_alone"], true);
    EXPECT_EQ((*found)["compared_together"], rate->difference.together);
}

} // namespace
} // namespace tokamark::report
