#include "profiles/knownfacts.h"

#include "profiles/profiles.h"
#include "simulator/dialects/registry.h"

#include <gtest/gtest.h>

namespace tokamark::profiles {
namespace {

using Json = nlohmann::ordered_json;

Json factsOf(std::string_view kind)
{
    return knownFacts(*findProfile(kind));
}

TEST(KnownFacts, AreThoseOfTheProfile)
{
    EXPECT_EQ(factsOf("llama.cpp"), Json::parse(R"({
        "ready_path": "/health", "exact_length": ["chat", "completions", "completion"], "parallel_unless_told": 4,
        "idle_close_s": 5.0, "close_after_answers": 100, "prompt_ids": "completions, completion: prompt",
        "answer_ids": "completion: tokens", "metrics": "/metrics"})"));
}

TEST(KnownFacts, SayWhatNeverHappensAndLeaveOutWhatThereIsNot)
{
    const Json ollama = factsOf("ollama");
    EXPECT_TRUE(ollama.at("idle_close_s").is_null());
    EXPECT_EQ(ollama.at("exact_length"), Json::array());
    for (const char *key : {"close_after_answers", "prompt_ids", "answer_ids", "metrics", "native_idle_close_s"})
        EXPECT_FALSE(ollama.contains(key)) << key;
}

TEST(KnownFacts, TellTheTwoProgramsOfTritonApart)
{
    const Json triton = factsOf("triton");
    EXPECT_EQ(triton.at("idle_close_s"), 5.0);
    EXPECT_TRUE(triton.at("native_idle_close_s").is_null());
    EXPECT_EQ(triton.at("metrics"), ":8002/metrics");
    EXPECT_EQ(triton.at("exact_length"), Json::array({"ensemble"}));
}

TEST(KnownFacts, OfConnectionsAreWhatTheSimulatorPlays)
{
    int compared = 0;
    for (const simulator::Dialect *dialect : simulator::dialects()) {
        const BackendProfile *profile = findProfile(dialect->name);
        if (profile == nullptr)
            continue;
        EXPECT_EQ(dialect->requestsPerConnection, profile->keepAlive.mostAnswers) << dialect->name;
        // One that never hangs up may still be treated as if it did.
        if (dialect->idleClose != Duration::zero()) {
            EXPECT_EQ(dialect->idleClose, profile->keepAlive.idleLimit) << dialect->name;
        }
        ++compared;
    }
    EXPECT_GE(compared, 8);
}

} // namespace
} // namespace tokamark::profiles
