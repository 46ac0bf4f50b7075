#include "plan/plannames.h"
#include "profiles/profiles.h"
#include "profiles/protocolchoice.h"

#include <gtest/gtest.h>

#include <set>

namespace tokamark::profiles {
namespace {

/// One row for each kind of server: what is asked of it unless the plan says more, and what it has.
struct ProfileRow {
    const char *kind;
    std::vector<std::string> natives;
    bool exactChat; ///< an exact length can be had at /v1/chat/completions
    std::uint32_t usualParallelism;
    const char *metricsPath;
    std::uint16_t metricsPort;
    bool metricsOnlyBetweenRuns;
    std::uint16_t port;
    const char *readiness;
    int idleSeconds; ///< after which it closes a connection; 0: never
    int nativeIdleSeconds; ///< at its own API
    std::uint32_t mostAnswers; ///< on a connection; 0: as many as one likes
    const char *promptIds;
    const char *answerIds;
};

const std::vector<ProfileRow> Rows{
    {"vllm",
     {},
     true,
     0,
     "/metrics",
     0,
     false,
     8000,
     "/health",
     5,
     5,
     0,
     "completions: prompt",
     "chat, completions: return_token_ids"},
    {"sglang",
     {"generate"},
     true,
     0,
     "/metrics",
     0,
     false,
     30000,
     "/v1/models",
     5,
     5,
     0,
     "completions: prompt; generate: input_ids",
     "generate: output_ids"},
    {"lmdeploy",
     {"generate"},
     true,
     0,
     "/metrics",
     0,
     false,
     23333,
     "/health",
     5,
     5,
     0,
     "chat, generate: input_ids",
     "chat: return_token_ids; generate: output_ids"},
    {"llama.cpp",
     {"completion"},
     true,
     4,
     "/metrics",
     0,
     false,
     8080,
     "/health",
     5,
     5,
     100,
     "completions, completion: prompt",
     "completion: tokens"},
    {"trtllm-serve",
     {},
     true,
     0,
     "/prometheus/metrics",
     0,
     false,
     8000,
     "/health",
     5,
     5,
     0,
     "completions: prompt; chat: prompt_token_ids",
     "chat, completions: detokenize"},
    {"triton", {"ensemble", "llmapi"}, false, 0, "/metrics", 8002, false, 8000, "/v2/health/ready", 5, 0, 0, "", ""},
    {"triton-openai", {}, false, 0, "/metrics", 0, false, 9000, "/health/ready", 5, 5, 0, "", ""},
    {"mlc-llm", {}, true, 4, "/metrics", 0, true, 8000, "/v1/models", 5, 5, 0, "completions: prompt", ""},
    {"tgi",
     {"generate_stream"},
     false,
     128,
     "/metrics",
     0,
     false,
     3000,
     "/health",
     5,
     5,
     0,
     "",
     "generate_stream: token.id"},
    {"ollama", {"generate", "chat"}, false, 1, "", 0, false, 11434, "/api/version", 0, 0, 0, "", ""},
    {"bentoml", {""}, true, 0, "/metrics", 0, false, 3000, "/readyz", 5, 5, 0, "", ""},
    {"openllm",
     {},
     true,
     0,
     "/metrics",
     0,
     false,
     3000,
     "/v1/models",
     5,
     5,
     0,
     "completions: prompt",
     "chat, completions: return_token_ids"},
    {"openai", {}, true, 0, "", 0, false, 0, "/v1/models", 5, 5, 0, "", ""},
    {"openai.com", {}, false, 0, "", 0, false, 0, "/v1/models", 5, 5, 0, "", ""},
};

TEST(Profiles, SayWhatTheRowsSay)
{
    ASSERT_EQ(allProfiles().size(), Rows.size());
    for (const ProfileRow &row : Rows) {
        const BackendProfile *profile = findProfile(row.kind);
        ASSERT_NE(profile, nullptr) << row.kind;
        std::vector<std::string> natives;
        for (const protocol::NativeDialect *native : profile->natives)
            natives.emplace_back(native->name);
        EXPECT_EQ(natives, row.natives) << row.kind;
        const auto chat = makeProtocol({row.kind, plan::Endpoint::Chat, "m", {}});
        ASSERT_TRUE(chat.has_value()) << row.kind;
        EXPECT_EQ((*chat)->exactLength(), row.exactChat) << row.kind;
        EXPECT_EQ(profile->parallelism.unlessTold, row.usualParallelism) << row.kind;
        EXPECT_EQ(profile->metrics.path, row.metricsPath) << row.kind;
        EXPECT_EQ(profile->metrics.port, row.metricsPort) << row.kind;
        EXPECT_EQ(profile->metrics.onlyBetweenRuns, row.metricsOnlyBetweenRuns) << row.kind;
        EXPECT_EQ(profile->port, row.port) << row.kind;
        EXPECT_EQ(readinessPath(row.kind), row.readiness) << row.kind;
        EXPECT_EQ(idleLimit(row.kind, plan::Endpoint::Chat), std::chrono::seconds(row.idleSeconds)) << row.kind;
        EXPECT_EQ(idleLimit(row.kind, plan::Endpoint::Native), std::chrono::seconds(row.nativeIdleSeconds)) << row.kind;
        EXPECT_EQ(profile->keepAlive.mostAnswers, row.mostAnswers) << row.kind;
        EXPECT_EQ(profile->tokenIds.inPrompts, row.promptIds) << row.kind;
        EXPECT_EQ(profile->tokenIds.inAnswers, row.answerIds) << row.kind;
    }
}

TEST(Profiles, ServersThatAreNotKnownCloseIdleConnectionsAsMostDo)
{
    EXPECT_EQ(idleLimit("no such kind", plan::Endpoint::Native), std::chrono::seconds(5));
}

TEST(Profiles, NameEachUsualPortOnce)
{
    EXPECT_EQ(usualPorts(), (std::vector<std::uint16_t>{8000, 30000, 23333, 8080, 9000, 3000, 11434}));
}

TEST(Profiles, PlansKnowTheSameKinds)
{
    EXPECT_EQ(plan::KindNames.size(), allProfiles().size());
    for (const std::string_view kind : plan::KindNames)
        EXPECT_NE(findProfile(kind), nullptr) << kind;
}

TEST(Profiles, OwnersNameOneKindEach)
{
    std::set<std::string_view> owners;
    for (const BackendProfile *profile : allProfiles()) {
        for (const std::string_view owner : profile->fingerprint.owners)
            EXPECT_TRUE(owners.insert(owner).second) << owner;
    }
}

TEST(Profiles, NamesOfMetricsHaveNoSuffixOfAHistogram)
{
    for (const BackendProfile *profile : allProfiles()) {
        for (const MetricName &metric : profile->metrics.names) {
            EXPECT_FALSE(metric.series.ends_with("_bucket")) << metric.series;
            if (metric.form == SeriesForm::Histogram) {
                EXPECT_FALSE(metric.series.ends_with("_sum")) << metric.series;
            }
        }
    }
}

TEST(Profiles, ParallelismIsTakenFromWhatTheServerTold)
{
    Detection detection;
    detection.kind = "llama.cpp";
    EXPECT_EQ(parallelismOf(detection), (Parallelism{4, false}));
    detection.limits = {{"n_ctx", 2048}, {"total_slots", 8}};
    EXPECT_EQ(parallelismOf(detection), (Parallelism{8, true}));
    detection.limits = {{"total_slots", -1}};
    detection.simulated = "x";
    EXPECT_EQ(parallelismOf(detection), std::nullopt);
    detection.limits = {{SimulatedParallel, 1}};
    EXPECT_EQ(parallelismOf(detection), (Parallelism{1, true})) << "it says so itself, in a way of its own";
    detection.kind = "vllm";
    detection.limits.clear();
    EXPECT_EQ(parallelismOf(detection), std::nullopt);
}

Detection tritonWith(std::vector<DetectedNative> natives)
{
    Detection detection;
    detection.kind = "triton";
    for (const DetectedNative &native : natives) {
        detection.models.push_back({native.model, {}});
        detection.endpoints.push_back("/v2/models/" + native.model + "/generate_stream");
    }
    detection.natives = std::move(natives);
    return detection;
}

TEST(ProtocolChoice, ChatWhereTheServerHasIt)
{
    Detection detection;
    detection.kind = "sglang";
    detection.models = {{"m", {}}};
    detection.endpoints = {"/v1/chat/completions", "/v1/completions"};
    const ProtocolOptions options = chooseProtocol({}, detection);
    EXPECT_EQ(options.kind, "sglang");
    EXPECT_EQ(options.endpoint, plan::Endpoint::Chat);
    EXPECT_EQ(options.model, "m");
}

TEST(ProtocolChoice, ItsOwnApiWhereItHasNoOther)
{
    const Detection detection = tritonWith({{"ensemble", "ensemble", {}}, {"llmapi", "tensorrt_llm", {}}});
    const ProtocolOptions options = chooseProtocol({}, detection);
    EXPECT_EQ(options.endpoint, plan::Endpoint::Native);
    EXPECT_EQ(options.native, "ensemble");
    EXPECT_EQ((*makeProtocol(options))->path(), "/v2/models/ensemble/generate_stream");
}

TEST(ProtocolChoice, TheModelOfThePlanPicksTheApiThatServesIt)
{
    const Detection detection = tritonWith({{"ensemble", "ensemble", {}}, {"llmapi", "tensorrt_llm", {}}});
    plan::Target target;
    target.model = "tensorrt_llm";
    EXPECT_EQ(chooseProtocol(target, detection).native, "llmapi");
    target.model.clear();
    target.native = "llmapi";
    EXPECT_EQ(chooseProtocol(target, detection).model, "tensorrt_llm");
}

TEST(ProtocolChoice, AMethodOfAServiceGetsItsArguments)
{
    Detection detection;
    detection.kind = "bentoml";
    detection.endpoints = {"/generate"};
    detection.natives = {{"generate", {}, {"text", "max_tokens"}}};
    const ProtocolOptions options = chooseProtocol({}, detection);
    EXPECT_EQ(options.native, "generate");
    EXPECT_EQ(options.inputs, (std::vector<std::string>{"text", "max_tokens"}));
    EXPECT_EQ((*makeProtocol(options))->path(), "/generate");
}

TEST(ProtocolChoice, WhatThePlanNamesStands)
{
    Detection detection;
    detection.kind = "vllm";
    detection.endpoints = {"/v1/chat/completions"};
    plan::Target target;
    target.kind = "openllm";
    target.endpoint = plan::Endpoint::Completions;
    target.model = "other";
    const ProtocolOptions options = chooseProtocol(target, detection);
    EXPECT_EQ(options.kind, "openllm");
    EXPECT_EQ(options.endpoint, plan::Endpoint::Completions);
    EXPECT_EQ(options.model, "other");
}

TEST(ProtocolChoice, NothingKnownIsAnOpenAiServer)
{
    const ProtocolOptions options = chooseProtocol({}, {});
    EXPECT_EQ(options.kind, "openai");
    EXPECT_EQ((*makeProtocol(options))->path(), "/v1/chat/completions");
}

} // namespace
} // namespace tokamark::profiles
