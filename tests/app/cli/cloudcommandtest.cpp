#include "app/cli/clifixture.h"
#include "simulator/simulatorserver.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include <QByteArray>

namespace tokamark::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char *Variable = "TOKAMARK_TEST_CLOUD_TOKEN";
constexpr const char *Token = "bento-do-not-tell";

class CloudCommandTest : public CliFixture {
protected:
    void SetUp() override
    {
        simulator::ServerOptions options;
        options.presets = {"instant"};
        options.cloudToken = Token;
        auto started = simulator::SimulatorServer::start(options);
        ASSERT_TRUE(started);
        server = std::move(*started);
        const std::string target = server->url("instant");
        api = target.substr(0, target.rfind('/'));
        qputenv(Variable, Token);
    }
    void TearDown() override { qunsetenv(Variable); }

    std::unique_ptr<simulator::SimulatorServer> server;
    std::string api;
};

TEST_F(CloudCommandTest, ListsDeploymentsAndWarns)
{
    EXPECT_EQ(call({"cloud", "list", "--api", api, "--token-env", Variable}), ExitStatus::Done) << err();
    EXPECT_THAT(out(), HasSubstr("gpu.a100.1x80"));
    EXPECT_THAT(out(), HasSubstr(api + "/steady"));
    EXPECT_THAT(err(), HasSubstr("sleepy: This deployment scales to zero"));
    EXPECT_THAT(err(), HasSubstr("elastic: The number of replicas may change"));
    EXPECT_THAT(err(), Not(HasSubstr("steady:")));
    EXPECT_THAT(out() + err(), Not(HasSubstr(Token)));
}

TEST_F(CloudCommandTest, TellsScriptsTheSame)
{
    ASSERT_EQ(call({"cloud", "list", "--api", api, "--token-env", Variable, "--format", "json"}), ExitStatus::Done);
    EXPECT_THAT(out(), Not(HasSubstr(Token)));
    for (const nlohmann::json &deployment : nlohmann::json::parse(out())) {
        if (deployment["name"] != "elastic")
            continue;
        EXPECT_EQ(deployment["status"], "running");
        EXPECT_EQ(deployment["warnings"], nlohmann::json({"autoscales"}));
        EXPECT_EQ(deployment["services"][0]["max_replicas"], 3);
        return;
    }
    FAIL() << out();
}

TEST_F(CloudCommandTest, SaysThatATokenIsMissingOrRefused)
{
    EXPECT_NE(call({"cloud", "list", "--api", api, "--token-env", "TOKAMARK_TEST_NEVER_SET"}), ExitStatus::Done);
    EXPECT_THAT(err(), HasSubstr("TOKAMARK_TEST_NEVER_SET"));
    qputenv(Variable, "another");
    EXPECT_NE(call({"cloud", "list", "--api", api, "--token-env", Variable}), ExitStatus::Done);
    EXPECT_THAT(err(), HasSubstr("does not accept the API key"));
    EXPECT_THAT(err(), Not(HasSubstr("another")));
}

} // namespace
} // namespace tokamark::cli
