#include "simulator/apirequest.h"

#include "simulator/dialects/registry.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace tokamark::simulator {
namespace {

ApiRequest chat(std::string_view body)
{
    const auto request = parseApiRequest(body, openAiDialect().endpoints[0]);
    EXPECT_TRUE(request) << body;
    return request.value_or(ApiRequest());
}

ApiRequest completion(std::string_view body)
{
    const auto request = parseApiRequest(body, openAiDialect().endpoints[1]);
    EXPECT_TRUE(request) << body;
    return request.value_or(ApiRequest());
}

TEST(ApiRequest, ReadsAChatRequest)
{
    const auto request = chat(R"({"model":"m","messages":[{"role":"system","content":"12345678"},
        {"role":"user","content":"1234567"}],"max_tokens":9,"min_tokens":3,"ignore_eos":true,"stream":true,
        "stream_options":{"include_usage":true,"continuous_usage_stats":true},"temperature":0,"something":[1]})");
    EXPECT_EQ(request.model, "m");
    EXPECT_EQ(request.promptTokens, 4U); // fifteen characters
    EXPECT_EQ(request.maxTokens, 9U);
    EXPECT_EQ(request.minTokens, 3U);
    EXPECT_TRUE(request.ignoreEos);
    EXPECT_TRUE(request.stream);
    EXPECT_TRUE(request.includeUsage);
    EXPECT_TRUE(request.continuousUsage);
}

TEST(ApiRequest, TakesTheNewerNameOfTheLimitFirst)
{
    EXPECT_EQ(chat(R"({"messages":[{}],"max_tokens":9,"max_completion_tokens":5})").maxTokens, 5U);
}

TEST(ApiRequest, DefaultsAsServersDo)
{
    EXPECT_EQ(chat(R"({"messages":[{"content":null}]})").maxTokens, 0U);
    EXPECT_EQ(chat(R"({"messages":[{"content":null}]})").promptTokens, 1U);
    EXPECT_EQ(completion(R"({"prompt":"x"})").maxTokens, 16U);
    EXPECT_FALSE(completion(R"({"prompt":"x"})").stream);
}

TEST(ApiRequest, CountsTextPartsAndTokenIds)
{
    EXPECT_EQ(
        chat(R"({"messages":[{"content":[{"type":"text","text":"12345678"},{"type":"image_url"}]}]})").promptTokens,
        2U);
    EXPECT_EQ(completion(R"({"prompt":[5,6,7]})").promptTokens, 3U);
}

TEST(ApiRequest, TellsPromptsApart)
{
    EXPECT_EQ(completion(R"({"prompt":"one"})").promptHash, completion(R"({"prompt":"one","seed":4})").promptHash);
    EXPECT_NE(completion(R"({"prompt":"one"})").promptHash, completion(R"({"prompt":"two"})").promptHash);
}

TEST(ApiRequest, ContinuousUsageNeedsUsage)
{
    EXPECT_FALSE(
        completion(R"({"prompt":"x","stream":true,"stream_options":{"continuous_usage_stats":true}})").continuousUsage);
}

TEST(ApiRequest, RefusesBadChatRequests)
{
    for (const char *body : {"",
                             "nonsense",
                             "[]",
                             "{}",
                             R"({"messages":[]})",
                             R"({"messages":"hello"})",
                             R"({"messages":["hello"]})",
                             R"({"messages":[{"content":5}]})",
                             R"({"messages":[{}],"model":5})",
                             R"({"messages":[{}],"max_tokens":0})",
                             R"({"messages":[{}],"max_tokens":-3})",
                             R"({"messages":[{}],"max_tokens":1.5})",
                             R"({"messages":[{}],"max_tokens":"many"})",
                             R"({"messages":[{}],"max_tokens":99999999999999999999})",
                             R"({"messages":[{}],"max_tokens":2,"min_tokens":3})",
                             R"({"messages":[{}],"stream":"yes"})",
                             R"({"messages":[{}],"ignore_eos":1})",
                             R"({"messages":[{}],"stream":true,"stream_options":[]})",
                             R"({"messages":[{}],"stream_options":{"include_usage":true}})",
                             R"({"messages":[{}],"stream":true,"stream_options":{"include_usage":1}})"}) {
        const auto request = parseApiRequest(body, openAiDialect().endpoints[0]);
        ASSERT_FALSE(request) << body;
        EXPECT_FALSE(request.error().message.empty());
    }
}

TEST(ApiRequest, RefusesBadCompletions)
{
    for (const char *body : {R"({})", R"({"prompt":[]})", R"({"prompt":["a","b"]})", R"({"prompt":[1,-2]})",
                             R"({"prompt":{}})", R"({"prompt":null})"})
        EXPECT_FALSE(parseApiRequest(body, openAiDialect().endpoints[1])) << body;
}

TEST(ApiRequest, TellsNonsenseFromBadFields)
{
    EXPECT_EQ(parseApiRequest("nonsense", openAiDialect().endpoints[0]).error().complaint, Complaint::BadJson);
    EXPECT_EQ(parseApiRequest("{}", openAiDialect().endpoints[0]).error().complaint, Complaint::Invalid);
}

/// One way of asking for nine tokens and no more, and what else the body says.
struct Asking {
    const char *dialect;
    const char *path;
    const char *body;
    std::uint32_t maxTokens = 9;
    bool ignoreEos = false;
    std::uint32_t minTokens = 0;
    bool stream = true;
};

class RequestOf : public testing::TestWithParam<Asking> { };

TEST_P(RequestOf, IsReadAsTheServerReadsIt)
{
    const Asking &asking = GetParam();
    const auto endpoints = findDialect(asking.dialect)->endpoints;
    const auto endpoint = std::ranges::find(endpoints, std::string_view(asking.path), &Endpoint::path);
    ASSERT_NE(endpoint, endpoints.end());
    const auto request = parseApiRequest(asking.body, *endpoint);
    ASSERT_TRUE(request) << request.error().message;
    EXPECT_EQ(request->promptTokens, 2U);
    EXPECT_EQ(request->maxTokens, asking.maxTokens);
    EXPECT_EQ(request->ignoreEos, asking.ignoreEos);
    EXPECT_EQ(request->minTokens, asking.minTokens);
    EXPECT_EQ(request->stream, asking.stream);
}

INSTANTIATE_TEST_SUITE_P(
    Dialects, RequestOf,
    testing::Values(
        Asking{"sglang", "/generate",
               R"({"text":"hello","sampling_params":{"max_new_tokens":9,"ignore_eos":true},"stream":true})", 9, true},
        Asking{"sglang", "/generate", R"({"input_ids":[1,2],"stream":true})", 128},
        Asking{"lmdeploy", "/generate", R"({"prompt":"hello","max_tokens":9,"ignore_eos":true,"stream":true})", 9,
               true},
        Asking{"lmdeploy", "/generate", R"({"input_ids":[1,2],"stream":true})", 128},
        Asking{"llama.cpp", "/completion", R"({"prompt":"hello","n_predict":9,"ignore_eos":true,"stream":true})", 9,
               true},
        Asking{"llama.cpp", "/completion", R"({"prompt":[1,2],"n_predict":-1,"min_tokens":3,"stream":true})", 0},
        Asking{"llama.cpp", "/v1/completions", R"({"prompt":"hello","n_predict":9,"stream":true})"},
        Asking{"mlc-llm", "/v1/completions", R"({"prompt":"hello","max_tokens":9,"ignore_eos":true,"stream":true})", 9,
               false},
        Asking{"mlc-llm", "/v1/completions",
               R"({"prompt":"hello","max_tokens":9,"debug_config":{"ignore_eos":true},"stream":true})", 9, true},
        Asking{"trtllm-serve", "/v1/completions",
               R"({"prompt":"hello","max_tokens":9,"ignore_eos":true,"temperature":0,"stream":true})", 9, true},
        Asking{"triton-ensemble", "/v2/models/ensemble/generate_stream",
               R"({"text_input":"hello","max_tokens":9,"min_tokens":9,"stream":true,"ignore_eos":true})", 9, false, 9},
        Asking{"triton-llmapi", "/v2/models/tensorrt_llm/generate_stream",
               R"({"text_input":"hello","sampling_param_max_tokens":9,"streaming":true})"},
        Asking{"triton-llmapi", "/v2/models/tensorrt_llm/generate_stream",
               R"({"text_input":"hello","sampling_param_max_tokens":9,"stream":true})", 9, false, 0, false},
        Asking{"tgi", "/generate_stream", R"({"inputs":"hello","parameters":{"max_new_tokens":9,"ignore_eos":true}})"},
        Asking{"tgi", "/generate", R"({"inputs":"hello"})", 100, false, 0, false},
        Asking{"ollama", "/api/generate", R"({"prompt":"hello","options":{"num_predict":9}})"},
        Asking{"ollama", "/api/chat", R"({"messages":[{"role":"user","content":"hello"}],"stream":false})", 0, false, 0,
               false},
        Asking{"bentoml", "/generate", R"({"prompt":"hello","max_tokens":9,"something":[]})"}));

TEST(ApiRequest, AsksForAnExactLengthPlainlyWhereThatIsAllowed)
{
    const Endpoint &tgi
        = *std::ranges::find(tgiDialect().endpoints, std::string_view("/v1/completions"), &Endpoint::path);
    constexpr auto Body = R"({"prompt":"x","ignore_eos":true})";
    EXPECT_FALSE(parseApiRequest(Body, tgi)->ignoreEos);
    EXPECT_TRUE(parseApiRequest(Body, tgi, ExactLength::PlainIgnoreEos)->ignoreEos);
}

TEST(ApiRequest, RefusesStrangersForTrtllmServe)
{
    const Endpoint &chat = trtllmServeDialect().endpoints[0];
    const auto request = parseApiRequest(R"({"messages":[{"content":"x"}],"return_token_ids":true})", chat);
    ASSERT_FALSE(request);
    EXPECT_NE(request.error().message.find("return_token_ids"), std::string::npos);
}

TEST(ApiRequest, AsksForUsageInTheServersOwnWay)
{
    const auto usageOf = [](const Dialect &dialect, const char *options) {
        return parseApiRequest(R"({"prompt":"x","stream":true,"stream_options":)" + std::string(options) + '}',
                               dialect.endpoints[1])
            .value_or(ApiRequest());
    };
    EXPECT_FALSE(usageOf(vllmDialect(), "{}").includeUsage);
    EXPECT_TRUE(usageOf(trtllmServeDialect(), "{}").includeUsage);
    EXPECT_FALSE(usageOf(vllmDialect(), R"({"continuous_usage_stats":true})").continuousUsage);
    EXPECT_TRUE(usageOf(sglangDialect(), R"({"continuous_usage_stats":true})").continuousUsage);
    EXPECT_FALSE(usageOf(lmdeployDialect(), R"({"include_usage":true,"continuous_usage_stats":true})").continuousUsage);
}

TEST(ApiRequest, TakesARequestWithoutItsInputForIncompleteWhereTritonDoes)
{
    const Endpoint &ensemble = tritonEnsembleDialect().endpoints[0];
    EXPECT_TRUE(parseApiRequest(R"({"text_input":"hello"})", ensemble)->incomplete);
    EXPECT_TRUE(parseApiRequest(R"({"max_tokens":5})", ensemble)->incomplete);
    EXPECT_FALSE(parseApiRequest(R"({"text_input":"hello","max_tokens":5})", ensemble)->incomplete);
}

} // namespace
} // namespace tokamark::simulator
