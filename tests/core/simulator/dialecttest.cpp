#include "simulator/dialect.h"

#include "simulator/preset.h"

#include <gtest/gtest.h>

#include <string>

namespace tokamark::simulator {
namespace {

StreamSubject chatSubject()
{
    return {.chat = true, .id = "chatcmpl-1", .model = "m", .createdUnix = 5, .promptTokens = 7};
}

StreamSubject textSubject()
{
    return {.chat = false, .id = "cmpl-1", .model = "m", .createdUnix = 5, .promptTokens = 7};
}

/// An event of the chat stream above around its one choice.
std::string chatEvent(const std::string &choice, const std::string &tail = {})
{
    return R"(data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":5,"model":"m","choices":[)" + choice
        + "]" + tail + "}\n\n";
}

std::string textEvent(const std::string &choice, const std::string &tail = {})
{
    return R"(data: {"id":"cmpl-1","object":"text_completion","created":5,"model":"m","choices":[)" + choice + "]"
        + tail + "}\n\n";
}

DialectOptions withQuirk(std::string_view text)
{
    Quirks quirks;
    EXPECT_TRUE(addQuirk(quirks, text));
    return withQuirks(DialectOptions(), quirks);
}

std::string token(StreamDialect &dialect, std::uint32_t tokens = 1, std::string_view finish = {})
{
    std::string out;
    dialect.appendTokens(out, tokens, finish);
    return out;
}

const std::string RoleChoice = R"({"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null})";
const std::string FirstChoice = R"({"index":0,"delta":{"content":" a"},"finish_reason":null})";
const std::string SecondChoice = R"({"index":0,"delta":{"content":" the"},"finish_reason":null})";

TEST(StreamDialect, SendsTheRoleWithTheFirstToken)
{
    StreamDialect dialect({.role = RoleMode::WithFirstToken}, chatSubject());
    std::string before;
    dialect.appendRoleBeforePrefill(before);
    EXPECT_EQ(before, "");
    EXPECT_EQ(token(dialect), chatEvent(RoleChoice) + chatEvent(FirstChoice));
    EXPECT_EQ(token(dialect), chatEvent(SecondChoice));
}

TEST(StreamDialect, SendsTheRoleBeforeThePrefill)
{
    StreamDialect dialect(withQuirk("role-first"), chatSubject());
    std::string before;
    dialect.appendRoleBeforePrefill(before);
    EXPECT_EQ(before, chatEvent(RoleChoice));
    EXPECT_EQ(token(dialect), chatEvent(FirstChoice));
}

TEST(StreamDialect, LeavesTheRoleOut)
{
    StreamDialect dialect(withQuirk("no-role"), chatSubject());
    EXPECT_EQ(token(dialect), chatEvent(FirstChoice));
}

TEST(StreamDialect, RepeatsTheRoleInEveryDelta)
{
    StreamDialect dialect({.role = RoleMode::EveryDelta}, chatSubject());
    EXPECT_EQ(token(dialect),
              chatEvent(R"({"index":0,"delta":{"role":"assistant","content":" a"},"finish_reason":null})"));
}

TEST(StreamDialect, EndsWithFinishReasonUsageAndMark)
{
    auto subject = chatSubject();
    subject.includeUsage = true;
    StreamDialect dialect({.role = RoleMode::None}, subject);
    static_cast<void>(token(dialect));
    std::string end = token(dialect, 1, "length");
    dialect.appendEnd(end);
    EXPECT_EQ(end,
              chatEvent(R"({"index":0,"delta":{"content":" the"},"finish_reason":"length"})")
                  + chatEvent("", R"(,"usage":{"prompt_tokens":7,"total_tokens":9,"completion_tokens":2})")
                  + "data: [DONE]\n\n");
}

TEST(StreamDialect, SendsNoUsageUnasked)
{
    StreamDialect dialect({.role = RoleMode::None}, chatSubject());
    std::string end = token(dialect, 1, "stop");
    dialect.appendEnd(end);
    EXPECT_EQ(end, chatEvent(R"({"index":0,"delta":{"content":" a"},"finish_reason":"stop"})") + "data: [DONE]\n\n");
}

TEST(StreamDialect, PutsTheFinishReasonIntoAnEventOfItsOwn)
{
    StreamDialect plain({.role = RoleMode::None, .separateFinish = true}, chatSubject());
    EXPECT_EQ(token(plain, 1, "length"),
              chatEvent(FirstChoice) + chatEvent(R"({"index":0,"delta":{},"finish_reason":"length"})"));
    StreamDialect roles({.role = RoleMode::EveryDelta, .separateFinish = true}, chatSubject());
    EXPECT_TRUE(
        token(roles, 1, "length")
            .ends_with(chatEvent(R"({"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"length"})")));
    StreamDialect text({.separateFinish = true}, textSubject());
    EXPECT_EQ(token(text, 1, "length"),
              textEvent(R"({"index":0,"text":" a","finish_reason":null})")
                  + textEvent(R"({"index":0,"text":"","finish_reason":"length"})"));
}

TEST(StreamDialect, GathersSeveralTokensInOneEvent)
{
    StreamDialect dialect({.role = RoleMode::None}, chatSubject());
    EXPECT_EQ(token(dialect, 3), chatEvent(R"({"index":0,"delta":{"content":" a the of"},"finish_reason":null})"));
    EXPECT_EQ(dialect.produced(), 3U);
}

TEST(StreamDialect, CountsUsageInEveryEventWhenAsked)
{
    auto subject = textSubject();
    subject.continuousUsage = true;
    StreamDialect dialect({}, subject);
    EXPECT_EQ(token(dialect, 2),
              textEvent(R"({"index":0,"text":" a the","finish_reason":null})",
                        R"(,"usage":{"prompt_tokens":7,"total_tokens":9,"completion_tokens":2})"));
}

TEST(StreamDialect, WritesNullAndZeroUsage)
{
    StreamDialect null(withQuirk("usage-null"), textSubject());
    EXPECT_EQ(token(null), textEvent(R"({"index":0,"text":" a","finish_reason":null})", R"(,"usage":null)"));
    StreamDialect zero(withQuirk("usage-zero"), textSubject());
    EXPECT_EQ(token(zero),
              textEvent(R"({"index":0,"text":" a","finish_reason":null})",
                        R"(,"usage":{"prompt_tokens":0,"total_tokens":0,"completion_tokens":0})"));
}

TEST(StreamDialect, WritesAnEmptyFinishReason)
{
    StreamDialect dialect(withQuirk("finish-empty"), textSubject());
    EXPECT_EQ(token(dialect), textEvent(R"({"index":0,"text":" a","finish_reason":""})"));
    EXPECT_EQ(token(dialect, 1, "stop"), textEvent(R"({"index":0,"text":" the","finish_reason":"stop"})"));
}

TEST(StreamDialect, LeavesEveryFourthEventWithoutText)
{
    StreamDialect dialect(withQuirk("empty-text"), textSubject());
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(token(dialect).find(R"("text":"")"), std::string::npos);
    EXPECT_EQ(token(dialect), textEvent(R"({"index":0,"text":"","finish_reason":null})"));
    EXPECT_EQ(dialect.produced(), 4U);
}

TEST(StreamDialect, ChangesSpacesAndLineEnds)
{
    const std::string json = textEvent(R"({"index":0,"text":" a","finish_reason":null})");
    const std::string bare = json.substr(6, json.size() - 8);
    StreamDialect noSpace(withQuirk("no-space"), textSubject());
    EXPECT_EQ(token(noSpace), "data:" + bare + "\n\n");
    StreamDialect trailing(withQuirk("trailing-space"), textSubject());
    EXPECT_EQ(token(trailing), "data: " + bare + " \n\n");
    StreamDialect crlf(withQuirk("crlf"), textSubject());
    EXPECT_EQ(token(crlf), "data: " + bare + "\r\n\r\n");
    std::string rest;
    crlf.appendComment(rest);
    crlf.appendEnd(rest);
    EXPECT_EQ(rest, ":\r\n\r\ndata: [DONE]\r\n\r\n");
}

TEST(StreamDialect, PutsASpaceBehindTheRoleEventOfTensorRtLlm)
{
    StreamDialect dialect(dialectOf(EngineKind::TensorRtLlm), chatSubject());
    auto role = chatEvent(R"({"index":0,"delta":{"role":"assistant"},"finish_reason":null})");
    role.insert(role.size() - 2, " ");
    EXPECT_EQ(token(dialect), role + chatEvent(FirstChoice));
}

TEST(StreamDialect, ReasonsBeforeItAnswers)
{
    auto options = withQuirk("reasoning=reasoning_content");
    options.role = RoleMode::None;
    options.reasoningTokens = 2;
    auto subject = chatSubject();
    subject.includeUsage = true;
    StreamDialect dialect(options, subject);
    EXPECT_EQ(token(dialect), chatEvent(R"({"index":0,"delta":{"reasoning_content":" a"},"finish_reason":null})"));
    EXPECT_EQ(token(dialect, 2),
              chatEvent(R"({"index":0,"delta":{"reasoning_content":" the"},"finish_reason":null})")
                  + chatEvent(R"({"index":0,"delta":{"content":" of"},"finish_reason":null})"));
    std::string end;
    dialect.appendEnd(end);
    EXPECT_NE(end.find(R"("completion_tokens":3,"completion_tokens_details":{"reasoning_tokens":2})"),
              std::string::npos);
}

TEST(StreamDialect, WritesTextBeyondAscii)
{
    StreamDialect dialect(withQuirk("split-utf8"), textSubject());
    EXPECT_EQ(token(dialect, 2),
              textEvent("{\"index\":0,\"text\":\" \xd1\x81\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe\xe8\xaf"
                        "\x8d\",\"finish_reason\":null}"));
}

TEST(StreamDialect, PutsErrorsIntoEveryKnownShape)
{
    const StreamDialect dialect({}, chatSubject());
    const auto error = [&](ErrorShape shape) {
        std::string out;
        dialect.appendError(out, shape, 500, "it \"broke\"");
        return out;
    };
    EXPECT_EQ(error(ErrorShape::Object),
              "data: {\"error\":{\"message\":\"it "
              "\\\"broke\\\"\",\"type\":\"internal_error\",\"param\":null,\"code\":500}}\n\n");
    EXPECT_EQ(error(ErrorShape::Text), "data: {\"error\":\"it \\\"broke\\\"\"}\n\n");
    EXPECT_EQ(error(ErrorShape::Flat),
              "data: {\"object\":\"error\",\"message\":\"it \\\"broke\\\"\",\"type\":\"internal_"
              "error\",\"param\":null,\"code\":500}\n\n");
    EXPECT_EQ(error(ErrorShape::Abort),
              chatEvent("{\"index\":0,\"delta\":{},\"finish_reason\":{\"type\":\"abort\",\"message\":\"it "
                        "\\\"broke\\\"\",\"status_code\":500}}"));
    EXPECT_EQ(error(ErrorShape::Plain), "it \"broke\"\n");
}

TEST(StreamDialect, AnswersInOnePieceWithoutStream)
{
    StreamDialect chat({}, chatSubject());
    EXPECT_EQ(
        chat.wholeAnswer(2, "length"),
        R"({"id":"chatcmpl-1","object":"chat.completion","created":5,"model":"m","choices":[{"index":0,"message":)"
        R"({"role":"assistant","content":" a the"},"finish_reason":"length"}],"usage":{"prompt_tokens":7,)"
        R"("total_tokens":9,"completion_tokens":2}})");
    StreamDialect text({}, textSubject());
    EXPECT_EQ(text.wholeAnswer(1, "stop"),
              R"({"id":"cmpl-1","object":"text_completion","created":5,"model":"m","choices":[{"index":0,"text":" a",)"
              R"("finish_reason":"stop"}],"usage":{"prompt_tokens":7,"total_tokens":8,"completion_tokens":1}})");
}

TEST(JsonEscaped, EscapesWhatJsonForbids)
{
    EXPECT_EQ(jsonEscaped("a\"b\\c\n\x01"), "a\\\"b\\\\c\\u000a\\u0001");
    EXPECT_EQ(jsonEscaped("\xd1\x8f"), "\xd1\x8f");
}

} // namespace
} // namespace tokamark::simulator
