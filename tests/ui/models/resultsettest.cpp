#include "models/resultset.h"

#include "models/resultcharts.h"
#include "ui/models/storedsamples.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tokamark::ui {
namespace {

const metrics::Verdict Drift{metrics::VerdictCode::Errors, metrics::Severity::Bad, "requests", 3, 1, "%"};

TEST(ResultSet, MakesOneSeriesForEachBackend)
{
    const auto set = samples::setOf(samples::measuredRun());
    ASSERT_EQ(set->series().size(), 2U);
    EXPECT_EQ(set->series()[0].name, QStringLiteral("alpha"));
    ASSERT_EQ(set->series()[0].points.size(), 2U);
    EXPECT_EQ(set->series()[0].points[1].users, 100U);
    EXPECT_DOUBLE_EQ(set->series()[0].at(100)->outputRate(), 4000);
}

TEST(ResultSet, TakesTheGeometricMeanOfRepetitions)
{
    storage::StoredRun run = samples::twoBackends();
    run.cells = {samples::cell({0, 0, 0, 0}, {100, 1000, 20, {}}), samples::cell({0, 0, 0, 1}, {400, 4000, 20, {}})};
    const auto set = samples::setOf(run);
    EXPECT_NEAR(set->series()[0].points[0].outputRate(), 2000, 1e-9);
    EXPECT_NEAR(set->series()[0].points[0].latency(LatencyKind::Ttft, Statistic::P50), 200, 1e-9);
    EXPECT_EQ(set->repetitions(), 2U);
}

TEST(ResultSet, LeavesOutCellsThatDoNotCount)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[0].state = storage::StoredCellState::Broken;
    run.cells[1].state = storage::StoredCellState::Cancelled;
    const auto set = samples::setOf(run);
    ASSERT_EQ(set->series().size(), 1U);
    EXPECT_EQ(set->series()[0].name, QStringLiteral("beta"));
}

TEST(ResultSet, CountsTheLastAttempt)
{
    storage::StoredRun run = samples::twoBackends();
    run.cells
        = {samples::cell({0, 0, 0, 0}, {100, 1111, 20, {}}, 1), samples::cell({0, 0, 0, 0}, {100, 2222, 20, {}}, 2)};
    EXPECT_DOUBLE_EQ(samples::setOf(run)->series()[0].points[0].outputRate(), 2222);
}

TEST(ResultSet, OneBadRepetitionMakesAPointBad)
{
    storage::StoredRun run = samples::twoBackends();
    const metrics::Verdict valid{metrics::VerdictCode::Valid, metrics::Severity::Fine, {}, 0, 0, {}};
    run.cells = {samples::cell({0, 0, 0, 0}, {100, 1000, 20, {valid}}),
                 samples::cell({0, 0, 0, 1}, {100, 1000, 20, {Drift}})};
    const auto set = samples::setOf(run);
    const ResultPoint &point = set->series()[0].points[0];
    EXPECT_EQ(point.severity, metrics::Severity::Bad);
    ASSERT_EQ(point.verdicts.size(), 1U);
    EXPECT_EQ(point.verdicts.front().code, metrics::VerdictCode::Errors);
    EXPECT_EQ(resultcharts::rateCurves(*set, {}).series[0].points[0].quality, PointQuality::Bad);
}

TEST(ResultSet, KeepsTheSameBackendOfTwoRunsApart)
{
    std::vector<storage::StoredRun> runs;
    runs.push_back(samples::measuredRun(1));
    runs.push_back(samples::measuredRun(2));
    const ResultSet set(std::move(runs));
    ASSERT_EQ(set.series().size(), 4U);
    EXPECT_NE(set.series()[0].name, set.series()[2].name);
    EXPECT_NE(set.series()[0].marker, set.series()[2].marker);
}

TEST(ResultSet, HidesP99OfFewSamples)
{
    metrics::LatencyFigures figures = samples::latencyAround(100);
    figures.samples = 99;
    EXPECT_TRUE(std::isnan(statistic(figures, Statistic::P99)));
    figures.samples = 100;
    EXPECT_DOUBLE_EQ(statistic(figures, Statistic::P99), 150);
}

TEST(ResultSet, SaysOverTheTimeoutWhereFailuresReachThePercentile)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[0].figures->ttft.p95 = std::numeric_limits<double>::infinity();
    const auto set = samples::setOf(run);
    EXPECT_TRUE(std::isinf(set->series()[0].points[0].latency(LatencyKind::Ttft, Statistic::P95)));
    EXPECT_TRUE(std::isinf(resultcharts::latencyCurves(*set, {}).series[0].points[0].value));
}

TEST(ResultSet, OfAnUnmeasuredRunIsEmptyButKnowsItsLevels)
{
    const auto set = samples::setOf(samples::twoBackends());
    EXPECT_TRUE(set->series().empty());
    EXPECT_EQ(set->levels().size(), 2U);
    EXPECT_TRUE(resultcharts::latencyCurves(*set, {}).series.empty());
}

TEST(ResultSet, ShowsThePercentileThatThePlanAsksFor)
{
    storage::StoredRun run = samples::measuredRun();
    run.plan.percentiles = {50, 90};
    EXPECT_EQ(samples::setOf(run)->shownStatistic(), Statistic::P90);
    run.plan.percentiles = {50, 90, 95, 99};
    EXPECT_EQ(samples::setOf(run)->shownStatistic(), Statistic::P95);
}

} // namespace
} // namespace tokamark::ui
