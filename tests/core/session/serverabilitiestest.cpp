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

metrics::RequestRecord answerOf(std::uint32_t tokens, std::uint32_t allowed)
{
    metrics::RequestRecord record;
    record.outputTokens = tokens;
    record.requestedOutputTokens = allowed;
    return record;
}

TEST(LengthsAsked, TellWhatIsCountedBeyondWhatWasAllowed)
{
    std::vector<metrics::RequestRecord> records{answerOf(30, 10), answerOf(4, 10)};
    plan::Workload workload;
    EXPECT_EQ(lengthsAsked(workload, {}, records), (LengthsAsked{10, 1}))
        << "a short answer does not make up for a long one";
    workload.ignoreEos = false;
    EXPECT_EQ(lengthsAsked(workload, {}, records), (LengthsAsked{0, 1})) << "the limit was sent all the same";
    EXPECT_EQ(lengthsAsked(workload, {}, records, [](const auto &record) { return record.outputTokens == 4; }),
              LengthsAsked());
    records[0].outputSource = metrics::CountSource::Estimated;
    EXPECT_EQ(lengthsAsked(workload, {}, records).beyondLimit, 0) << "a guess says nothing";
    records[0].outputSource = metrics::CountSource::Usage;
    records[0].outcome = metrics::Outcome::ErrorFrame;
    EXPECT_EQ(lengthsAsked(workload, {}, records).beyondLimit, 0) << "it has failed already";
}

TEST(LengthsAsked, AreThoseOfTheExtraBodyWhereItSetsThem)
{
    const std::vector<metrics::RequestRecord> records{answerOf(30, 10), answerOf(44, 10)};
    storage::StoredTarget target = targetThatSaid({});
    target.asPlanned.extraBody = R"({"max_tokens":40})";
    EXPECT_EQ(lengthsAsked(plan::Workload(), target, records), (LengthsAsked{40, 0.05}));
    target.asPlanned.extraBody = R"({"max_tokens":null})";
    EXPECT_EQ(lengthsAsked(plan::Workload(), target, records), LengthsAsked()) << "there is no telling";
}

} // namespace
} // namespace tokamark::session
