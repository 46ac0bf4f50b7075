#include "integration/cellharness.h"
#include "support/scriptedserver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::Outcome;
using metrics::RequestRecord;
using namespace support;

/// What servers are known to send, and what it has to come to.
struct Dialect {
    const char *name;
    std::vector<Step> answer; ///< behind the request
    Outcome outcome = Outcome::Completed;
    std::uint32_t outputTokens = 0;
    std::uint32_t contentEvents = 0;
    int firstTokenWaits = 0; ///< waits of `Pause` before the first token, counted by hand
    int lastTokenWaits = 0;
};

constexpr Duration Pause = 40ms;
/// How much later than another write one may come through.
constexpr Duration Jitter = 10ms;

Step pause()
{
    return wait(Pause);
}

std::string delta(std::string_view inside, std::string_view finish = "null", std::string_view more = "")
{
    return R"({"choices":[{"index":0,"delta":{)" + std::string(inside) + R"(},"finish_reason":)" + std::string(finish)
        + "}]" + std::string(more) + "}";
}

std::string raw(std::string_view text)
{
    return chunk(text);
}

std::vector<Dialect> dialects()
{
    const std::string role = event(delta(R"("role":"assistant","content":"")"));
    const std::string word = event(delta(R"("content":"word")"));
    const std::string finish = event(delta("", R"("length")"));
    return {
        {"role-only chunk before prefill",
         {send(streamHead() + role), pause(), send(word), pause(),
          send(word + finish + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         1,
         2},
        {"role chunk in the write of the first token",
         {send(streamHead()), pause(), send(role + word), pause(),
          send(word + finish + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         1,
         2},
        {"no role chunk, head with the first token",
         {pause(), send(streamHead() + word), pause(), send(word + finish + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         1,
         2},
        {"several tokens in one chunk",
         {send(streamHead()), pause(), send(word), pause(), send(word + finish + usageEvent(3, 7) + streamEnd())},
         Outcome::Completed,
         7,
         2,
         1,
         2},
        {"usage null, then zero, on each chunk",
         {send(streamHead() + event(delta(R"("content":"a")", "null", R"(,"usage":null)"))
               + event(delta(R"("content":"b")", "null",
                             R"(,"usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0})"))),
          pause(), send(finish + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         0,
         0},
        {"empty finish reason",
         {send(streamHead() + event(delta(R"("content":"a")", R"("")"))), pause(),
          send(event(delta(R"("content":"b")", R"("length")")) + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         0,
         1},
        {"reasoning before the answer",
         {send(streamHead()), pause(), send(event(delta(R"("reasoning_content":"hm")"))), pause(),
          send(word + finish + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         1,
         2},
        {"data without space, carriage returns, trailing space",
         {send(streamHead() + raw("data:" + delta(R"("content":"a")") + " \r\n\r\n")), pause(),
          send(raw("data:" + delta(R"("content":"b")") + "\r\r") + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         0,
         1},
        {"comments in a long prefill",
         {send(streamHead() + raw(": ping\n\n")), pause(), send(raw(":\n\n")), pause(), send(word), pause(),
          send(word + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         2,
         3},
        {"event names of a gateway",
         {send(streamHead() + raw("event: message\nid: 1\nretry: 10\ndata: " + delta(R"("content":"a")") + "\n\n")),
          pause(), send(word + usageEvent(3, 2) + streamEnd())},
         Outcome::Completed,
         2,
         2,
         0,
         1},
        {"split inside a character",
         {send(streamHead() + "96\r\n" + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\xd1"), pause(),
          send("\x8f" + std::string(71, ' ') + "\"},\"finish_reason\":null}]}\n\n\r\n" + word + usageEvent(3, 2)
               + streamEnd())},
         Outcome::Completed,
         2,
         2,
         1,
         1},
        // The third is the one with which the model ended the answer.
        {"a token more than events, which tell no counts",
         {send(streamHead() + word), pause(), send(word), pause(), send(event(delta("", R"("stop")"))), pause(),
          send(usageEvent(3, 3) + streamEnd())},
         Outcome::Completed,
         3,
         2,
         0,
         2},
        {"error object",
         {send(streamHead() + word + event(R"({"error":{"message":"m","code":500}})") + streamEnd())},
         Outcome::ErrorFrame,
         1,
         1,
         0,
         0},
        {"error text",
         {send(streamHead() + event(R"({"error":"overloaded","error_type":"overloaded"})"))},
         Outcome::ErrorFrame,
         0,
         0,
         0,
         0},
        {"flat error",
         {send(streamHead() + event(R"({"object":"error","message":"m","code":400})") + streamEnd())},
         Outcome::ErrorFrame,
         0,
         0,
         0,
         0},
        {"aborted by the server",
         {send(streamHead() + word + event(delta("", R"("abort")")) + streamEnd())},
         Outcome::ErrorFrame,
         1,
         1,
         0,
         0},
        {"end of the body in place of the end of the stream",
         {send(streamHead() + word + finish + chunk(""))},
         Outcome::Truncated,
         1,
         1,
         0,
         0},
        {"gateway timeout in place of a first byte",
         {pause(), send(plainAnswer("504 Gateway Timeout", "late"))},
         Outcome::HttpError,
         0,
         0,
         0,
         0},
    };
}

TEST(Dialect, GivesTheRightCountsAndInstants)
{
    for (const Dialect &dialect : dialects()) {
        SCOPED_TRACE(dialect.name);
        Script script{awaitRequest()};
        script.insert(script.end(), dialect.answer.begin(), dialect.answer.end());
        script.push_back(awaitClose());
        ScriptedServer server(test::everyConnection(script));

        const test::CellRun ran = test::run(test::smallCell(server.url()));

        ASSERT_EQ(ran.records.size(), 1u);
        const RequestRecord &record = ran.records[0];
        EXPECT_EQ(record.outcome, dialect.outcome) << record.error;
        EXPECT_EQ(record.outputTokens, dialect.outputTokens);
        EXPECT_EQ(record.contentEvents, dialect.contentEvents);
        EXPECT_EQ(record.timeline.size(), dialect.contentEvents);
        if (dialect.contentEvents == 0) {
            EXPECT_FALSE(happened(record.at.firstToken));
            continue;
        }
        // Waits are never shorter than asked for, so an instant taken too early or too late breaks one of these.
        const auto waits = std::count_if(dialect.answer.begin(), dialect.answer.end(),
                                         [](const Step &step) { return step.kind == Step::Kind::Wait; });
        EXPECT_GE(record.at.firstToken - record.at.sent, Pause * dialect.firstTokenWaits);
        EXPECT_GE(record.at.lastToken - record.at.firstToken,
                  Pause * (dialect.lastTokenWaits - dialect.firstTokenWaits) - Jitter);
        EXPECT_GE(record.at.end - record.at.lastToken, Pause * (waits - dialect.lastTokenWaits) - Jitter);
        EXPECT_LE(record.at.firstToken, record.at.firstAnswer);
    }
}

TEST(Dialect, TellsReasoningFromTheAnswer)
{
    ScriptedServer server(test::everyConnection(
        {awaitRequest(), send(streamHead() + event(delta(R"("reasoning":"hm")"))), pause(),
         send(event(delta(R"("content":"yes")")) + usageEvent(3, 2) + streamEnd()), awaitClose()}));
    const test::CellRun ran = test::run(test::smallCell(server.url()));
    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_GE(ran.records[0].at.firstAnswer - ran.records[0].at.firstToken, Pause / 2);
}

TEST(Dialect, LivesWithAHundredRequestsPerConnection)
{
    Script script;
    for (int i = 0; i < 100; ++i) {
        script.push_back(awaitRequest());
        script.push_back(send(wholeStream(1)));
    }
    ScriptedServer server(test::everyConnection(script));
    const test::CellRun ran = test::run(test::smallCell(server.url(), 350));
    ASSERT_EQ(ran.records.size(), 350u);
    for (const RequestRecord &record : ran.records)
        EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
    EXPECT_EQ(server.connections(), 5);
}

} // namespace
} // namespace tokamark
