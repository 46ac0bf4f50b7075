#include "integration/cellharness.h"
#include "support/scriptedserver.h"

#include <gtest/gtest.h>

#include <string>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::Outcome;
using namespace support;
using test::everyConnection;

TEST(Stream, GivesEveryInstantOfASlowStream)
{
    Script script{awaitRequest(), wait(30ms), send(streamHead()), wait(30ms)};
    for (int i = 0; i < 4; ++i) {
        script.push_back(send(tokenEvent("word ")));
        script.push_back(wait(20ms));
    }
    script.push_back(send(finishEvent("length") + usageEvent(5, 4) + streamEnd()));
    script.push_back(awaitClose());
    ScriptedServer server(everyConnection(script));

    const test::CellRun ran = test::run(test::smallCell(server.url()));

    ASSERT_TRUE(ran.result) << ran.result.error().detail;
    ASSERT_EQ(ran.records.size(), 1u);
    const metrics::RequestRecord &record = ran.records[0];
    const metrics::RequestInstants &at = record.at;
    EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
    EXPECT_EQ(record.stamps, metrics::StampSource::Kernel);
    EXPECT_EQ(record.outputTokens, 4u);
    EXPECT_EQ(record.promptTokens, 5u);
    EXPECT_EQ(record.contentEvents, 4u);
    EXPECT_EQ(record.timeline.size(), 4u);
    EXPECT_EQ(record.httpStatus, 200);
    EXPECT_EQ(record.finish, metrics::FinishReason::Length);
    EXPECT_TRUE(record.newConnection);
    EXPECT_FALSE(record.firstTokenSharedRead);
    EXPECT_LE(at.due, at.connectStart);
    EXPECT_LE(at.connectStart, at.connected);
    EXPECT_LE(at.connected, at.sent);
    EXPECT_LE(at.sent, at.lastByteSent);
    EXPECT_GE(at.firstByte - at.sent, 30ms);
    EXPECT_GE(at.firstToken - at.firstByte, 30ms);
    EXPECT_EQ(at.firstAnswer, at.firstToken);
    EXPECT_EQ(at.firstEvent, at.firstToken);
    EXPECT_GE(at.lastToken - at.firstToken, 60ms);
    EXPECT_GE(at.end - at.lastToken, 20ms);
    EXPECT_TRUE(ran.result->complete);
    EXPECT_TRUE(ran.result->window.wholeCell);
    EXPECT_EQ(ran.result->client.negativeIntervals, 0u);
    EXPECT_TRUE(ran.result->client.kernelStamps);
    ASSERT_EQ(server.requests().size(), 1u);
    EXPECT_TRUE(server.requests()[0].starts_with("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:"));
}

TEST(Stream, KeepsEventsOfOneWriteAsOneBurst)
{
    ScriptedServer server(everyConnection({awaitRequest(), send(wholeStream(5)), awaitClose()}));

    const test::CellRun ran = test::run(test::smallCell(server.url()));

    ASSERT_EQ(ran.records.size(), 1u);
    const metrics::RequestRecord &record = ran.records[0];
    EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
    EXPECT_EQ(record.outputTokens, 5u);
    EXPECT_TRUE(record.firstTokenSharedRead);
    EXPECT_EQ(record.at.firstToken, record.at.lastToken);
    const std::vector<metrics::Chunk> chunks = record.timeline.chunks();
    ASSERT_EQ(chunks.size(), 5u);
    EXPECT_FALSE(chunks[0].sameRead);
    EXPECT_TRUE(chunks[4].sameRead);
    EXPECT_DOUBLE_EQ(ran.result->client.sharedFirstTokenShare, 1.0);
}

TEST(Stream, ReusesItsConnection)
{
    Script script;
    for (int i = 0; i < 20; ++i) {
        script.push_back(awaitRequest());
        script.push_back(send(wholeStream(3)));
    }
    script.push_back(awaitClose());
    ScriptedServer server(everyConnection(script));

    const test::CellRun ran = test::run(test::smallCell(server.url(), 20));

    ASSERT_EQ(ran.records.size(), 20u);
    EXPECT_EQ(server.connections(), 2);
    EXPECT_TRUE(ran.records[0].newConnection);
    for (std::size_t i = 1; i < ran.records.size(); ++i) {
        EXPECT_FALSE(ran.records[i].newConnection);
        EXPECT_FALSE(happened(ran.records[i].at.connectStart));
        EXPECT_EQ(ran.records[i].promptIndex, i);
        EXPECT_EQ(ran.records[i].outcome, Outcome::Completed);
    }
}

TEST(Stream, ReadsBytesOneByOne)
{
    Script script{awaitRequest()};
    const std::string tokens = streamHead() + tokenEvent("one") + tokenEvent("\xd1\x8f") + finishEvent("stop")
        + usageEvent(3, 3) + streamEnd();
    for (const char byte : tokens) {
        script.push_back(send(std::string(1, byte)));
        script.push_back(wait(100us));
    }
    script.push_back(awaitClose());
    ScriptedServer server(everyConnection(script));

    const test::CellRun ran = test::run(test::smallCell(server.url()));

    ASSERT_EQ(ran.records.size(), 1u);
    const metrics::RequestRecord &record = ran.records[0];
    EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
    EXPECT_EQ(record.contentEvents, 2u);
    EXPECT_EQ(record.outputTokens, 3u);
    EXPECT_EQ(record.bytesReceived, tokens.size());
    // The server counted a third token, the one with which the model ended the answer.
    EXPECT_GT(record.at.lastToken, record.timeline.chunks().back().at);
    EXPECT_LE(record.at.lastToken, record.at.end);
}

TEST(Stream, SkipsInterimAnswers)
{
    ScriptedServer server(everyConnection(
        {awaitRequest(), send("HTTP/1.1 100 Continue\r\n\r\n"), wait(5ms), send(wholeStream(2)), awaitClose()}));

    const test::CellRun ran = test::run(test::smallCell(server.url()));

    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_EQ(ran.records[0].outcome, Outcome::Completed) << ran.records[0].error;
    EXPECT_EQ(ran.records[0].httpStatus, 200);
    EXPECT_GE(ran.records[0].at.firstByte - ran.records[0].at.sent, 5ms) << "of the answer itself";
}

TEST(Stream, TakesABodyThatEndsWithTheConnection)
{
    const std::string answer = "HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                               "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n";
    ScriptedServer server(everyConnection({awaitRequest(), send(answer)}));

    const test::CellRun ran = test::run(test::smallCell(server.url(), 3));

    ASSERT_EQ(ran.records.size(), 3u);
    EXPECT_EQ(server.connections(), 4);
    for (const metrics::RequestRecord &record : ran.records) {
        EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
        EXPECT_EQ(record.outputTokens, 1u);
        EXPECT_TRUE(record.newConnection);
    }
}

TEST(Stream, DoesNotWaitLongForTheEndOfAMessageWhoseStreamIsOver)
{
    ScriptedServer server(
        everyConnection({awaitRequest(), send(streamHead() + tokenEvent("a") + event("[DONE]")), awaitClose()}));

    const test::CellRun ran = test::run(test::smallCell(server.url(), 2));

    ASSERT_EQ(ran.records.size(), 2u);
    EXPECT_EQ(ran.records[0].outcome, Outcome::Completed) << ran.records[0].error;
    EXPECT_LT(ran.records[0].at.end - ran.records[0].at.sent, 200ms);
    EXPECT_LT(ran.records[1].at.sent - ran.records[0].at.end, 1s);
    EXPECT_TRUE(ran.records[1].newConnection);
}

TEST(Stream, SendsALargeRequestToASlowReader)
{
    constexpr std::size_t PromptBytes = 16 << 20;
    ScriptedServer server(everyConnection({wait(50ms), awaitRequest(), send(wholeStream(2)), awaitClose()}));

    const test::CellRun ran = test::run(test::smallCell(server.url(), 1, PromptBytes));

    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_EQ(ran.records[0].outcome, Outcome::Completed) << ran.records[0].error;
    EXPECT_GT(ran.records[0].at.lastByteSent - ran.records[0].at.sent, 10ms);
    ASSERT_EQ(server.requests().size(), 1u);
    EXPECT_GT(server.requests()[0].size(), PromptBytes);
}

TEST(Stream, GoesOverIPv6)
{
    ScriptedServer::Options options;
    options.v6 = true;
    ScriptedServer server(everyConnection({awaitRequest(), send(wholeStream(2)), awaitClose()}), options);

    const test::CellRun ran = test::run(test::smallCell(server.url()));

    ASSERT_TRUE(ran.result) << ran.result.error().cause;
    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_EQ(ran.records[0].outcome, Outcome::Completed) << ran.records[0].error;
    EXPECT_NE(server.requests()[0].find("\r\nHost: [::1]:"), std::string::npos);
}

TEST(Stream, FindsTheAddressThatAnswers)
{
    ScriptedServer server(everyConnection({awaitRequest(), send(wholeStream(2)), awaitClose()}));
    http::Url url = server.url();
    url.host = "localhost"; // may resolve to ::1 first, where nothing listens

    const test::CellRun ran = test::run(test::smallCell(url));

    ASSERT_TRUE(ran.result) << ran.result.error().cause;
    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_EQ(ran.records[0].outcome, Outcome::Completed) << ran.records[0].error;
}

TEST(Stream, EstimatesTokensWithoutUsageAndSaysSo)
{
    ScriptedServer server(everyConnection(
        {awaitRequest(), send(streamHead() + tokenEvent("a") + tokenEvent("b") + streamEnd()), awaitClose()}));

    const test::CellRun ran = test::run(test::smallCell(server.url()));

    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_EQ(ran.records[0].outputTokens, 2u);
    EXPECT_EQ(ran.records[0].outputSource, metrics::CountSource::Estimated);
}

} // namespace
} // namespace tokamark
