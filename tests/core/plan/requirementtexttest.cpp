#include "plan/requirementtext.h"

#include <gtest/gtest.h>

namespace tokamark::plan {
namespace {

TEST(RequirementText, ReadsEveryWayToWriteALimit)
{
    const Requirement expected{Slo::Metric::Ttft, 95, 500};
    for (const char *text : {"ttft_p95 <= 500", "ttft_p95<500", "ttft_p95:500", " ttft_p95  <=  500 ms"})
        EXPECT_EQ(parseRequirement(text), expected) << text;
    EXPECT_EQ(parseRequirement("tpot_mean <= 37.5"), (Requirement{Slo::Metric::Tpot, 0, 37.5}));
    EXPECT_EQ(parseRequirement("stall_p99 <= 2000"), (Requirement{Slo::Metric::Stall, 99, 2000}));
}

TEST(RequirementText, ComesBackFromItsOwnForm)
{
    for (const Requirement &requirement :
         {Requirement{Slo::Metric::E2el, 50, 12'000}, Requirement{Slo::Metric::Tpot, 0, 0.1}})
        EXPECT_EQ(parseRequirement(requirementText(requirement)), requirement) << requirementText(requirement);
}

TEST(RequirementText, NamesAllThatASearchAsksFor)
{
    Plan plan;
    EXPECT_EQ(goalText(plan), "");
    plan.search.emplace().requirements = {{Slo::Metric::Ttft, 95, 500}, {Slo::Metric::Tpot, 0, 37.5}};
    EXPECT_EQ(goalText(plan), "ttft_p95 <= 500 ms; tpot_mean <= 37.5 ms");
    plan.slos = {{Slo::Metric::Ttft, 800}, {Slo::Metric::Stall, 200}};
    plan.search->requirements.pop_back();
    EXPECT_EQ(goalText(plan), "ttft_p95 <= 500 ms; 99 % of requests: ttft <= 800 ms, stall <= 200 ms");
    plan.search->requirements.clear();
    EXPECT_EQ(goalText(plan), "99 % of requests: ttft <= 800 ms, stall <= 200 ms");
}

TEST(RequirementText, RefusesWhatIsNoLimit)
{
    for (const char *text : {"", "ttft_p95", "ttft_p95 >= 500", "ttft_p42 <= 5", "ttft <= 5", "ttft_p95 <= ", "<= 5",
                             "ttft_p95 <= -5", "ttft_p95 <= nan", "ttft_p95 <= 5 s"})
        EXPECT_FALSE(parseRequirement(text)) << text;
}

} // namespace
} // namespace tokamark::plan
