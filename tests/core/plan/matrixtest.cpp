#include "plan/matrix.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::plan {
namespace {

using namespace std::chrono_literals;

Plan twoTargets()
{
    Plan plan;
    plan.targets.resize(2);
    plan.targets[0].name = "a";
    plan.targets[1].name = "b";
    plan.load.levels = {50, 10};
    return plan;
}

TEST(Matrix, ReversesTheTargetsInEveryOtherRepetition)
{
    Plan plan = twoTargets();
    plan.load.levels = {1};
    plan.repetitions = 3;

    std::vector<std::uint32_t> order;
    for (const CellKey &key : cells(plan))
        order.push_back(key.target);
    EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 1, 1, 0, 0, 1}));
}

TEST(Matrix, RunsLevelsRisingWhateverTheirOrderInThePlan)
{
    const std::vector<CellKey> keys = cells(twoTargets());
    const std::vector<CellKey> expected{{0, 0, 1, 0}, {0, 0, 0, 0}, {1, 0, 1, 0}, {1, 0, 0, 0}};
    EXPECT_EQ(keys, expected);
}

TEST(Matrix, HoldsEveryCombinationOnce)
{
    Plan plan = twoTargets();
    plan.workloads = {Workload{}, Workload{}, Workload{}};
    plan.repetitions = 4;
    std::vector<CellKey> keys = cells(plan);
    EXPECT_EQ(keys.size(), 2u * 3u * 2u * 4u);
    std::ranges::sort(keys);
    EXPECT_EQ(std::ranges::adjacent_find(keys), keys.end());
}

TEST(Forecast, AddsWhatComesBeforeAndAfterTheWindow)
{
    Plan plan = twoTargets();
    plan.load.levels = {10};
    plan.load.ramp = 4s;
    plan.load.warmup = 6s;
    plan.load.duration = 60s;

    const Forecast unknown = forecast(plan, {}, std::nullopt);
    EXPECT_EQ(unknown.duration, 70s);
    EXPECT_EQ(unknown.requests, 0u);

    // 10 users, 2 s a turn, all of 70 s but half of the ramp: 10 * 68 / 2. The last requests drain for 2 s.
    const Forecast known = forecast(plan, {}, 2.0);
    EXPECT_EQ(known.duration, 72s);
    EXPECT_EQ(known.requests, 340u);
}

TEST(Forecast, ARateSaysHowManyRequestsThereAre)
{
    Plan plan = twoTargets();
    plan.load.kind = LoadKind::Open;
    plan.load.levels = {5};
    plan.load.ramp = 4s;
    plan.load.warmup = 6s;
    plan.load.duration = 60s;

    const Forecast unknown = forecast(plan, {}, std::nullopt);
    EXPECT_EQ(unknown.duration, 70s);
    EXPECT_EQ(unknown.requests, 340u) << "5 a second over 70 s but half of the ramp";

    plan.load.duration.reset();
    plan.load.requests = 100;
    EXPECT_EQ(forecast(plan, {}, 2.0).duration, 24s) << "20 s at the rate, half of the ramp, and the last answer";
    EXPECT_EQ(forecast(plan, {}, 2.0).requests, 100u);
}

TEST(Forecast, TakesAnOpenWarmupAtItsLongest)
{
    Plan plan = twoTargets();
    plan.load.warmup.reset();
    plan.load.duration = 60s;
    EXPECT_EQ(forecast(plan, {}, std::nullopt).duration, 60s + LongestWarmup);
}

TEST(Forecast, CountsTheRampOnceWhereItLiesInsideTheWindow)
{
    Plan plan = twoTargets();
    plan.load.ramp = 20s;
    plan.load.rampInsideWindow = true;
    plan.load.warmup = 0s;
    plan.load.duration = 300s;
    EXPECT_EQ(forecast(plan, {}, std::nullopt).duration, 300s);
}

TEST(Forecast, KnowsTheNumberOfRequestsThatThePlanNames)
{
    Plan plan = twoTargets();
    plan.load.levels = {8};
    plan.load.duration.reset();
    plan.load.requests = 100;
    plan.load.warmupRequests = 5;
    plan.load.thinkTime = 1s;

    EXPECT_EQ(forecast(plan, {}, std::nullopt).requests, 105u);
    EXPECT_EQ(forecast(plan, {}, std::nullopt).duration, 0s);
    // 13 rounds of 8 users, 2 s and 1 s of thinking each, and one request before.
    EXPECT_EQ(forecast(plan, {}, 2.0).duration, 41s);
}

} // namespace
} // namespace tokamark::plan
