#include "simulator/streamwriter.h"

#include "simulator/dialects/registry.h"

#include <gtest/gtest.h>

#include <string>

namespace tokamark::simulator {
namespace {

StreamSubject subject()
{
    return {.number = 1, .model = "m", .createdUnix = 5, .promptTokens = 7};
}

StreamSubject askingForUsage()
{
    auto asking = subject();
    asking.includeUsage = true;
    return asking;
}

const StreamFormat &chatFormat()
{
    return openAiDialect().endpoints[0].stream;
}

const StreamFormat &textFormat()
{
    return openAiDialect().endpoints[1].stream;
}

Quirks quirk(std::string_view text)
{
    Quirks quirks;
    EXPECT_TRUE(addQuirk(quirks, text)) << text;
    return quirks;
}

/// A writer with the format it reads.
struct Writer {
    explicit Writer(const StreamFormat &format, StreamSubject about = subject(), const Quirks &quirks = {})
        : compiled(format, quirks, "1.2.3")
        , writer(compiled, std::move(about))
    {
    }

    std::string token(std::uint32_t tokens = 1, std::string_view finish = {})
    {
        StreamBytes out;
        writer.appendTokens(out, tokens, finish);
        return out.text;
    }
    /// The last `tokens` and all that follows.
    std::string rest(std::uint32_t tokens, std::string_view finish)
    {
        const auto last = token(tokens, finish);
        return last + end();
    }
    std::string end()
    {
        StreamBytes out;
        writer.appendEnd(out);
        return out.text;
    }
    std::string beforePrefill()
    {
        StreamBytes out;
        writer.appendRoleBeforePrefill(out);
        return out.text;
    }
    std::string error(std::optional<ErrorShape> shape)
    {
        StreamBytes out;
        writer.appendError(out, shape, 500, "it \"broke\"");
        return out.text;
    }

    CompiledFormat compiled;
    StreamWriter writer;
};

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

const std::string RoleChoice = R"({"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null})";
const std::string FirstChoice = R"({"index":0,"delta":{"content":" a"},"finish_reason":null})";
const std::string SecondChoice = R"({"index":0,"delta":{"content":" the"},"finish_reason":null})";
const std::string FirstText = R"({"index":0,"text":" a","finish_reason":null})";

TEST(StreamWriter, SendsTheRoleWithTheFirstToken)
{
    Writer chat(chatFormat());
    EXPECT_EQ(chat.beforePrefill(), "");
    EXPECT_EQ(chat.token(), chatEvent(RoleChoice) + chatEvent(FirstChoice));
    EXPECT_EQ(chat.token(), chatEvent(SecondChoice));
}

TEST(StreamWriter, SendsTheRoleBeforeThePrefill)
{
    Writer chat(chatFormat(), subject(), quirk("role-first"));
    EXPECT_EQ(chat.beforePrefill(), chatEvent(RoleChoice));
    EXPECT_EQ(chat.token(), chatEvent(FirstChoice));
}

TEST(StreamWriter, MakesARoleEventOfATokenEventWhereTheServerHasNone)
{
    StreamFormat format = chatFormat();
    format.role = RoleMode::EveryDelta;
    format.roleEvent = {};
    Writer chat(format, subject(), quirk("role-first"));
    EXPECT_EQ(chat.beforePrefill(), chatEvent(RoleChoice));
    EXPECT_EQ(chat.token(), chatEvent(FirstChoice));
}

TEST(StreamWriter, LeavesTheRoleOut)
{
    Writer chat(chatFormat(), subject(), quirk("no-role"));
    EXPECT_EQ(chat.beforePrefill(), "");
    EXPECT_EQ(chat.token(), chatEvent(FirstChoice));
}

TEST(StreamWriter, RepeatsTheRoleInEveryDelta)
{
    StreamFormat format = chatFormat();
    format.role = RoleMode::EveryDelta;
    Writer chat(format);
    EXPECT_EQ(chat.token(),
              chatEvent(R"({"index":0,"delta":{"role":"assistant","content":" a"},"finish_reason":null})"));
}

TEST(StreamWriter, EndsWithFinishReasonUsageAndMark)
{
    Writer chat(chatFormat(), askingForUsage(), quirk("no-role"));
    static_cast<void>(chat.token());
    EXPECT_EQ(chat.rest(1, "length"),
              chatEvent(R"({"index":0,"delta":{"content":" the"},"finish_reason":"length"})")
                  + chatEvent("", R"(,"usage":{"prompt_tokens":7,"total_tokens":9,"completion_tokens":2})")
                  + "data: [DONE]\n\n");
}

TEST(StreamWriter, SendsNoUsageUnasked)
{
    Writer chat(chatFormat(), subject(), quirk("no-role"));
    EXPECT_EQ(chat.rest(1, "stop"),
              chatEvent(R"({"index":0,"delta":{"content":" a"},"finish_reason":"stop"})") + "data: [DONE]\n\n");
}

TEST(StreamWriter, PutsTheFinishReasonIntoAnEventOfItsOwn)
{
    StreamFormat format = textFormat();
    format.finish = R"($head{"text":"","finish_reason":$finish}]$closing})";
    format.closing = R"(,"closing":true)";
    Writer text(format);
    EXPECT_EQ(text.token(1, "length"),
              textEvent(FirstText) + textEvent(R"({"text":"","finish_reason":"length"})", R"(,"closing":true)"));
    Writer asking(format, askingForUsage());
    EXPECT_EQ(asking.token(1, "length"), textEvent(FirstText) + textEvent(R"({"text":"","finish_reason":"length"})"));
}

TEST(StreamWriter, HasThreeWaysWithTheTokenThatEndsAnAnswer)
{
    StreamFormat format = textFormat();
    format.finish = R"($head$finish]})";
    format.eos = Eos::NoEvent;
    EXPECT_EQ(Writer(format).token(1, "stop"), textEvent(R"("stop")"));
    EXPECT_EQ(Writer(format).token(2, "stop"), textEvent(FirstText) + textEvent(R"("stop")"));
    EXPECT_EQ(Writer(format).token(1, "length"), textEvent(FirstText) + textEvent(R"("length")"));
    format.eos = Eos::Empty;
    EXPECT_EQ(Writer(format).token(1, "stop"),
              textEvent(R"({"index":0,"text":"","finish_reason":null})") + textEvent(R"("stop")"));
    format.eos = Eos::Text;
    EXPECT_EQ(Writer(format).token(1, "stop"), textEvent(FirstText) + textEvent(R"("stop")"));
}

TEST(StreamWriter, LeavesTheEndTokenOutOfTheCountsWhereTheServerDoes)
{
    StreamFormat format = textFormat();
    format.usageWithoutEos = true;
    Writer stopped(format, askingForUsage());
    static_cast<void>(stopped.token(3, "stop"));
    EXPECT_NE(stopped.end().find(R"("completion_tokens":2)"), std::string::npos);
    Writer full(format, askingForUsage());
    static_cast<void>(full.token(3, "length"));
    EXPECT_NE(full.end().find(R"("completion_tokens":3)"), std::string::npos);
}

TEST(StreamWriter, DropsEventsWithoutTextUnlessIdsAreAskedFor)
{
    StreamFormat format = textFormat();
    format.dropsTextless = true;
    Writer dropping(format, subject(), quirk("empty-text"));
    std::string all;
    for (int i = 0; i < 4; ++i)
        all += dropping.token();
    EXPECT_EQ(all.find(R"("text":"")"), std::string::npos);
    EXPECT_EQ(dropping.writer.produced(), 4U);
    auto asking = subject();
    asking.extras[0] = true;
    Writer keeping(format, asking, quirk("empty-text"));
    all.clear();
    for (int i = 0; i < 4; ++i)
        all += keeping.token();
    EXPECT_NE(all.find(R"("text":"")"), std::string::npos);
}

TEST(StreamWriter, GathersSeveralTokensInOneEvent)
{
    Writer chat(chatFormat(), subject(), quirk("no-role"));
    EXPECT_EQ(chat.token(3), chatEvent(R"({"index":0,"delta":{"content":" a the of"},"finish_reason":null})"));
    EXPECT_EQ(chat.writer.produced(), 3U);
}

TEST(StreamWriter, RepeatsTheTextWhereTheFormatDoes)
{
    Writer cumulative({.token = "$all|$allids|$ids|$tokens|$out|$index"});
    EXPECT_EQ(cumulative.token(1), "data:  a|256|256|1|1|1\n\n");
    EXPECT_EQ(cumulative.token(2), "data:  a the of|256,257,258|257,258|2|3|2\n\n");
}

TEST(StreamWriter, TellsTimesOfTheServersOwn)
{
    using namespace std::chrono_literals;
    Writer times({.token = "$queueseconds $ttftseconds $elapsedseconds $promptms $decodems $totalns $loadns$decodens"});
    const Instant start(10s);
    times.writer.setTimes(
        {.received = start, .started = start + 250ms, .firstToken = start + 750ms, .now = start + 1s, .load = 5ns});
    EXPECT_EQ(times.token(), "data: 0.250000 0.750000 1.000000 500.000 250.000 1000000000 5\n\n"); // zero is left out
    EXPECT_EQ(times.token(),
              "data: 0.250000 0.750000 1.000000 500.000 250.000 1000000000 5,\"eval_duration\":250000000\n\n");
}

TEST(StreamWriter, CountsUsageInEveryEventWhenAsked)
{
    auto asking = subject();
    asking.continuousUsage = true;
    EXPECT_EQ(Writer(textFormat(), asking).token(2),
              textEvent(R"({"index":0,"text":" a the","finish_reason":null})",
                        R"(,"usage":{"prompt_tokens":7,"total_tokens":9,"completion_tokens":2})"));
}

TEST(StreamWriter, WritesNullAndZeroUsage)
{
    EXPECT_EQ(Writer(textFormat(), subject(), quirk("usage-null")).token(), textEvent(FirstText, R"(,"usage":null)"));
    EXPECT_EQ(Writer(textFormat(), subject(), quirk("usage-zero")).token(),
              textEvent(FirstText, R"(,"usage":{"prompt_tokens":0,"total_tokens":0,"completion_tokens":0})"));
    StreamFormat format = textFormat();
    format.usage = UsageMode::Null;
    format.usageOnlyIfAsked = true;
    EXPECT_EQ(Writer(format).token(), textEvent(FirstText));
    EXPECT_EQ(Writer(format, askingForUsage()).token(), textEvent(FirstText, R"(,"usage":null)"));
}

TEST(StreamWriter, WritesAnEmptyFinishReason)
{
    Writer text(textFormat(), subject(), quirk("finish-empty"));
    EXPECT_EQ(text.token(), textEvent(R"({"index":0,"text":" a","finish_reason":""})"));
    EXPECT_EQ(text.token(1, "stop"), textEvent(R"({"index":0,"text":" the","finish_reason":"stop"})"));
}

TEST(StreamWriter, LeavesEveryFourthEventWithoutText)
{
    Writer text(textFormat(), subject(), quirk("empty-text"));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(text.token().find(R"("text":"")"), std::string::npos);
    EXPECT_EQ(text.token(), textEvent(R"({"index":0,"text":"","finish_reason":null})"));
    EXPECT_EQ(text.writer.produced(), 4U);
}

TEST(StreamWriter, ChangesSpacesAndLineEnds)
{
    const std::string json = textEvent(FirstText);
    const std::string bare = json.substr(6, json.size() - 8);
    EXPECT_EQ(Writer(textFormat(), subject(), quirk("no-space")).token(), "data:" + bare + "\n\n");
    EXPECT_EQ(Writer(textFormat(), subject(), quirk("trailing-space")).token(), "data: " + bare + " \n\n");
    Writer crlf(textFormat(), subject(), quirk("crlf"));
    EXPECT_EQ(crlf.token(), "data: " + bare + "\r\n\r\n");
    StreamBytes rest;
    crlf.writer.appendComment(rest);
    crlf.writer.appendEnd(rest);
    EXPECT_EQ(rest.text, ":\r\n\r\ndata: [DONE]\r\n\r\n");
}

TEST(StreamWriter, FramesLinesAndRawText)
{
    EXPECT_EQ(Writer({.framing = Framing::Lines, .token = "{$text}"}).token(), "{ a}\n");
    EXPECT_EQ(Writer({.framing = Framing::Raw, .token = "$text"}).token(2), " a the");
}

TEST(StreamWriter, CutsTheBodyIntoPiecesAsTheServerDoes)
{
    const auto pieces = [](const StreamFormat &format) {
        Writer chat(format, askingForUsage());
        StreamBytes out;
        chat.writer.appendTokens(out, 1, {});
        chat.writer.appendTokens(out, 1, "length");
        chat.writer.appendEnd(out);
        return out.breaks.size() + 1; // the end mark is the rest behind the last break
    };
    StreamFormat format = chatFormat();
    EXPECT_EQ(pieces(format), 1U); // joined by whoever sends
    format.joinAll = false;
    EXPECT_EQ(pieces(format), 5U); // role, token, token, usage, end mark
    format.joinRole = true;
    EXPECT_EQ(pieces(format), 4U);
    format.joinEnd = true;
    format.endAlone = true;
    EXPECT_EQ(pieces(format), 4U);
    format.endAlone = false;
    EXPECT_EQ(pieces(format), 3U);
}

TEST(StreamWriter, ReasonsBeforeItAnswers)
{
    Quirks quirks = quirk("reasoning=reasoning_content");
    ASSERT_TRUE(addQuirk(quirks, "no-role"));
    Writer chat(chatFormat(), subject(), quirks);
    EXPECT_EQ(chat.token(), chatEvent(R"({"index":0,"delta":{"reasoning_content":" a"},"finish_reason":null})"));
    static_cast<void>(chat.token(6));
    EXPECT_EQ(chat.token(2),
              chatEvent(R"({"index":0,"delta":{"reasoning_content":" one"},"finish_reason":null})")
                  + chatEvent(R"({"index":0,"delta":{"content":" word"},"finish_reason":null})"));
}

TEST(StreamWriter, WritesTextBeyondAscii)
{
    EXPECT_EQ(Writer(textFormat(), subject(), quirk("split-utf8")).token(2),
              textEvent("{\"index\":0,\"text\":\" \xd1\x81\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe\xe8\xaf"
                        "\x8d\",\"finish_reason\":null}"));
}

TEST(StreamWriter, PutsErrorsIntoEveryKnownShape)
{
    Writer chat(chatFormat());
    const std::string object = "data: {\"error\":{\"message\":\"it "
                               "\\\"broke\\\"\",\"type\":\"internal_error\",\"param\":null,\"code\":500}}\n\n";
    EXPECT_EQ(chat.error({}), object);
    EXPECT_EQ(chat.error(ErrorShape::Object), object);
    EXPECT_EQ(chat.error(ErrorShape::Text), "data: {\"error\":\"it \\\"broke\\\"\"}\n\n");
    EXPECT_EQ(chat.error(ErrorShape::Flat),
              "data: {\"object\":\"error\",\"message\":\"it \\\"broke\\\"\",\"type\":\"internal_"
              "error\",\"param\":null,\"code\":500}\n\n");
    EXPECT_NE(chat.error(ErrorShape::Abort).find(R"("finish_reason":{"type":"abort","message":"it \"broke\"")"),
              std::string::npos);
    EXPECT_EQ(chat.error(ErrorShape::Plain), "it \"broke\"\n");
}

TEST(StreamWriter, AnswersInOnePiece)
{
    EXPECT_EQ(
        Writer(chatFormat()).writer.wholeAnswer(2, "length"),
        R"({"id":"chatcmpl-1","object":"chat.completion","created":5,"model":"m","choices":[{"index":0,"message":)"
        R"({"role":"assistant","content":" a the"},"finish_reason":"length"}],"usage":{"prompt_tokens":7,)"
        R"("total_tokens":9,"completion_tokens":2}})");
    EXPECT_EQ(Writer(textFormat()).writer.wholeAnswer(1, "stop"),
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
