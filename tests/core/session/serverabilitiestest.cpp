#include "session/pointjudge.h"

#include <gtest/gtest.h>

namespace tokamark::session {
namespace {

storage::StoredTarget targetThatSaid(const profiles::Detection &detection)
{
    storage::StoredTarget target;
    target.asPlanned.model = "m";
    target.detection = QString::fromStdString(profiles::toJson(detection));
    return target;
}

TEST(ServerAbilities, AreThoseOfTheApiThatRequestsGoTo)
{
    profiles::Detection triton;
    triton.kind = "triton";
    triton.natives = {{"llmapi", "m", {}}};
    EXPECT_FALSE(abilitiesOf(targetThatSaid(triton)).exactLength);
    triton.natives = {{"ensemble", "m", {}}};
    EXPECT_TRUE(abilitiesOf(targetThatSaid(triton)).exactLength);
}

TEST(ServerAbilities, HaveTheLimitThatTheServerTold)
{
    profiles::Detection llama;
    llama.kind = "llama.cpp";
    llama.endpoints = {"/v1/chat/completions"};
    llama.limits = {{"total_slots", 8}};
    EXPECT_EQ(abilitiesOf(targetThatSaid(llama)).parallelism, (profiles::Parallelism{8, true}));
}

TEST(ServerAbilities, OfATargetThatWasNeverAskedAreNotDoubted)
{
    const ServerAbilities abilities = abilitiesOf({});
    EXPECT_TRUE(abilities.exactLength);
    EXPECT_EQ(abilities.parallelism, std::nullopt);
}

} // namespace
} // namespace tokamark::session
