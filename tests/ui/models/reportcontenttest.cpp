#include "models/reportcontent.h"

#include "models/differencetext.h"
#include "ui/models/storedsamples.h"
#include "words/errorwords.h"

#include <gtest/gtest.h>

#include <array>

namespace tokamark::ui {
namespace {

const Scenario Chat{QStringLiteral("chat"), {}, 500, 15};

plan::Level users(double number)
{
    return {plan::LoadKind::Closed, number};
}

TEST(ReportContent, HoldsUpToTheLastLevelThatMeetsTheLimits)
{
    const auto set = samples::setOf(samples::measuredRun());
    // alpha at 100 users: p95 is 1.3 x 400 ms, over the limit.
    const Holding alpha = holding(*set, 0, Chat);
    EXPECT_EQ(alpha.holds, users(10));
    EXPECT_EQ(alpha.fails, users(100));
    // beta at 100 users: fast first token, but 12 tok/s per user.
    EXPECT_EQ(holding(*set, 1, Chat).fails, users(100));
    EXPECT_EQ(holding(*set, 1, {{}, {}, 150, 0}).fails, std::nullopt);
    EXPECT_EQ(holding(*set, 1, {{}, {}, 150, 0}).holds, users(100));
}

TEST(ReportContent, ABadPointIsNoEvidence)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[1].verdicts = {{metrics::VerdictCode::ClientLimited, metrics::Severity::Bad, "worker-cpu", 95, 90, "%"}};
    const auto set = samples::setOf(run);
    const Holding alpha = holding(*set, 0, Chat);
    EXPECT_EQ(alpha.fails, std::nullopt);
    EXPECT_EQ(alpha.holds, users(10));
    EXPECT_EQ(alpha.unjudged, std::vector{users(100)});
    EXPECT_TRUE(reportContent(*set).scenarios.front().text.contains(QStringLiteral("alpha at 100 user(s) cannot")))
        << reportContent(*set).scenarios.front().text.toStdString();
    run.cells[0].verdicts = run.cells[1].verdicts;
    EXPECT_TRUE(reportContent(*samples::setOf(run))
                    .scenarios.front()
                    .text.contains(QStringLiteral("alpha at 10 user(s), 100 user(s) cannot")))
        << "each of them: who reads of one would take the other for judged";
}

TEST(ReportContent, SaysWhyRequestsFailed)
{
    storage::StoredRun run = samples::measuredRun();
    EXPECT_TRUE(reportContent(*samples::setOf(run)).failures.isEmpty());
    samples::letFail(run.cells[1], 40);
    const report::CellFailures known{{run.cells[1].id,
                                      {{metrics::Outcome::HttpError, 500, 30, QStringLiteral("out of memory")},
                                       {metrics::Outcome::TimedOut, 0, 10, {}}}}};
    const QStringList failures = reportContent(*samples::setOf(run, known)).failures;
    ASSERT_EQ(failures.size(), 1);
    EXPECT_TRUE(failures.front().startsWith(QStringLiteral("alpha at 100 user(s): 40 of 200 requests failed")))
        << failures.front().toStdString();
    EXPECT_TRUE(failures.front().contains(QString::fromUtf8("30 × HTTP 500: out of memory; 10 × timed out")))
        << failures.front().toStdString();
}

TEST(ReportContent, SaysWhyPointsFailedAsAWhole)
{
    const Error refused{ErrorCode::ConnectRefused, "127.0.0.1:9", "refused"};
    storage::StoredRun run = samples::measuredRun();
    samples::failWhole(run.cells[2], refused);
    samples::failWhole(run.cells[3], refused);
    const QString line = QStringLiteral("beta, 10 users, 100 users: ") + words::sentenceWithAdvice(refused);
    EXPECT_EQ(reportContent(*samples::setOf(run)).failures, QStringList{line}) << "one line for the target and reason";
    std::vector<storage::StoredRun> runs{run, samples::measuredRun(2)};
    EXPECT_EQ(reportContent(ResultSet(std::move(runs))).failures, QStringList{QStringLiteral("Run 1, ") + line});
}

TEST(ReportContent, SaysWhatSeveralRunsDidNotHaveAlike)
{
    const auto limitsOf = [](storage::StoredRun other) {
        std::vector<storage::StoredRun> runs{samples::measuredRun(1), std::move(other)};
        runs.front().plan.workloads[0].outputTokens.mean = 50;
        return reportContent(ResultSet(std::move(runs))).limits.join(QLatin1Char('\n'));
    };
    storage::StoredRun other = samples::measuredRun(2);
    other.plan.workloads[0].outputTokens.mean = 50;
    EXPECT_FALSE(limitsOf(other).contains(QStringLiteral("“Run 1”"))) << limitsOf(other).toStdString();
    other.plan.workloads[0].outputTokens.mean = 60;
    other.targets[0].model = QStringLiteral("qwen");
    const QString limits = limitsOf(other);
    EXPECT_TRUE(
        limits.contains(QStringLiteral("“Run 1” and “Run 2” did not measure the same, and figures differ by this "
                                       "alone: output tokens: 50 / 60.")))
        << limits.toStdString();
    EXPECT_TRUE(limits.contains(QStringLiteral("Not alike in “Run 1” and “Run 2”: model (alpha):")))
        << limits.toStdString();
}

TEST(ReportContent, SaysAtLeastOrUnder)
{
    const ReportContent content = reportContent(*samples::setOf(samples::measuredRun()));
    ASSERT_EQ(content.scenarios.size(), 3U);
    EXPECT_TRUE(content.scenarios[0].answer.contains(QStringLiteral("under 100")))
        << content.scenarios[0].answer.toStdString();
    EXPECT_TRUE(content.scenarios[1].answer.startsWith(QStringLiteral("beta, at least 100")))
        << content.scenarios[1].answer.toStdString();
    EXPECT_TRUE(content.scenarios[2].answer.startsWith(QStringLiteral("alpha, 4")))
        << content.scenarios[2].answer.toStdString();
}

TEST(ReportContent, SaysThatNoneHolds)
{
    storage::StoredRun run = samples::twoBackends();
    run.cells = {samples::cell({0, 0, 0, 0}, {5000, 100, 2, {}})};
    const ReportContent content = reportContent(*samples::setOf(run));
    EXPECT_FALSE(content.scenarios[0].met);
    EXPECT_TRUE(content.scenarios[0].text.contains(QStringLiteral("alpha")));
}

TEST(ReportContent, WhereNoPointSaysAnythingNoneIsSaidToMiss)
{
    storage::StoredRun run = samples::measuredRun();
    for (storage::StoredCell &cell : run.cells)
        cell.verdicts = {{metrics::VerdictCode::Errors, metrics::Severity::Bad, "failed", 100, 1, "%"}};
    const ScenarioAnswer failed = reportContent(*samples::setOf(run)).scenarios.front();
    EXPECT_FALSE(failed.met);
    EXPECT_EQ(failed.answer, QStringLiteral("not judged"));

    run = samples::measuredRun();
    for (storage::StoredCell &cell : run.cells)
        cell.figures->ttft.samples = 1;
    const auto few = samples::setOf(run);
    EXPECT_EQ(holding(*few, 0, Chat).fails, std::nullopt) << "a percentile that is not there misses no limit";
    EXPECT_FALSE(holding(*few, 0, Chat).unjudged.empty());
}

TEST(ReportContent, OnlyAFailureAtTheLowestLoadIsAnAnswerOfASearch)
{
    storage::StoredRun run = samples::twoBackends();
    run.plan.workloads.resize(1);
    run.plan.repetitions = 1;
    run.plan.search.emplace();
    run.plan.search->requirements = {{plan::Slo::Metric::Ttft, 95, 500}};
    run.plan.load.levels = {1};
    run.cells = {samples::cell({0, 0, 0, 0}, {5000, 100, 2, {}})};
    const auto answerOf = [&run] { return reportContent(*samples::setOf(run)).scenarios.front(); };
    EXPECT_FALSE(answerOf().met);
    EXPECT_EQ(answerOf().answer, QStringLiteral("not answered")) << "beta was not measured";
    run.cells.push_back(samples::cell({1, 0, 0, 0}, {5000, 100, 2, {}}));
    EXPECT_EQ(answerOf().answer, QStringLiteral("none of them, at the loads measured"));
}

TEST(ReportContent, WithFewRepetitionsNothingIsCalledFaster)
{
    const ReportContent content = reportContent(*samples::setOf(samples::measuredRun()));
    for (const ScenarioAnswer &answer : content.scenarios)
        EXPECT_FALSE(answer.text.contains(QStringLiteral("faster")));
    EXPECT_TRUE(content.limits.front().contains(QStringLiteral("1 repetition")))
        << content.limits.front().toStdString();
}

/// alpha and beta at 100 users, three times; beta's rate is that of alpha times `share`, give or take `noise`.
storage::StoredRun threeTimes(double share, double noise)
{
    storage::StoredRun run = samples::twoBackends();
    run.plan.repetitions = 3;
    const std::array swings{1.0, 1 + noise, 1 - noise};
    for (std::uint32_t repetition = 0; repetition < 3; ++repetition) {
        run.cells.push_back(samples::cell({0, 0, 1, repetition}, {100, 4000, 40, {}}));
        run.cells.push_back(
            samples::cell({1, 0, 1, repetition}, {100, 4000 * share * swings[repetition], 40 * share, {}}));
    }
    return run;
}

TEST(ReportContent, TheHighestRateIsCalledHigherWhereTheComparisonBesideItSaysSo)
{
    // Over many levels and backends a pair picked for its rates would need more than this one has.
    storage::StoredRun run = threeTimes(0.9, 0.013);
    for (std::uint32_t level = 2; level < 12; ++level) {
        run.plan.load.levels.push_back(100 * level);
        for (std::uint32_t repetition = 0; repetition < 3; ++repetition) {
            run.cells.push_back(samples::cell({0, 0, level, repetition}, {900, 3000, 4, {}}));
            run.cells.push_back(samples::cell({1, 0, level, repetition}, {900, 2500, 4, {}}));
        }
    }
    const auto set = samples::setOf(run);
    const auto told = reportFamily(*set).at({0, 1, users(100)}, metrics::Metric::OutputThroughput);
    ASSERT_TRUE(told && told->significant) << *told->chance;
    ASSERT_GT(*told->chance * static_cast<double>(set->levels().size()), 0.05) << "picked, it would not stand";
    const QString text = reportContent(*set).scenarios.back().text;
    EXPECT_TRUE(text.contains(QStringLiteral("more than beta at its best"))) << text.toStdString();
}

TEST(ReportContent, WhatRepetitionsDoNotShowIsSaidOfTheHighestRate)
{
    const QString text = reportContent(*samples::setOf(threeTimes(0.97, 0.05))).scenarios.back().text;
    EXPECT_TRUE(text.contains(QStringLiteral("3 repetition(s) do not show"))) << text.toStdString();
    const QString once = reportContent(*samples::setOf(samples::measuredRun())).scenarios.back().text;
    EXPECT_TRUE(once.contains(QStringLiteral("nothing of the next run"))) << once.toStdString();
}

TEST(ReportContent, SaysThatItIsSimulated)
{
    storage::StoredRun run = samples::measuredRun();
    run.info.simulated = true;
    const ReportContent content = reportContent(*samples::setOf(run));
    EXPECT_TRUE(content.simulated);
    EXPECT_TRUE(content.limits.back().contains(QStringLiteral("simulated")));
    EXPECT_FALSE(content.provenance.isEmpty());
}

TEST(ReportContent, JudgesByAPercentileThatAllPointsHaveEnoughRequestsFor)
{
    storage::StoredRun run = samples::measuredRun();
    const auto contentWith = [&run](std::uint64_t samples) {
        run.cells[3].figures->ttft.samples = samples;
        return reportContent(*samples::setOf(run));
    };
    const ReportContent high = contentWith(400);
    EXPECT_EQ(high.scenarios[1].criterion, QStringLiteral("TTFT p95 ≤ 150 ms"));
    EXPECT_FALSE(high.limits.front().contains(QStringLiteral("judged by")));
    // 322 requests: 16 beyond p95, where TOO-FEW-SAMPLES wants 20.
    const ReportContent lower = contentWith(322);
    EXPECT_EQ(lower.scenarios[1].criterion, QStringLiteral("TTFT p90 ≤ 150 ms"));
    EXPECT_TRUE(lower.limits.front().contains(QStringLiteral("judged by p90"))) << lower.limits.front().toStdString();
    EXPECT_TRUE(lower.scenarios[0].answer.startsWith(QStringLiteral("alpha, at least 100")))
        << "its p90 is 480 ms: " << lower.scenarios[0].answer.toStdString();
    EXPECT_EQ(reportTable(*samples::setOf(run)).front().at(4), QStringLiteral("TTFT p90"));
    EXPECT_EQ(contentWith(50).scenarios[1].criterion, QStringLiteral("TTFT p50 ≤ 150 ms"));
    EXPECT_EQ(reportTable(*samples::setOf(run)).front().count(QStringLiteral("TTFT p50")), 1);
}

TEST(ReportContent, WithTooFewRequestsForAnyPercentileNothingIsJudged)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[3].figures->ttft.samples = 4;
    const ReportContent content = reportContent(*samples::setOf(run));
    EXPECT_EQ(content.scenarios[0].answer, QStringLiteral("not judged"));
    EXPECT_EQ(content.scenarios[1].answer, QStringLiteral("not judged"));
    EXPECT_FALSE(content.scenarios[0].met);
    EXPECT_TRUE(content.scenarios[2].met) << "the output rate needs no percentile";
}

TEST(ReportContent, OfAnUnmeasuredRunAnswersNothing)
{
    const ReportContent content = reportContent(*samples::setOf(samples::twoBackends()));
    for (const ScenarioAnswer &answer : content.scenarios)
        EXPECT_FALSE(answer.met);
    EXPECT_EQ(reportTable(*samples::setOf(samples::twoBackends())).size(), 1U);
}

} // namespace
} // namespace tokamark::ui
