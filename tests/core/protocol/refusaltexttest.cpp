#include "protocol/errortext.h"

#include <gtest/gtest.h>

#include <ostream>

namespace tokamark::protocol {
namespace {

/// The body of an answer with a status that is not 2xx, as a server was seen to send it, and what a person reads of it.
struct Refusal {
    const char *name;
    const char *body;
    const char *text;
};

void PrintTo(const Refusal &value, std::ostream *out)
{
    *out << value.name;
}

class RefusalText : public ::testing::TestWithParam<Refusal> { };

TEST_P(RefusalText, IsWhatTheServerSays)
{
    std::string text;
    EXPECT_TRUE(readErrorText(GetParam().body, text));
    EXPECT_EQ(text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Servers, RefusalText,
    ::testing::Values(
        Refusal{
            "VllmModel",
            R"({"error":{"message":"The model `nope` does not exist.","type":"NotFoundError","param":"model","code":404}})",
            "The model `nope` does not exist. (404)"},
        Refusal{"VllmPath", R"({"detail":"Not Found"})", "Not Found"},
        Refusal{"VllmKey", R"({"error":"Unauthorized"})", "Unauthorized"},
        Refusal{
            "VllmSchema",
            R"({"error":{"message":"1 validation error:\n{'type': 'json_invalid'}","type":"Bad Request","param":"body.16","code":400}})",
            "1 validation error: {'type': 'json_invalid'} (400)"},
        Refusal{
            "LlamaContext",
            R"({"error":{"code":400,"message":"request (3000 tokens) exceeds the available context size (2048 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":3000,"n_ctx":2048}})",
            "request (3000 tokens) exceeds the available context size (2048 tokens), try increasing it (400)"},
        Refusal{"LlamaKey", R"({"error":{"message":"Invalid API Key","type":"authentication_error","code":401}})",
                "Invalid API Key (401)"},
        Refusal{
            "SglangFlat",
            R"({"object":"error","message":"The input (904 tokens) is longer than the model's context length (512 tokens).","type":"BadRequestError","param":null,"code":400})",
            "The input (904 tokens) is longer than the model's context length (512 tokens). (400)"},
        Refusal{
            "LmdeployModel",
            R"({"message":"The model 'nope' does not exist.","type":"not_found_error","code":404,"param":null,"object":"error"})",
            "The model 'nope' does not exist. (404)"},
        Refusal{"LmdeploySession", "Internal Server Error", "Internal Server Error"},
        Refusal{
            "MlcTwiceEncoded",
            R"("{\"object\":\"error\",\"message\":\"Request prompt has 904 tokens in total, larger than the model input length limit 512.\",\"code\":400}")",
            "Request prompt has 904 tokens in total, larger than the model input length limit 512. (400)"},
        Refusal{"MlcSchema", R"({"detail":[{"type":"json_invalid","loc":["body",1],"msg":"JSON decode error"}]})",
                "JSON decode error"},
        Refusal{"TritonJson",
                R"({"error":"failed to parse the request JSON buffer: Missing a name for object member. at 20"})",
                "failed to parse the request JSON buffer: Missing a name for object member. at 20"},
        Refusal{
            "TritonEventAtStatus400",
            "data: {\"error\":\"in ensemble 'ensemble', Prompt length (601) exceeds maximum input length (512).\"}\n\n",
            "in ensemble 'ensemble', Prompt length (601) exceeds maximum input length (512)."},
        Refusal{"TgiPlain",
                "Failed to deserialize the JSON body into the target type: missing field `inputs` at line 1 column 2",
                "Failed to deserialize the JSON body into the target type: missing field `inputs` at line 1 column 2"},
        Refusal{"TgiOverloaded", R"({"error":"Model is overloaded","error_type":"overloaded"})", "Model is overloaded"},
        Refusal{"OllamaModel", R"({"error":"model 'nope' not found"})", "model 'nope' not found"},
        Refusal{"OllamaModelOfTheOtherApi",
                R"({"error":{"message":"model 'nope' not found","type":"api_error","param":null,"code":null}})",
                "model 'nope' not found"},
        Refusal{"OllamaBusy", R"({"error":"server busy, please try again.  maximum pending requests exceeded"})",
                "server busy, please try again.  maximum pending requests exceeded"},
        Refusal{"BentoTooMany", R"({"error":"Too many requests"})", "Too many requests"},
        Refusal{"BentoTooSlow", R"({"error":"Not able to process the request in 30 seconds"})",
                "Not able to process the request in 30 seconds"},
        Refusal{"BentoArguments",
                R"({"error":"1 validation error for Input","detail":[{"type":"missing","loc":["prompt"]}]})",
                "1 validation error for Input"},
        Refusal{"BentoList", R"([{"error":"bad argument"}])", "bad argument"},
        Refusal{"BentoEngineGone", "Upstream service unavailable.", "Upstream service unavailable."}),
    [](const auto &tested) { return std::string(tested.param.name); });

TEST(ErrorText, IsReadWhereSomeBytesAreNoUtf8)
{
    const auto read = [](std::string_view body) {
        std::string text;
        EXPECT_TRUE(readErrorText(body, text)) << body;
        return text;
    };
    EXPECT_EQ(read("{\"error\":{\"message\":\"caf\xE9 broke\",\"code\":500}}"), "caf\uFFFD broke (500)");
    EXPECT_EQ(read("{\"error\":{\"caf\xE9\":7}}"), "{\"error\":{\"caf\uFFFD\":7}}");
}

TEST(ErrorEventText, IsThereWhateverTheEncoding)
{
    EXPECT_EQ(errorEventText("{\"error\":{\"message\":\"caf\xE9 broke\"}}"), "caf\uFFFD broke");
    EXPECT_EQ(errorEventText("caf\xE9 broke"), "caf\uFFFD broke") << "the name of the event says that it is an error";
    EXPECT_EQ(errorEventText("caf\u00E9 broke"), "caf\u00E9 broke");
    EXPECT_EQ(errorEventText("\x01\x02\xFF"), "");
}

TEST(WholeAnswer, IsTheBeginningOfADocumentWithText)
{
    EXPECT_TRUE(looksLikeWholeAnswer(R"({"id":"1","object":"chat.completion","choices":[{"message":{"content":"He)"));
    EXPECT_TRUE(looksLikeWholeAnswer(" [{\"generated_text\":\"x\"}]"));
    EXPECT_FALSE(looksLikeWholeAnswer(R"({"error":{"message":"no choices"}})"));
    EXPECT_FALSE(looksLikeWholeAnswer("<html>\"choices\"</html>"));
    EXPECT_FALSE(looksLikeWholeAnswer(""));
}

} // namespace
} // namespace tokamark::protocol
