#include "models/runcurves.h"

#include "ui/madeuprun.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tokamark::ui {

TEST(RunCurves, GrowAsCellsFinish)
{
    EXPECT_TRUE(rateCurves(*madeUpRun(0)).series.empty());
    const CurveData some = rateCurves(*madeUpRun(4));
    ASSERT_EQ(some.series.size(), 2U);
    EXPECT_EQ(some.series[0].points.size(), 3U);
    EXPECT_EQ(some.series[1].points.size(), 1U);
    EXPECT_EQ(some.plannedLevels, (std::vector<double>{10, 50, 100}));
}

TEST(RunCurves, APointIsTheMeanOfItsRepetitionsAndAsGoodAsTheWorst)
{
    auto snapshot = madeUpRun(1);
    session::CellView second = snapshot->cells[0];
    second.key.repetition = 1;
    second.figures->outputTokensPerSecond = snapshot->cells[0].figures->outputTokensPerSecond + 200;
    second.verdicts = {{metrics::VerdictCode::Errors, metrics::Severity::Bad, {}, 2, 1, "%"}};
    snapshot->cells.push_back(second);
    const CurvePoint point = rateCurves(*snapshot).series.at(0).points.at(0);
    EXPECT_DOUBLE_EQ(point.value, snapshot->cells[0].figures->outputTokensPerSecond + 100);
    EXPECT_EQ(point.quality, PointQuality::Bad);
    EXPECT_FALSE(point.band.has_value());
}

TEST(RunCurves, DrawTheRooflineOfTheCellsThatAreDone)
{
    const auto snapshot = madeUpRun(2);
    EXPECT_EQ(rateCurves(*snapshot).series.size(), 1U);
    for (std::size_t cell : {0U, 1U}) {
        metrics::PhysicsFigures &physics = snapshot->cells[cell].figures->physics.emplace();
        physics.gpu = "A100";
        physics.model = "Llama 3 8B";
        physics.mostTokensPerSecond = 1000.0 * static_cast<double>(cell + 1);
    }
    const CurveData data = rateCurves(*snapshot);
    ASSERT_EQ(data.series.size(), 2U);
    const CurveSeries &bound = data.series.back();
    EXPECT_TRUE(bound.bound && bound.reference);
    ASSERT_EQ(bound.points.size(), 2U);
    EXPECT_EQ(bound.points[1].level, 50);
    EXPECT_EQ(bound.points[1].value, 2000);
    EXPECT_TRUE(data.heading.caption.contains(QStringLiteral("A100 with Llama 3 8B")));
    EXPECT_EQ(ttftCurves(*snapshot).series.size(), 1U) << "latencies have none";
}

TEST(RunCurves, ShadeRampAndWarmUpOfTheCurrentCell)
{
    auto snapshot = madeUpRun(3);
    const TimeData shortRamp = rateOverTime(*snapshot);
    ASSERT_EQ(shortRamp.regions.size(), 1U);
    EXPECT_DOUBLE_EQ(shortRamp.regions[0].to, 1.0);
    auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
    plan->load.ramp = std::chrono::seconds(2);
    snapshot->plan = plan;
    auto live = std::make_shared<load::CellSnapshot>(*snapshot->live);
    live->windowOpenedAt = 4;
    snapshot->live = live;
    const TimeData data = rateOverTime(*snapshot);
    ASSERT_EQ(data.regions.size(), 2U);
    EXPECT_DOUBLE_EQ(data.regions[0].to, 2.0);
    EXPECT_DOUBLE_EQ(data.regions[1].to, 4.0);
    EXPECT_DOUBLE_EQ(data.totalSeconds, 9);
    EXPECT_DOUBLE_EQ(data.nowSecond, 5);
    EXPECT_EQ(data.series.at(0).points.size(), 50U);
}

TEST(RunCurves, WaitForNoAnswersWhereEveryRequestFails)
{
    auto snapshot = madeUpRun(3);
    EXPECT_EQ(ttftOverTime(*snapshot).heading.emptyText, QStringLiteral("Waiting for the first answers."));
    auto live = std::make_shared<load::CellSnapshot>(*snapshot->live);
    live->failed = 12;
    snapshot->live = live;
    EXPECT_EQ(ttftOverTime(*snapshot).heading.emptyText, QStringLiteral("No answer yet; requests failed: 12."));
    live = std::make_shared<load::CellSnapshot>(*live);
    live->completed = 1;
    snapshot->live = live;
    EXPECT_EQ(ttftOverTime(*snapshot).heading.emptyText, QStringLiteral("Waiting for the first answers."));
}

TEST(RunCurves, ShadeTheDrainOnceTheWindowIsOver)
{
    auto snapshot = madeUpRun(3);
    auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
    plan->load.ramp = {};
    plan->load.requests.reset();
    plan->load.duration = std::chrono::seconds(4);
    snapshot->plan = plan;
    auto live = std::make_shared<load::CellSnapshot>(*snapshot->live);
    live->windowOpenedAt = 0;
    live->elapsedSeconds = 3;
    snapshot->live = live;
    EXPECT_TRUE(rateOverTime(*snapshot).regions.empty());
    live = std::make_shared<load::CellSnapshot>(*live);
    live->elapsedSeconds = 5;
    snapshot->live = live;
    const TimeData data = rateOverTime(*snapshot);
    ASSERT_EQ(data.regions.size(), 1U);
    EXPECT_DOUBLE_EQ(data.regions[0].from, 4);
    EXPECT_DOUBLE_EQ(data.regions[0].to, data.totalSeconds);
}

TEST(RunCurves, ShadeADrainBehindEveryRampAndNoneWhereAllCounts)
{
    auto snapshot = madeUpRun(3);
    auto live = std::make_shared<load::CellSnapshot>(*snapshot->live);
    live->windowOpenedAt = 0;
    live->elapsedSeconds = 50;
    live->remainingSeconds = 1;
    snapshot->live = live;
    const auto regionsOf = [&, demo = snapshot->plan](auto change) {
        auto plan = std::make_shared<plan::Plan>(*demo);
        plan->load.requests.reset();
        plan->load.duration = std::chrono::seconds(40);
        plan->load.ramp = std::chrono::seconds(1);
        change(plan->load);
        snapshot->plan = plan;
        std::vector<std::string> names;
        for (const TimeRegion &region : rateOverTime(*snapshot).regions)
            names.push_back(region.label.toStdString());
        return names;
    };
    using Names = std::vector<std::string>;
    EXPECT_EQ(regionsOf([](plan::Load &load) { load.rampInsideWindow = true; }), (Names{"ramp, counted", "drain"}));
    EXPECT_EQ(regionsOf([](plan::Load &load) { load.requests = 100; }), Names{"ramp, counted"});
    EXPECT_EQ(regionsOf([](plan::Load &load) {
                  load.kind = plan::LoadKind::Trace;
                  load.ramp = {};
              }),
              Names{});
    live = std::make_shared<load::CellSnapshot>(*live);
    live->windowOpenedAt = 9;
    snapshot->live = live;
    EXPECT_EQ(regionsOf([](plan::Load &) {}), (Names{"before the window", "drain"}));
}

session::ServerPoint readAt(double second)
{
    session::ServerPoint point;
    point.second = point.lastSecond = second;
    return point;
}

TEST(RunCurves, AThinnedSeriesIsWhole)
{
    const auto snapshot = madeUpRun(2);
    auto telemetry = std::make_shared<session::TelemetrySeries>();
    // Read once a second: at first only every sixth was kept, and from 80 to 90 nobody answered.
    for (double second = 0; second < 60; second += 6) {
        telemetry->server.push_back(readAt(second));
        telemetry->server.back().lastSecond = second + 5;
    }
    for (double second = 60; second < 120; ++second)
        if (second < 80 || second > 90)
            telemetry->server.push_back(readAt(second));
    for (session::ServerPoint &point : telemetry->server)
        point.running = 8;
    snapshot->telemetry = telemetry;
    const TimeData requests = requestsOverTime(*snapshot);
    ASSERT_EQ(requests.series.size(), 2u);
    std::vector<double> gaps;
    for (const QPointF &point : requests.series[1].points)
        if (std::isnan(point.y()))
            gaps.push_back(point.x());
    EXPECT_EQ(gaps, std::vector<double>{80});
}

TEST(RunCurves, ShowWhatTheServerSays)
{
    const auto snapshot = madeUpRun(2);
    EXPECT_TRUE(serverUseOverTime(*snapshot).series.empty());
    ASSERT_EQ(requestsOverTime(*snapshot).series.size(), 1u);
    EXPECT_TRUE(requestsOverTime(*snapshot).series[0].name.isEmpty()) << "the title says it";
    auto telemetry = std::make_shared<session::TelemetrySeries>();
    telemetry->server = {readAt(1), readAt(2)};
    telemetry->server[0].running = 8;
    telemetry->server[1].running = 7;
    telemetry->server[1].waiting = 3;
    telemetry->server[1].kvUse = 0.25;
    telemetry->gpus.resize(1);
    telemetry->gpus[0].powerWatts = 312;
    snapshot->telemetry = telemetry;
    const TimeData requests = requestsOverTime(*snapshot);
    ASSERT_EQ(requests.series.size(), 3u);
    EXPECT_FALSE(requests.series[0].name.isEmpty());
    EXPECT_EQ(requests.series[1].points, (std::vector<QPointF>{{1, 8}, {2, 8}, {2, 7}}));
    EXPECT_EQ(requests.series[2].points, (std::vector<QPointF>{{2, 3}}));
    EXPECT_NE(requests.series[0].marker, requests.series[1].marker);
    EXPECT_NE(requests.series[1].marker, requests.series[2].marker);
    const TimeData use = serverUseOverTime(*snapshot);
    ASSERT_EQ(use.series.size(), 1u);
    EXPECT_EQ(use.series[0].points, (std::vector<QPointF>{{2, 25}}));
    EXPECT_TRUE(use.heading.units.contains(QStringLiteral("312"))) << use.heading.units.toStdString();
    EXPECT_EQ(use.totalSeconds, requests.totalSeconds) << "the same axis as the client's";
}

TEST(RunCurves, NameModelAndLengths)
{
    auto snapshot = madeUpRun(2);
    auto plan = std::make_shared<plan::Plan>(*snapshot->plan);
    for (plan::Target &target : plan->targets)
        target.model = "llama";
    snapshot->plan = plan;
    for (const CurveData &data : {ttftCurves(*snapshot), rateCurves(*snapshot)})
        EXPECT_EQ(data.heading.subtitle, QStringLiteral("llama · 90 tokens in, 48 out"));
}

} // namespace tokamark::ui
