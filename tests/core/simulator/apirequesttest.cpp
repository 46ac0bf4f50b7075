#include "simulator/apirequest.h"

#include <gtest/gtest.h>

namespace tokamark::simulator {
namespace {

ApiRequest chat(std::string_view body)
{
    const auto request = parseApiRequest(body, true);
    EXPECT_TRUE(request) << body;
    return request.value_or(ApiRequest());
}

ApiRequest completion(std::string_view body)
{
    const auto request = parseApiRequest(body, false);
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
        const auto request = parseApiRequest(body, true);
        ASSERT_FALSE(request) << body;
        EXPECT_EQ(request.error().status, 400);
        EXPECT_FALSE(request.error().message.empty());
    }
}

TEST(ApiRequest, RefusesBadCompletions)
{
    for (const char *body : {R"({})", R"({"prompt":[]})", R"({"prompt":["a","b"]})", R"({"prompt":[1,-2]})",
                             R"({"prompt":{}})", R"({"prompt":null})"})
        EXPECT_FALSE(parseApiRequest(body, false)) << body;
}

TEST(ApiError, HasTheOpenAiShape)
{
    const ApiError error{.status = 404, .type = "not_found_error", .message = "no \"x\""};
    EXPECT_EQ(error.body(), R"({"error":{"message":"no \"x\"","type":"not_found_error","param":null,"code":404}})");
}

} // namespace
} // namespace tokamark::simulator
