#include "session/timeestimate.h"

#include <gtest/gtest.h>

namespace tokamark::session {
namespace {

plan::Plan planOf(std::optional<Duration> duration, std::optional<std::uint64_t> requests)
{
    plan::Plan plan;
    plan.targets.resize(2);
    plan.load.levels = {1, 10};
    plan.load.duration = duration;
    plan.load.requests = requests;
    plan.load.warmup = Duration{};
    return plan;
}

TEST(TimeEstimate, StartsFromThePlan)
{
    const plan::Plan plan = planOf(std::chrono::seconds(30), std::nullopt);
    EXPECT_DOUBLE_EQ(TimeEstimate().secondsOf(plan, {0, 0, 0, 0}).value(), 30);
}

TEST(TimeEstimate, CannotTellByRequestsBeforeOneWasSeen)
{
    const plan::Plan plan = planOf(std::nullopt, 100);
    TimeEstimate estimate;
    EXPECT_EQ(estimate.secondsOf(plan, {0, 0, 0, 0}), std::nullopt);
    estimate.learn(plan, {0, 0, 0, 0}, 200, 2);
    EXPECT_DOUBLE_EQ(estimate.secondsOf(plan, {1, 0, 0, 0}).value(), 200) << "as the same level took";
    EXPECT_DOUBLE_EQ(estimate.secondsOf(plan, {0, 0, 1, 0}).value(), 20) << "ten users send 100 requests in ten rounds";
}

TEST(TimeEstimate, LearnsFromCellsThatEnded)
{
    const plan::Plan plan = planOf(std::chrono::seconds(30), std::nullopt);
    TimeEstimate estimate;
    estimate.learn(plan, {0, 0, 0, 0}, 33, 0);
    estimate.learn(plan, {1, 0, 0, 0}, 39, 0);
    EXPECT_DOUBLE_EQ(estimate.secondsOf(plan, {0, 0, 0, 1}).value(), 36);
    EXPECT_DOUBLE_EQ(estimate.secondsOf(plan, {0, 0, 1, 0}).value(), 36) << "20 % longer than planned, there too";
}

} // namespace
} // namespace tokamark::session
