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
    EXPECT_EQ(missing->name, "Authorization");
    EXPECT_EQ(checkSecrets(storedPlan()).error().code, ErrorCode::KeyMissing);
}

TEST(PlanSecrets, TakeAHeaderAgainWhateverItsCase)
{
    plan::Plan plan = storedPlan();
    giveSecrets(plan, {.headers = {{"authorization", "Bearer y"}, {"X-Trace", "8"}}});
    EXPECT_FALSE(missingSecret(plan));
    EXPECT_EQ(plan.targets[0].headers[0].second, "Bearer y");
    EXPECT_EQ(plan.targets[0].headers[1].second, "7") << "what was stored stays as it was measured";
    EXPECT_TRUE(plan.targets[1].headers.empty());
}

TEST(PlanSecrets, TakeAVariableInsteadOfAHeaderOrOfThePlannedOne)
{
    plan::Plan plan = storedPlan();
    giveSecrets(plan, {.apiKeyEnv = "KEY"});
    EXPECT_TRUE(checkSecrets(plan));
    EXPECT_EQ(plan.targets[0].apiKeyEnv, "KEY");
    EXPECT_EQ(plan.targets[0].headers.size(), 1u);
    EXPECT_EQ(plan.targets[1].apiKeyEnv, "KEY");
}

TEST(PlanSecrets, TakeANameInTheKeychainLikeAVariable)
{
    plan::Plan plan = storedPlan();
    giveSecrets(plan, {.apiKeyKeychain = "team"});
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
    giveSecrets(plan, {.apiKeyEnv = "KEY"});
    ASSERT_TRUE(missingSecret(plan));
    EXPECT_EQ(missingSecret(plan)->name, "X-Api-Key");
    EXPECT_TRUE(plan.targets[0].apiKeyEnv.empty());
}

TEST(PlanSecrets, TakeATextOfABodyAgainAtItsPlace)
{
    plan::Plan plan;
    plan.targets.resize(2);
    plan.targets[0].name = "a";
    plan.targets[0].extraBody = R"({"top_k": 3, "options": {"api_key": "sk-1"}})";
    plan.targets[1].extraBody = R"({"top_k": 4})";
    plan = plan::withoutSecrets(std::move(plan));
    const auto missing = missingSecret(plan);
    ASSERT_TRUE(missing);
    EXPECT_EQ(missing->where, MissingSecret::Where::ExtraBody);
    EXPECT_EQ(missing->name, "api_key");
    EXPECT_EQ(missing->place, "/options/api_key");
    EXPECT_EQ(checkSecrets(plan).error(), (Error{ErrorCode::KeyMissing, "api_key", "in the extra body of a"}));
    giveSecrets(plan, {.extraBody = R"({"api_key": "elsewhere"})"});
    EXPECT_TRUE(missingSecret(plan));
    giveSecrets(plan, {.extraBody = R"({"options": {"api_key": "sk-2"}, "top_k": 9})"});
    EXPECT_TRUE(checkSecrets(plan));
    EXPECT_EQ(plan.targets[0].extraBody, R"({"top_k":3,"options":{"api_key":"sk-2"}})");
    EXPECT_EQ(plan.targets[1].extraBody, R"({"top_k": 4})");
}

TEST(PlanSecrets, AreMissedInACommandThatHeldOne)
{
    plan::Plan plan;
    plan.beforeRepetition.emplace();
    plan.beforeRepetition->command = {"warm-up", "--key=sk-do-not-tell"};
    plan = plan::withoutSecrets(std::move(plan), {"sk-do-not-tell"});
    EXPECT_EQ(plan.beforeRepetition->command, (std::vector<std::string>{"warm-up", plan::LeftOut}));
    EXPECT_EQ(checkSecrets(plan).error().code, ErrorCode::KeyMissing);
}

} // namespace
} // namespace tokamark::session
