#include "cloud/deployment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tokamark::cloud {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CloudDeployment steady()
{
    CloudDeployment deployment;
    deployment.name = "llm";
    deployment.status = "running";
    deployment.url = "https://llm-org.example";
    deployment.services = {{"llm", "gpu.a100.1x80", 2, 2, 32}};
    return deployment;
}

TEST(CloudDeployment, ReadsEveryServiceOfTheLatestRevision)
{
    const auto deployment = readDeployment(
        R"({"name":"llm","status":"running","cluster":{"name":"aws-1"},"urls":["https://llm-org.example"],)"
        R"("latest_revision":{"targets":[{"config":{"access_authorization":true,"services":{)"
        R"("a":{"instance_type":"cpu.1","scaling":{"min_replicas":1,"max_replicas":1}},)"
        R"("b":{"instance_type":"gpu.a100.1x80","scaling":{"min_replicas":0,"max_replicas":3},)"
        R"("config_overrides":{"traffic":{"concurrency":32}}}}}}]}})");
    ASSERT_TRUE(deployment) << deployment.error().cause;
    EXPECT_EQ(deployment->cluster, "aws-1");
    EXPECT_EQ(deployment->url, "https://llm-org.example");
    EXPECT_TRUE(deployment->isProtected);
    EXPECT_THAT(
        deployment->services,
        ElementsAre(CloudService{"a", "cpu.1", 1, 1, std::nullopt}, CloudService{"b", "gpu.a100.1x80", 0, 3, 32}));
}

TEST(CloudDeployment, ReadsOneThatNamesNoService)
{
    const auto deployment
        = readDeployment(R"({"name":"llm","latest_revision":{"targets":[{"config":{"instance_type":"cpu.1",)"
                         R"("scaling":{"min_replicas":1,"max_replicas":4}}}]}})");
    ASSERT_TRUE(deployment);
    EXPECT_THAT(deployment->services, ElementsAre(CloudService{{}, "cpu.1", 1, 4, std::nullopt}));
    EXPECT_FALSE(deployment->isProtected);
}

TEST(CloudDeployment, TakesWhatIsMissingOrOfAnotherTypeAsUnknown)
{
    const auto deployment = readDeployment(
        R"({"name":"llm","status":7,"cluster":"x","urls":{},"latest_revision":{"targets":[{"config":)"
        R"({"access_authorization":"yes","services":{"a":{"scaling":{"min_replicas":-1,"max_replicas":99999999999}}}}}]}})");
    ASSERT_TRUE(deployment);
    EXPECT_THAT(deployment->services, ElementsAre(CloudService{"a", {}, {}, {}, {}}));
    EXPECT_TRUE(deployment->url.empty() && deployment->status.empty() && !deployment->isProtected);
}

TEST(CloudDeployment, RefusesWhatIsNoList)
{
    for (const char *text : {"", "<html>", "[]", "{}", R"({"items":[{"status":"running"}]})", R"({"items":[3]})"})
        EXPECT_EQ(readDeploymentPage(text).error().code, ErrorCode::ProtocolViolation) << text;
}

TEST(CloudDeployment, WarnsOfWhatMakesAMeasurementDoubtful)
{
    EXPECT_THAT(warningsOf(steady()), IsEmpty());
    CloudDeployment deployment = steady();
    deployment.services.front().maxReplicas = 3;
    EXPECT_THAT(warningsOf(deployment), ElementsAre(CloudWarning::Autoscales));
    deployment = steady();
    deployment.services = {{"llm", {}, 0, 1, {}}};
    EXPECT_THAT(warningsOf(deployment), ElementsAre(CloudWarning::ScalesToZero)) << "at most one replica at any time";
    deployment.status = "failed";
    deployment.url.clear();
    EXPECT_THAT(warningsOf(deployment),
                ElementsAre(CloudWarning::NoUrl, CloudWarning::NotRunning, CloudWarning::ScalesToZero));
    deployment = steady();
    deployment.status = "scaled-to-zero";
    EXPECT_THAT(warningsOf(deployment), ElementsAre(CloudWarning::ScalesToZero));
}

} // namespace
} // namespace tokamark::cloud
