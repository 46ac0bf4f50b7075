#include "session/plansecrets.h"

#include "plan/targetsecrets.h"

#include <gtest/gtest.h>

namespace tokamark::session {
namespace {

/// Two targets as a run stores them; the second has a key in a variable.
plan::Plan storedPlan()
{
    plan::Plan plan;
    plan.targets.resize(2);
    plan.targets[0].name = "a";
    plan.targets[0].headers = {{"Authorization", "Bearer x"}, {"X-Trace", "7"}};
    plan.targets[1].name = "b";
    plan.targets[1].apiKeyEnv = "B_KEY";
    return plan::withoutSecrets(std::move(plan));
}

TEST(PlanSecrets, NameTheHeaderWhoseValueWasLeftOut)
{
    const auto missing = missingSecret(storedPlan());
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->target, "a");
    EXPECT_EQ(missing->header, "Authorization");
    EXPECT_EQ(checkSecrets(storedPlan()).error().code, ErrorCode::KeyMissing);
}

TEST(PlanSecrets, TakeAHeaderAgainWhateverItsCase)
{
    plan::Plan plan = storedPlan();
    giveSecrets(plan, {{{"authorization", "Bearer y"}, {"X-Trace", "8"}}, {}, {}});
    EXPECT_FALSE(missingSecret(plan));
    EXPECT_EQ(plan.targets[0].headers[0].second, "Bearer y");
    EXPECT_EQ(plan.targets[0].headers[1].second, "7") << "what was stored stays as it was measured";
    EXPECT_TRUE(plan.targets[1].headers.empty());
}

TEST(PlanSecrets, TakeAVariableInsteadOfAHeaderOrOfThePlannedOne)
{
    plan::Plan plan = storedPlan();
    giveSecrets(plan, {{}, "KEY", {}});
    EXPECT_TRUE(checkSecrets(plan));
    EXPECT_EQ(plan.targets[0].apiKeyEnv, "KEY");
    EXPECT_EQ(plan.targets[0].headers.size(), 1u);
    EXPECT_EQ(plan.targets[1].apiKeyEnv, "KEY");
}

TEST(PlanSecrets, TakeANameInTheKeychainLikeAVariable)
{
    plan::Plan plan = storedPlan();
    giveSecrets(plan, {{}, {}, "team"});
    EXPECT_TRUE(checkSecrets(plan));
    for (const plan::Target &target : plan.targets) {
        EXPECT_EQ(target.apiKeyKeychain, "team") << target.name;
        EXPECT_EQ(target.apiKeyEnv, "") << target.name;
    }
}

TEST(PlanSecrets, AVariableIsNoOtherHeader)
{
    plan::Plan plan;
    plan.targets.resize(1);
    plan.targets[0].headers = {{"X-Api-Key", "x"}};
    plan = plan::withoutSecrets(std::move(plan));
    giveSecrets(plan, {{}, "KEY", {}});
    ASSERT_TRUE(missingSecret(plan));
    EXPECT_EQ(missingSecret(plan)->header, "X-Api-Key");
    EXPECT_TRUE(plan.targets[0].apiKeyEnv.empty());
}

} // namespace
} // namespace tokamark::session
