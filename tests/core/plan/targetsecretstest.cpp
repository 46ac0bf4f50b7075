#include "plan/targetsecrets.h"

#include <gtest/gtest.h>

namespace tokamark::plan {
namespace {

TEST(TargetSecrets, KnowsHeadersThatCarrySecrets)
{
    for (const char *name : {"Authorization", "proxy-authorization", "api-key", "x-api-key", "X-Goog-Api-Key", "Cookie",
                             "X-YATAI-API-TOKEN", "X-Auth", "Client-Secret", "X-Password"})
        EXPECT_TRUE(carriesSecret(name)) << name;
    for (const char *name : {"X-Team", "X-Author", "Accept", "OpenAI-Organization", "X-Request-Id", ""})
        EXPECT_FALSE(carriesSecret(name)) << name;
}

TEST(TargetSecrets, ReadsWhereASecretIs)
{
    EXPECT_EQ(secretPlace("X-Api-Key", "env:TEAM_KEY"), (SecretPlace{SecretPlace::Kind::Variable, "TEAM_KEY"}));
    EXPECT_EQ(secretPlace("x-api-key", "keychain:my team"), (SecretPlace{SecretPlace::Kind::Keychain, "my team"}));
    EXPECT_EQ(secretPlace("X-Team", "env:TEAM"), std::nullopt) << "no secret, so it is meant as it stands";
    EXPECT_EQ(secretPlace("X-Api-Key", "env:"), std::nullopt);
    EXPECT_EQ(secretPlace("X-Api-Key", "sk-1"), std::nullopt);
}

TEST(TargetSecrets, LeavesOutValuesAndKeepsPlaces)
{
    Plan plan;
    plan.targets.resize(1);
    plan.targets[0].headers = {
        {"Authorization", "Bearer sk-1"}, {"X-Api-Key", "env:KEY"}, {"api-key", "k"}, {"X-Team", "a"}, {"Cookie", ""}};
    const Plan clean = withoutSecrets(plan);
    const std::vector<std::pair<std::string, std::string>> expected
        = {{"Authorization", LeftOut}, {"X-Api-Key", "env:KEY"}, {"api-key", LeftOut}, {"X-Team", "a"}, {"Cookie", ""}};
    EXPECT_EQ(clean.targets[0].headers, expected);
    EXPECT_EQ(withoutSecrets(clean), clean);
    EXPECT_TRUE(holdsSecret("api-key", "k"));
    EXPECT_FALSE(holdsSecret("api-key", LeftOut));
}

} // namespace
} // namespace tokamark::plan
