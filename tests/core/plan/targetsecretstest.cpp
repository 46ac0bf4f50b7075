#include "plan/targetsecrets.h"

#include "plan/metricspage.h"

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

TEST(TargetSecrets, LeavesOutThoseInUrlsThatOlderProgramsTook)
{
    Plan plan;
    plan.targets.resize(2);
    Target &older = plan.targets[0];
    older.url = "http://u:pw@h:8000/v1";
    older.metricsUrls = {"http://u:pw@h:8000/metrics?token=t", "http://h/a@b/metrics", MetricsOff,
                         "h:8000?token=s3cret&next=http://x", "http://h:9/secretpw@b?x=1"};
    older.gpuMetricsUrl = "http://h:9400/metrics?token=t";
    plan.targets[1].url = "sim:instant@vllm";
    const Plan clean = withoutSecrets(plan);
    EXPECT_EQ(clean.targets[0].url, "http://...@h:8000/v1");
    EXPECT_EQ(clean.targets[0].metricsUrls,
              (std::vector<std::string>{"http://...@h:8000/metrics?...", "http://h/a@b/metrics", MetricsOff,
                                        "h:8000?...", "http://...@b?..."}));
    EXPECT_EQ(clean.targets[0].gpuMetricsUrl, "http://h:9400/metrics?...");
    EXPECT_EQ(clean.targets[1].url, "sim:instant@vllm");
    EXPECT_EQ(withoutSecrets(clean), clean);
}

TEST(TargetSecrets, AMetricsPageMayNameThePlaceOfItsKey)
{
    EXPECT_EQ(metricsPageOf("http://h/m"), (MetricsPage{"http://h/m", std::nullopt}));
    EXPECT_EQ(metricsPageOf("env:KEY@https://h/m"),
              (MetricsPage{"https://h/m", SecretPlace{SecretPlace::Kind::Variable, "KEY"}}));
    for (const char *none : {"env:@http://h/m", "env:KEY", "KEY@http://h/m"})
        EXPECT_EQ(metricsPageOf(none), (MetricsPage{none, std::nullopt})) << none;
    Plan plan;
    plan.targets.resize(1);
    plan.targets[0].metricsUrls = {"env:KEY@https://h/m", "env:KEY@http://u:pw@h/m?key=k"};
    EXPECT_EQ(withoutSecrets(plan).targets[0].metricsUrls,
              (std::vector<std::string>{"env:KEY@https://h/m", "env:KEY@http://...@h/m?..."}))
        << "the place of a key is no secret";
}

TEST(TargetSecrets, LeavesOutWhatRepeatsAKey)
{
    Plan plan;
    plan.targets.resize(2);
    plan.targets[0].apiKeyEnv = "KEY";
    plan.targets[0].headers = {{"X-Route", "via sk-from-the-variable"}, {"X-Team", "blue"}};
    plan.targets[0].extraBody = R"({"top_k":1,"user":"sk-from-the-variable","api_key":"env:KEY"})";
    plan.targets[1].headers = {{"Authorization", "Bearer sk-in-the-plan"}};
    plan.targets[1].extraBody = R"({"password":"pw","meta":["sk-in-the-plan"]})";
    plan.beforeRepetition.emplace();
    plan.beforeRepetition->command = {"warm-up", "sk-in-the-plan"};
    const Plan clean = withoutSecrets(plan, {"sk-from-the-variable"});
    EXPECT_EQ(clean.targets[0].headers[0].second, LeftOut);
    EXPECT_EQ(clean.targets[0].headers[1].second, "blue");
    EXPECT_EQ(clean.targets[0].extraBody, R"x({"top_k":1,"user":"(not stored)","api_key":"env:KEY"})x");
    EXPECT_EQ(clean.targets[1].extraBody, R"x({"password":"(not stored)","meta":["(not stored)"]})x");
    EXPECT_EQ(clean.beforeRepetition->command.back(), LeftOut);
    EXPECT_EQ(withoutSecrets(clean), clean);
}

TEST(TargetSecrets, TakesNoNameForAKey)
{
    Plan plan;
    plan.targets.resize(1);
    plan.targets[0].name = "gateway";
    plan.targets[0].headers = {{"X-Provider", "ollama"}, {"X-Api-Key", "ollama"}};
    plan.beforeRepetition.emplace();
    plan.beforeRepetition->command = {"restart", "ollama", "gateway"};
    const Plan clean = withoutSecrets(plan, {"gateway"});
    EXPECT_EQ(clean.beforeRepetition, plan.beforeRepetition);
    EXPECT_EQ(clean.targets[0].headers[0].second, "ollama");
    EXPECT_EQ(clean.targets[0].headers[1].second, LeftOut) << "by its own name it is";
}

TEST(TargetSecrets, TellsWhatIsSecretInRequests)
{
    EXPECT_EQ(secretsIn({{"Authorization", "Bearer sk-1"}, {"X-Team", "a"}}, R"({"api_key":"sk-2","token":"env:A"})"),
              (std::vector<std::string>{"Bearer sk-1", "sk-1", "sk-2"}));
}

} // namespace
} // namespace tokamark::plan
