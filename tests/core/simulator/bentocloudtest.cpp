// The stand-in for BentoCloud: who may ask, what it tells, and that what it names can be used.

#include "serverfixture.h"

#include <nlohmann/json.hpp>

#include <map>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr auto Token = "X-YATAI-API-TOKEN: token\r\n";
constexpr auto Text = R"({"prompt":"hello","max_tokens":2,"stream":true})";

class BentoCloudTest : public ServerFixture {
protected:
    void SetUp() override
    {
        ServerOptions options;
        options.ttft = 1ms;
        options.coldStart = 200ms;
        options.cloudToken = "token";
        speak("bentoml-mounted", {}, options);
    }

    json ask(const std::string &path)
    {
        const auto response = get(path, Token);
        EXPECT_EQ(response.status, 200) << path << response.body;
        return json::parse(response.body);
    }
};

TEST_F(BentoCloudTest, WantsItsToken)
{
    EXPECT_EQ(get("/api/v1/auth/current").status, 401);
    EXPECT_EQ(get("/api/v2/deployments", "Authorization: Bearer token\r\n").status, 401);
    EXPECT_EQ(get("/api/v1/current_org", "X-YATAI-API-TOKEN: other\r\n").status, 401);
    EXPECT_TRUE(ask("/api/v1/auth/current").contains("email"));
    EXPECT_EQ(ask("/api/v1/current_org")["resource_type"], "organization");
}

TEST_F(BentoCloudTest, ListsDeploymentsPageByPage)
{
    const auto all = ask("/api/v2/deployments?cluster=&all=true&count=100&start=0&q=&search=");
    EXPECT_EQ(all["total"], 7);
    ASSERT_EQ(all["items"].size(), 7U);
    std::map<std::string, std::string> statuses;
    for (const json &item : all["items"]) {
        statuses[item["name"]] = item["status"];
        EXPECT_FALSE(item.contains("urls")); // only the answer about one has them
    }
    EXPECT_EQ(statuses["steady"], "running");
    EXPECT_EQ(statuses["sleepy"], "scaled-to-zero");
    EXPECT_EQ(statuses["broken"], "failed");
    const auto second = ask("/api/v2/deployments?count=3&start=3");
    EXPECT_EQ(second["items"].size(), 3U);
    EXPECT_EQ(second["items"][0]["name"], all["items"][3]["name"]);
    EXPECT_EQ(ask("/api/v2/deployments?count=3&start=99")["items"].size(), 0U);
}

TEST_F(BentoCloudTest, TellsScalingHardwareAndProtection)
{
    const auto config = [&](const std::string &name) {
        return ask("/api/v2/deployments/" + name)["latest_revision"]["targets"][0]["config"];
    };
    EXPECT_EQ(config("elastic")["services"]["llm"]["scaling"], json({{"min_replicas", 1}, {"max_replicas", 3}}));
    EXPECT_EQ(config("sleepy")["services"]["llm"]["scaling"]["min_replicas"], 0);
    EXPECT_EQ(config("steady")["services"]["llm"]["instance_type"], "gpu.a100.1x80");
    EXPECT_EQ(config("guarded")["access_authorization"], true);
    EXPECT_EQ(config("steady")["access_authorization"], false);
    EXPECT_EQ(get("/api/v2/deployments/nobody", Token).status, 400);
}

TEST_F(BentoCloudTest, WakesADeploymentThatSleeps)
{
    const auto url = ask("/api/v2/deployments/sleepy")["urls"][0].get<std::string>();
    EXPECT_EQ(url, m_server->url() + "/sleepy");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(post("/sleepy/v1/completions", Text).status, 200);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 199ms);
    EXPECT_EQ(ask("/api/v2/deployments/sleepy")["status"], "running");
}

TEST_F(BentoCloudTest, ServesAProtectedDeploymentToThoseWithAToken)
{
    EXPECT_EQ(post("/guarded/v1/completions", Text).status, 401);
    EXPECT_EQ(post("/guarded/v1/completions", Text, "Authorization: Bearer token\r\n").status, 200);
    EXPECT_EQ(post("/steady/v1/completions", Text).status, 200);
    EXPECT_TRUE(ask("/api/v2/deployments/broken")["urls"].empty());
}

} // namespace
} // namespace tokamark::simulator
