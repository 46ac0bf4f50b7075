#include "integration/cellharness.h"
#include "support/scriptedserver.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::Outcome;
using metrics::RequestRecord;
using namespace support;
using test::everyConnection;
using test::oneAfterTheOther;

/// Runs one request against a script, after `change` to its cell, and gives its record.
template <class Change> RequestRecord only(const Script &script, Change &&change)
{
    ScriptedServer server(everyConnection(script));
    load::CellSpec spec = test::smallCell(server.url());
    change(spec);
    test::CellRun ran = test::run(spec);
    if (!ran.result || ran.records.size() != 1) {
        ADD_FAILURE() << "no single record";
        return {};
    }
    return ran.records[0];
}

RequestRecord only(const Script &script)
{
    return only(script, [](load::CellSpec &) {});
}

TEST(Hostile, AnswerThatNobodyAskedForSpoilsNoLaterRequest)
{
    // What many proxies say before they close an idle connection.
    ScriptedServer server(oneAfterTheOther(
        {{awaitRequest(), send(wholeStream(2)), wait(20ms),
          send("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), awaitClose()},
         {awaitRequest(), send(wholeStream(2)), awaitClose()}}));
    load::CellSpec spec = test::smallCell(server.url(), 2);
    spec.thinkTime = 150ms;
    const test::CellRun ran = test::run(spec);
    ASSERT_EQ(ran.records.size(), 2u);
    EXPECT_EQ(ran.records[1].outcome, Outcome::Completed) << ran.records[1].error;
    EXPECT_TRUE(ran.records[1].newConnection);
}

/// A stream of three tokens behind a head that is written as some servers write it.
std::string streamBehind(const std::string &head)
{
    const std::string whole = wholeStream(3);
    return head + whole.substr(whole.find("\r\n\r\n") + 4);
}

TEST(Hostile, LooseHeadsAreReadHoweverTheyAreSplit)
{
    for (const char *head : {"HTTP/1.1 200\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n",
                             "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n",
                             "HTTP/1.1 100\r\n\r\nHTTP/1.1 200\nTransfer-Encoding: chunked\n\n"}) {
        const std::string answer = streamBehind(head);
        const RequestRecord whole = only({awaitRequest(), send(answer), awaitClose()});
        EXPECT_EQ(whole.outcome, Outcome::Completed) << head << whole.error;
        EXPECT_EQ(whole.httpStatus, 200);
        EXPECT_EQ(whole.contentEvents, 3u);
        for (const std::size_t cut : {std::size_t{7}, std::size_t{12}, std::size_t{13}, std::size_t{20}}) {
            const RequestRecord record = only(
                {awaitRequest(), send(answer.substr(0, cut)), wait(5ms), send(answer.substr(cut)), awaitClose()});
            EXPECT_EQ(record.outcome, Outcome::Completed) << head << cut << record.error;
            EXPECT_EQ(record.contentEvents, 3u);
        }
    }
}

TEST(Hostile, WhatIsWrongWithAHeadIsSaid)
{
    const auto said = [](const std::string &head) {
        const RequestRecord record = only({awaitRequest(), send(head), awaitClose()});
        EXPECT_EQ(record.outcome, Outcome::ProtocolError) << head;
        return record.error;
    };
    EXPECT_EQ(said("SSH-2.0-OpenSSH_9.2\r\n"), "the answer does not begin with HTTP/1.0 or HTTP/1.1 (bad version)");
    EXPECT_EQ(said("HTTP/1.1 OK\r\n\r\n"), "the first line of the answer has no status of three digits (bad status)");
    EXPECT_EQ(said("HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n"),
              "a header of the answer does not end in CR LF, or holds what HTTP does not allow (bad value)");
    EXPECT_EQ(only({awaitRequest(), send("HTTP/1.1 200")}).outcome, Outcome::Truncated) << "and closed";
}

TEST(Hostile, CompressedAnswerIsNamed)
{
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: GZip\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n";
    const RequestRecord record
        = only({awaitRequest(), send(head + chunk("\x1f\x8b\x08garbage") + chunk("")), awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::ProtocolError);
    EXPECT_EQ(record.error, "content-encoding gzip");
}

TEST(Hostile, IdentityIsNoCompression)
{
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: identity\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n";
    const RequestRecord record = only({awaitRequest(), send(head + tokenEvent("a") + streamEnd()), awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
}

TEST(Hostile, RefusalWithAnEndlessBodyKeepsItsStatus)
{
    const std::string head = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 99999999999\r\n\r\n";
    const RequestRecord record
        = only({awaitRequest(), send(head + std::string(8 << 20, 'x')), awaitClose()}, [](load::CellSpec &spec) {
              spec.limits.requestTimeout = 3s; // not reached, or this would be a time-out
          });
    EXPECT_EQ(record.outcome, Outcome::HttpError);
    EXPECT_EQ(record.httpStatus, 503);
    EXPECT_EQ(record.error, std::string(512, 'x'));
}

TEST(Hostile, RefusalWhoseBodyStallsKeepsItsStatus)
{
    const std::string head = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\n";
    const RequestRecord record = only({awaitRequest(), send(head + "overloaded"), awaitClose()},
                                      [](load::CellSpec &spec) { spec.limits.stallTimeout = 200ms; });
    EXPECT_EQ(record.outcome, Outcome::HttpError);
    EXPECT_EQ(record.httpStatus, 503);
    EXPECT_EQ(record.error, "overloaded");
    EXPECT_GE(record.at.end - record.at.firstByte, 200ms);
}

TEST(Hostile, RedirectSaysWhereTo)
{
    const RequestRecord record
        = only({awaitRequest(),
                send("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://other/v1/\r\nContent-Length: 0\r\n\r\n"),
                awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::HttpError);
    EXPECT_EQ(record.httpStatus, 307);
    EXPECT_EQ(record.error, "location http://other/v1/");
}

TEST(Hostile, DripOfBytesStillTimesOut)
{
    Script script{awaitRequest(), send(streamHead() + tokenEvent("a"))};
    for (int i = 0; i < 40; ++i) {
        script.push_back(wait(50ms));
        script.push_back(send(chunk(":")));
    }
    script.push_back(awaitClose());
    const RequestRecord record = only(script, [](load::CellSpec &spec) {
        spec.limits.stallTimeout = 200ms;
        spec.limits.requestTimeout = 500ms;
    });
    EXPECT_EQ(record.outcome, Outcome::TimedOut);
    EXPECT_LT(record.at.end - record.at.sent, 1500ms);
    EXPECT_EQ(record.contentEvents, 1u);
}

TEST(Hostile, EndlessHeadIsNoHttp)
{
    const std::string head = "HTTP/1.1 200 OK\r\nX: " + std::string(1 << 20, 'x');
    EXPECT_EQ(only({awaitRequest(), send(head), awaitClose()}).outcome, Outcome::ProtocolError);
    EXPECT_EQ(only({awaitRequest(), send(streamHead() + "1;" + std::string(1 << 20, 'x')), awaitClose()}).outcome,
              Outcome::ProtocolError);
}

TEST(Hostile, ChunkExtensionsAndTrailersSayNothing)
{
    const std::string word = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    const std::string done = "data: [DONE]\n\n";
    const std::string answer = streamHead() + "2f;a=\"b;c\"\r\n" + word + "\r\n" + "e\r\n" + done
        + "\r\n0\r\nServer-Timing: total\r\nX-Sum: 1\r\n\r\n";
    ASSERT_EQ(word.size(), 0x2fu);
    ASSERT_EQ(done.size(), 0xeu);
    ScriptedServer server(everyConnection({awaitRequest(), send(answer), awaitRequest(), send(answer), awaitClose()}));
    const test::CellRun ran = test::run(test::smallCell(server.url(), 2));
    ASSERT_EQ(ran.records.size(), 2u);
    for (const RequestRecord &record : ran.records) {
        EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
        EXPECT_EQ(record.contentEvents, 1u);
    }
    EXPECT_EQ(server.connections(), 2); // the trial and one for both
}

TEST(Hostile, SecretThatTheCutSplitsIsHidden)
{
    const std::string body = std::string(505, 'x') + "sk-secret-12345 is wrong";
    const RequestRecord record
        = only({awaitRequest(), send(plainAnswer("401 Unauthorized", body)), awaitClose()}, [](load::CellSpec &spec) {
              spec.endpoint.headers = {{"Authorization", "Bearer sk-secret-12345"}};
          });
    EXPECT_EQ(record.error, std::string(505, 'x') + "***");
}

TEST(Hostile, CookiesAndPasswordsAreSecretsToo)
{
    const RequestRecord record
        = only({awaitRequest(), send(plainAnswer("403 Forbidden", "not c00kie nor pa55")), awaitClose()},
               [](load::CellSpec &spec) {
                   spec.endpoint.headers = {{"Cookie", "c00kie"}, {"X-Password", "pa55"}};
               });
    EXPECT_EQ(record.error, "not *** nor ***");
}

/// Fails for the users of one worker.
class ThrowingPrompts final : public workload::PromptSource {
public:
    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        if (index == 0)
            throw std::runtime_error("no prompt");
        workload::GenerationRequest request;
        request.prompt = "prompt";
        return request;
    }
};

TEST(Hostile, WorkerThatFailsEndsTheCell)
{
    ScriptedServer server([](int) { return Script{}; });
    load::CellSpec spec = test::smallCell(server.url());
    spec.requests.reset();
    spec.duration = 5s;
    spec.warmup = 0s;
    spec.users = 2;
    spec.workers = 2;
    spec.prompts = std::make_shared<ThrowingPrompts>();
    spec.limits.requestTimeout = 20s;

    const Instant begun = SteadyClock().now();
    const test::CellRun ran = test::run(spec);

    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::Internal);
    EXPECT_EQ(ran.result.error().cause, "no prompt");
    EXPECT_LT(SteadyClock().now() - begun, 4s);
}

} // namespace
} // namespace tokamark
