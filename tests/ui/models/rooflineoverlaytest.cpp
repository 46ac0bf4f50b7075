#include "models/rooflineoverlay.h"

#include "models/comparisonmodel.h"
#include "models/resultcharts.h"
#include "ui/models/storedsamples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::ui {
namespace {

const plan::Level HundredUsers{plan::LoadKind::Closed, 100};

metrics::PhysicsFigures physics(double most, double kvRequests = 1000)
{
    metrics::PhysicsFigures figures;
    figures.gpu = "H100 SXM";
    figures.model = "Llama 3 8B";
    figures.mostTokensPerSecond = most;
    figures.goodTokensPerSecond = most / 2;
    figures.kvRequests = kvRequests;
    return figures;
}

/// alpha with a roofline of 1800 tok/s at 10 users and 16 000 at 100, beta without any.
storage::StoredRun boundedRun(double kvRequests = 1000)
{
    storage::StoredRun run = samples::measuredRun();
    run.cells[0].figures->physics = physics(1800, kvRequests);
    run.cells[1].figures->physics = physics(16'000, kvRequests);
    return run;
}

const CurveSeries *boundOf(const CurveData &data)
{
    const auto found = std::ranges::find(data.series, true, &CurveSeries::bound);
    return found == data.series.end() ? nullptr : &*found;
}

TEST(RooflineOverlay, DrawsTheBoundOverTheLoads)
{
    const CurveData data = resultcharts::rateCurves(*samples::setOf(boundedRun()), {});
    const CurveSeries *bound = boundOf(data);
    ASSERT_NE(bound, nullptr);
    ASSERT_EQ(bound->points.size(), 2u);
    EXPECT_EQ(bound->points[0].value, 1800);
    EXPECT_EQ(bound->points[1].value, 16'000);
    EXPECT_TRUE(bound->reference) << "it was not measured";
    EXPECT_TRUE(data.heading.caption.contains(QStringLiteral("H100 SXM with Llama 3 8B")))
        << data.heading.caption.toStdString();
}

TEST(RooflineOverlay, CanBeLeftOut)
{
    ResultChoice choice;
    choice.bounds = false;
    EXPECT_EQ(boundOf(resultcharts::rateCurves(*samples::setOf(boundedRun()), choice)), nullptr);
}

TEST(RooflineOverlay, OfSeveralTargetsOnOneGpuTheHighestHolds)
{
    storage::StoredRun run = boundedRun();
    run.cells[2].figures->physics = physics(1700);
    run.cells[3].figures->physics = physics(17'000);
    const CurveData data = resultcharts::rateCurves(*samples::setOf(run), {});
    EXPECT_EQ(std::ranges::count(data.series, true, &CurveSeries::bound), 1);
    EXPECT_EQ(boundOf(data)->points[0].value, 1800);
    EXPECT_EQ(boundOf(data)->points[1].value, 17'000);
}

TEST(RooflineOverlay, SaysTheShareOfEachPoint)
{
    const auto set = samples::setOf(boundedRun());
    const ResultPoint &point = *set->series()[0].at(HundredUsers);
    EXPECT_DOUBLE_EQ(rooflineShare(point).value(), 0.25);
    EXPECT_TRUE(rooflineText(point).contains(QStringLiteral("H100 SXM"))) << rooflineText(point).toStdString();
    EXPECT_FALSE(rooflineShare(*set->series()[1].at(HundredUsers)));
    EXPECT_TRUE(rooflineText(*set->series()[1].at(HundredUsers)).isEmpty());
    ComparisonModel model;
    model.setResults(set, HundredUsers, Statistic::P95);
    EXPECT_TRUE(model.hasRoofline());
    EXPECT_TRUE(model.index(0, ComparisonModel::RooflineColumn).data().toString().startsWith(QStringLiteral("25")));
    EXPECT_TRUE(model.index(1, ComparisonModel::RooflineColumn).data().toString().isEmpty());
}

TEST(RooflineOverlay, MarksWhereTheCacheIsFull)
{
    const auto set = samples::setOf(boundedRun(40.7));
    EXPECT_TRUE(hasBounds(*set));
    const CurveData data = resultcharts::latencyCurves(*set, {});
    ASSERT_EQ(data.marks.size(), 1u);
    EXPECT_EQ(data.marks.front().level, 40);
    EXPECT_TRUE(data.heading.caption.contains(QStringLiteral("queue above 40 (alpha, KV cache)")))
        << data.heading.caption.toStdString();
}

TEST(RooflineOverlay, MarksTheServersOwnLimit)
{
    storage::StoredRun run = boundedRun(40.7);
    run.targets[0].asPlanned.url = run.plan.targets[0].url = "sim:trtllm-llama3-8b-a100";
    run.targets[0].asPlanned.kind = "trtllm-serve";
    EXPECT_EQ(resultcharts::latencyCurves(*samples::setOf(run), {}).marks.front().level, 40) << "the lower of the two";
    for (storage::StoredCell &cell : run.cells)
        cell.figures->physics.reset();
    const CurveData data = resultcharts::latencyCurves(*samples::setOf(run), {});
    ASSERT_EQ(data.marks.size(), 1u);
    EXPECT_EQ(data.marks.front().level, 64);
}

TEST(RooflineOverlay, SaysNothingOfLoadsThatWereNotMeasured)
{
    EXPECT_TRUE(resultcharts::latencyCurves(*samples::setOf(boundedRun(400)), {}).marks.empty());
    EXPECT_TRUE(resultcharts::latencyCurves(*samples::setOf(boundedRun(5)), {}).marks.empty());
    storage::StoredRun rates = boundedRun(40);
    rates.plan.load.kind = plan::LoadKind::Open;
    EXPECT_TRUE(resultcharts::latencyCurves(*samples::setOf(rates), {}).marks.empty()) << "rates are no users";
}

TEST(RooflineOverlay, IsAbsentWhereNothingIsKnown)
{
    const auto set = samples::setOf(samples::measuredRun());
    EXPECT_FALSE(hasBounds(*set));
    EXPECT_EQ(boundOf(resultcharts::rateCurves(*set, {})), nullptr);
    EXPECT_TRUE(resultcharts::rateCurves(*set, {}).marks.empty());
}

} // namespace
} // namespace tokamark::ui
