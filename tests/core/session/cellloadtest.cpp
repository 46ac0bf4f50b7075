#include "session/cellload.h"

#include <gtest/gtest.h>

namespace tokamark::session {
namespace {

using namespace std::chrono_literals;

const workload::Trace ThreeRequests{{0s, 1, 1, {}}, {4s, 1, 1, {}}, {10s, 1, 1, {}}};

plan::Plan planOf(plan::LoadKind kind, std::vector<double> levels)
{
    plan::Plan plan;
    plan.load.kind = kind;
    plan.load.levels = std::move(levels);
    return plan;
}

load::CellSpec specOf(const plan::Plan &plan, const plan::CellKey &key = {})
{
    load::CellSpec spec;
    setLoad(spec, plan, key, 7, &ThreeRequests);
    return spec;
}

TEST(CellLoad, UsersHaveNoSchedule)
{
    plan::Plan plan = planOf(plan::LoadKind::Closed, {5, 9});
    plan.load.thinkTime = 3s;
    const load::CellSpec spec = specOf(plan, {0, 0, 1, 0});
    EXPECT_EQ(spec.users, 9u);
    EXPECT_EQ(spec.thinkTime, 3s);
    EXPECT_TRUE(spec.shortenFirst);
    EXPECT_FALSE(spec.arrivals);
}

TEST(CellLoad, ARateIsAScheduleWithALimit)
{
    plan::Plan plan = planOf(plan::LoadKind::Open, {2.5});
    plan.load.burstiness = 0.5;
    plan.load.maxInFlight = 3;
    plan.load.ramp = 4s;
    const load::CellSpec spec = specOf(plan);
    ASSERT_TRUE(spec.arrivals);
    EXPECT_EQ(spec.arrivals->rate, 2.5);
    EXPECT_EQ(spec.arrivals->burstiness, 0.5);
    EXPECT_EQ(spec.arrivals->ramp, 4s);
    EXPECT_EQ(spec.arrivals->seed, 7u);
    EXPECT_FALSE(spec.arrivals->requests);
    EXPECT_EQ(spec.maxInFlight, 3u);
    EXPECT_EQ(spec.duration, 60s);
    EXPECT_EQ(spec.longestDrain, 60s) << "as long as the window";
    EXPECT_FALSE(spec.shortenFirst);
    plan.load.duration = 2s;
    EXPECT_EQ(specOf(plan).longestDrain, 10s);

    plan.load.requests = 20;
    EXPECT_EQ(specOf(plan).arrivals->requests, 20u);
    EXPECT_FALSE(specOf(plan).duration);
    EXPECT_FALSE(specOf(plan).longestDrain) << "so many requests were asked for";
}

TEST(CellLoad, ATraceIsPlayedToItsEndOrToWhereItIsCut)
{
    plan::Plan plan = planOf(plan::LoadKind::Trace, {1, 2});
    plan.load.duration.reset();
    EXPECT_EQ(*specOf(plan).arrivals->recorded, (std::vector<Duration>{0s, 4s, 10s}));
    EXPECT_EQ(specOf(plan).requests, 3u);
    EXPECT_EQ(*specOf(plan, {0, 0, 1, 0}).arrivals->recorded, (std::vector<Duration>{0s, 2s, 5s}));

    plan.load.duration = 5s;
    EXPECT_EQ(specOf(plan).requests, 2u);
    EXPECT_EQ(specOf(plan, {0, 0, 1, 0}).requests, 2u) << "what is due at the cut is behind it";
    EXPECT_FALSE(specOf(plan).duration) << "every request counts";
    plan.load.requests = 1;
    EXPECT_EQ(specOf(plan).requests, 1u);
}

} // namespace
} // namespace tokamark::session
