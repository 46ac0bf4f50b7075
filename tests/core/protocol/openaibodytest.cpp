#include "profiles/profiles.h"
#include "profiles/protocolchoice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <set>

namespace tokamark::protocol {
namespace {

using nlohmann::json;
using profiles::makeProtocol;
using profiles::ProtocolOptions;

workload::GenerationRequest sampleRequest()
{
    workload::GenerationRequest request;
    request.system = "Be brief.";
    request.prompt = "Count to three.";
    request.maxTokens = 48;
    request.temperature = 0;
    request.seed = 7;
    return request;
}

json bodyOf(const ProtocolOptions &options, const workload::GenerationRequest &request = sampleRequest())
{
    const auto protocol = makeProtocol(options);
    return protocol ? json::parse((*protocol)->body(request)) : json();
}

std::set<std::string> keysOf(const json &object)
{
    std::set<std::string> keys;
    for (const auto &[key, value] : object.items())
        keys.insert(key);
    return keys;
}

TEST(OpenAiBody, AsksForAStreamWithUsage)
{
    const json body = bodyOf({"openai", plan::Endpoint::Chat, "m", {}});
    EXPECT_EQ(body, json::parse(R"({
        "model": "m", "stream": true, "stream_options": {"include_usage": true},
        "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Count to three."}],
        "max_tokens": 48, "temperature": 0.0, "seed": 7, "ignore_eos": true})"));
}

TEST(OpenAiBody, CompletionsHaveOnePrompt)
{
    const json body = bodyOf({"openai", plan::Endpoint::Completions, "m", {}});
    EXPECT_EQ(body["prompt"], "Be brief.\n\nCount to three.");
    EXPECT_FALSE(body.contains("messages"));
}

TEST(OpenAiBody, PathsOfTheTwoEndpoints)
{
    EXPECT_EQ((*makeProtocol({"vllm", plan::Endpoint::Chat, "m", {}}))->path(), "/v1/chat/completions");
    EXPECT_EQ((*makeProtocol({"vllm", plan::Endpoint::Completions, "m", {}}))->path(), "/v1/completions");
}

struct KindCase {
    const char *kind;
    std::set<std::string> special; ///< members beside those that every kind gets
    bool continuousUsage;
};

class BodyOfKind : public ::testing::TestWithParam<KindCase> { };

TEST_P(BodyOfKind, HasTheFieldsThatThisServerKnows)
{
    const KindCase &given = GetParam();
    const json body = bodyOf({given.kind, plan::Endpoint::Chat, "m", {}});
    std::set<std::string> expected{"model", "stream", "stream_options", "messages", "temperature", "seed"};
    expected.insert(given.special.begin(), given.special.end());
    EXPECT_EQ(keysOf(body), expected);
    EXPECT_EQ(body["stream_options"].contains("continuous_usage_stats"), given.continuousUsage);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, BodyOfKind,
    ::testing::Values(KindCase{"vllm", {"max_tokens", "ignore_eos"}, true},
                      KindCase{"sglang", {"max_tokens", "ignore_eos"}, true},
                      KindCase{"trtllm-serve", {"max_tokens", "ignore_eos"}, true},
                      KindCase{"openllm", {"max_tokens", "ignore_eos"}, true},
                      KindCase{"lmdeploy", {"max_tokens", "ignore_eos", "return_token_ids"}, false},
                      KindCase{"llama.cpp", {"max_tokens", "ignore_eos", "cache_prompt"}, false},
                      KindCase{"mlc-llm", {"max_tokens", "debug_config"}, false},
                      KindCase{"bentoml", {"max_tokens", "ignore_eos"}, false},
                      KindCase{"openai", {"max_tokens", "ignore_eos"}, false}, KindCase{"tgi", {"max_tokens"}, false},
                      KindCase{"ollama", {"max_tokens"}, false}, KindCase{"triton", {"max_tokens"}, false},
                      KindCase{"triton-openai", {"max_tokens"}, false},
                      KindCase{"openai.com", {"max_completion_tokens"}, false}),
    [](const auto &tested) {
        std::string name = tested.param.kind;
        std::erase_if(name, [](char c) { return c == '.' || c == '-'; });
        return name;
    });

TEST(OpenAiBody, EveryKindIsCovered)
{
    EXPECT_EQ(profiles::allProfiles().size(), 14u);
}

TEST(OpenAiBody, LetsAnswersStopByThemselves)
{
    workload::GenerationRequest request = sampleRequest();
    request.ignoreEos = false;
    EXPECT_FALSE(bodyOf({"vllm", plan::Endpoint::Chat, "m", {}}, request).contains("ignore_eos"));
    EXPECT_FALSE(bodyOf({"mlc-llm", plan::Endpoint::Chat, "m", {}}, request).contains("debug_config"));
}

TEST(OpenAiBody, TokenIdsAreAChatMatterInLmdeploy)
{
    EXPECT_FALSE(bodyOf({"lmdeploy", plan::Endpoint::Completions, "m", {}}).contains("return_token_ids"));
}

TEST(OpenAiBody, ExtraMembersWinAndNullTakesAway)
{
    const json body
        = bodyOf({"vllm", plan::Endpoint::Chat, "m",
                  R"({"temperature": 0.5, "seed": null, "stream_options": {"include_usage": true}, "x": [1]})"});
    EXPECT_EQ(body["temperature"], 0.5);
    EXPECT_FALSE(body.contains("seed"));
    EXPECT_FALSE(body["stream_options"].contains("continuous_usage_stats"));
    EXPECT_EQ(body["x"], json::array({1}));
}

TEST(OpenAiBody, SeedsFitASigned32BitNumber)
{
    workload::GenerationRequest request = sampleRequest();
    request.seed = ~std::uint64_t(0);
    const json body = bodyOf({"vllm", plan::Endpoint::Chat, "m", {}}, request);
    EXPECT_GE(body["seed"].get<std::int64_t>(), 0);
    EXPECT_LE(body["seed"].get<std::int64_t>(), 0x7fffffff);
}

TEST(OpenAiBody, BytesThatAreNoUtf8BecomeReplacementCharacters)
{
    workload::GenerationRequest request = sampleRequest();
    request.system.clear();
    request.prompt = "a\xFF"
                     "b";
    EXPECT_EQ(bodyOf({"vllm", plan::Endpoint::Completions, "m", {}}, request)["prompt"],
              "a\xEF\xBF\xBD"
              "b");
}

TEST(MakeProtocol, RefusesWhatItCannotSpeak)
{
    EXPECT_EQ(makeProtocol({"telepathy", plan::Endpoint::Chat, "m", {}}).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(makeProtocol({"vllm", plan::Endpoint::Chat, "m", "{\"a\":"}).error().code, ErrorCode::BadJson);
    EXPECT_EQ(makeProtocol({"vllm", plan::Endpoint::Chat, "m", "[1]"}).error().code, ErrorCode::BadJson);
}

} // namespace
} // namespace tokamark::protocol
