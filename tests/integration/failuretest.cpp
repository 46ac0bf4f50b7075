#include "http/connection.h"
#include "integration/cellharness.h"
#include "support/scriptedserver.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace tokamark {
namespace {

using namespace std::chrono_literals;
using metrics::Outcome;
using metrics::RequestRecord;
using namespace support;
using test::everyConnection;
using test::oneAfterTheOther;

/// Runs one request against a script and gives its record.
RequestRecord only(const Script &script, load::CellSpec (*change)(load::CellSpec) = nullptr)
{
    ScriptedServer server(everyConnection(script));
    load::CellSpec spec = test::smallCell(server.url());
    if (change != nullptr)
        spec = change(spec);
    test::CellRun ran = test::run(spec);
    if (!ran.result || ran.records.size() != 1) {
        ADD_FAILURE() << "no single record";
        return {};
    }
    EXPECT_TRUE(happened(ran.records[0].at.end));
    return ran.records[0];
}

TEST(Failure, RefusedTargetIsAnErrorBeforeAnyRequest)
{
    std::optional<http::Url> url;
    {
        ScriptedServer gone([](int) { return Script{}; });
        url = gone.url();
    }
    const test::CellRun ran = test::run(test::smallCell(*url));
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::ConnectRefused);
    EXPECT_EQ(ran.result.error().detail, "127.0.0.1:" + std::to_string(url->port));
    EXPECT_TRUE(ran.records.empty());
}

TEST(Failure, UnknownHostIsAnErrorBeforeAnyRequest)
{
    http::Url url;
    url.host = "no-such-host.invalid";
    const test::CellRun ran = test::run(test::smallCell(url));
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::ResolveFailed);
    EXPECT_EQ(ran.result.error().detail, "no-such-host.invalid");
}

TEST(Failure, UnfitHeaderIsAnErrorBeforeAnyRequest)
{
    ScriptedServer server([](int) { return Script{}; });
    load::CellSpec spec = test::smallCell(server.url());
    spec.endpoint.headers = {{"X-Injected", "a\r\nb: c"}};
    const test::CellRun ran = test::run(spec);
    ASSERT_FALSE(ran.result);
    EXPECT_EQ(ran.result.error().code, ErrorCode::BadHeader);
    EXPECT_EQ(ran.result.error().detail, "X-Injected");
    EXPECT_EQ(server.connections(), 0);
}

TEST(Failure, KeepsStatusAndBodyOfARefusalButNoSecret)
{
    ScriptedServer server(everyConnection(
        {awaitRequest(), send(plainAnswer("401 Unauthorized", R"({"error":"bad key sk-secret-1"})")), awaitClose()}));
    load::CellSpec spec = test::smallCell(server.url());
    spec.endpoint.headers = {{"Authorization", "Bearer sk-secret-1"}};

    const test::CellRun ran = test::run(spec);

    ASSERT_EQ(ran.records.size(), 1u);
    const RequestRecord &record = ran.records[0];
    EXPECT_EQ(record.outcome, Outcome::HttpError);
    EXPECT_EQ(record.httpStatus, 401);
    EXPECT_EQ(record.error, R"({"error":"bad key ***"})");
    EXPECT_TRUE(happened(record.at.firstByte));
    EXPECT_FALSE(happened(record.at.firstToken));
    EXPECT_NE(server.requests()[0].find("\r\nAuthorization: Bearer sk-secret-1\r\n"), std::string::npos);
}

TEST(Failure, CutsALongErrorBody)
{
    const RequestRecord record
        = only({awaitRequest(), send(plainAnswer("503 Service Unavailable", std::string(100'000, 'x'))), awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::HttpError);
    EXPECT_EQ(record.httpStatus, 503);
    EXPECT_EQ(record.error.size(), 512u);
}

TEST(Failure, ReusesTheConnectionAfterARefusal)
{
    const std::string refusal = plainAnswer("429 Too Many Requests", "{}");
    ScriptedServer server(everyConnection({awaitRequest(), send(refusal), awaitRequest(), send(refusal), awaitRequest(),
                                           send(wholeStream(1)), awaitClose()}));
    const test::CellRun ran = test::run(test::smallCell(server.url(), 3));
    ASSERT_EQ(ran.records.size(), 3u);
    EXPECT_EQ(ran.records[1].outcome, Outcome::HttpError);
    EXPECT_EQ(ran.records[2].outcome, Outcome::Completed);
    EXPECT_EQ(server.connections(), 2);
    // A server that refuses at once is not hammered.
    EXPECT_GE(ran.records[1].at.sent - ran.records[0].at.end, 10ms);
    EXPECT_GE(ran.records[2].at.sent - ran.records[1].at.end, 20ms);
}

TEST(Failure, ErrorFrameInTheStream)
{
    const RequestRecord record
        = only({awaitRequest(),
                send(streamHead() + tokenEvent("a") + event(R"({"error":{"message":"out of memory","code":500}})")
                     + streamEnd()),
                awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::ErrorFrame);
    EXPECT_NE(record.error.find("out of memory"), std::string::npos);
    EXPECT_EQ(record.contentEvents, 1u);
    EXPECT_TRUE(happened(record.at.firstToken));
}

TEST(Failure, EndOfBodyWithoutTheEndOfTheStream)
{
    const RequestRecord record = only({awaitRequest(), send(streamHead() + tokenEvent("a") + chunk("")), awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::Truncated);
    EXPECT_EQ(record.contentEvents, 1u);
}

TEST(Failure, ConnectionClosedInsideTheStream)
{
    const RequestRecord record = only({awaitRequest(), send(streamHead() + tokenEvent("a"))});
    EXPECT_EQ(record.outcome, Outcome::Truncated);
    EXPECT_FALSE(record.error.empty());
}

TEST(Failure, ConnectionClosedInsideTheHead)
{
    const RequestRecord record = only({awaitRequest(), send("HTTP/1.1 200 OK\r\nContent-")});
    EXPECT_EQ(record.outcome, Outcome::Truncated);
    EXPECT_EQ(record.httpStatus, 0);
}

TEST(Failure, ConnectionResetInsideTheStream)
{
    const RequestRecord record = only({awaitRequest(), send(streamHead() + tokenEvent("a")), wait(20ms), reset()});
    EXPECT_EQ(record.outcome, Outcome::Reset);
    EXPECT_EQ(record.contentEvents, 1u);
    EXPECT_EQ(record.resends, 0);
}

TEST(Failure, NewConnectionClosedBeforeTheAnswerIsNotTriedAgain)
{
    ScriptedServer server(everyConnection({awaitRequest()}));
    const test::CellRun ran = test::run(test::smallCell(server.url()));
    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_EQ(ran.records[0].outcome, Outcome::Reset);
    EXPECT_EQ(ran.records[0].resends, 0);
    EXPECT_EQ(server.connections(), 2);
}

TEST(Failure, BytesThatAreNotHttp)
{
    EXPECT_EQ(only({awaitRequest(), send("SSH-2.0-OpenSSH_9.2\r\n\r\n"), awaitClose()}).outcome,
              Outcome::ProtocolError);
    EXPECT_EQ(only({awaitRequest(), send(streamHead() + "zz\r\nwhat\r\n"), awaitClose()}).outcome,
              Outcome::ProtocolError);
}

TEST(Failure, EventThatIsNotJson)
{
    const RequestRecord record
        = only({awaitRequest(), send(streamHead() + tokenEvent("a") + event("{oops")), awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::ProtocolError);
    EXPECT_EQ(record.error, "{oops");
}

TEST(Failure, DocumentInsteadOfAStream)
{
    const RequestRecord record = only({awaitRequest(), send(plainAnswer("200 OK", R"({"choices":[]})")), awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::ProtocolError);
    EXPECT_EQ(record.error, R"({"choices":[]})");
}

TEST(Failure, StallsAfterTheFirstToken)
{
    const RequestRecord record
        = only({awaitRequest(), send(streamHead() + tokenEvent("a")), awaitClose()}, [](load::CellSpec spec) {
              spec.limits.stallTimeout = 200ms;
              return spec;
          });
    EXPECT_EQ(record.outcome, Outcome::Stalled);
    EXPECT_GE(record.at.end - record.at.lastToken, 200ms);
    EXPECT_LT(record.at.end - record.at.lastToken, 1s);
    EXPECT_EQ(record.contentEvents, 1u);
}

TEST(Failure, TimesOutWithoutAnAnswer)
{
    const RequestRecord record = only({awaitRequest(), awaitClose()}, [](load::CellSpec spec) {
        spec.limits.requestTimeout = 200ms;
        spec.limits.stallTimeout = 50ms; // waiting for the first token is no stall
        return spec;
    });
    EXPECT_EQ(record.outcome, Outcome::TimedOut);
    EXPECT_GE(record.at.end - record.at.sent, 200ms);
    EXPECT_LT(record.at.end - record.at.sent, 1s);
}

TEST(Failure, WaitsForALateHead)
{
    const RequestRecord record = only({awaitRequest(), wait(300ms), send(wholeStream(2)), awaitClose()});
    EXPECT_EQ(record.outcome, Outcome::Completed);
    EXPECT_GE(record.at.firstByte - record.at.sent, 300ms);
}

TEST(Failure, SendsAgainWhenAReusedConnectionDies)
{
    ScriptedServer server(oneAfterTheOther({{awaitRequest(), send(wholeStream(2)), awaitRequest()},
                                            {awaitRequest(), send(wholeStream(2)), awaitClose()}}));
    const test::CellRun ran = test::run(test::smallCell(server.url(), 2));
    ASSERT_EQ(ran.records.size(), 2u);
    const RequestRecord &again = ran.records[1];
    EXPECT_EQ(again.outcome, Outcome::Completed) << again.error;
    EXPECT_EQ(again.resends, 1);
    EXPECT_TRUE(again.newConnection);
    EXPECT_LT(again.at.due, again.at.connectStart);
    EXPECT_LT(again.at.connectStart, again.at.sent);
    const std::vector<std::string> requests = server.requests();
    ASSERT_EQ(requests.size(), 3u);
    EXPECT_EQ(requests[1], requests[2]);
}

TEST(Failure, SendsAgainOnlyOnce)
{
    ScriptedServer server(
        oneAfterTheOther({{awaitRequest(), send(wholeStream(2)), awaitRequest(), reset()}, {awaitRequest(), reset()}}));
    const test::CellRun ran = test::run(test::smallCell(server.url(), 2));
    ASSERT_EQ(ran.records.size(), 2u);
    EXPECT_EQ(ran.records[1].outcome, Outcome::Reset);
    EXPECT_EQ(ran.records[1].resends, 1);
    EXPECT_EQ(server.connections(), 3);
}

TEST(Failure, NoticesAServerThatClosesWhileIdle)
{
    ScriptedServer server(oneAfterTheOther(
        {{awaitRequest(), send(wholeStream(2))}, {awaitRequest(), send(wholeStream(2)), awaitClose()}}));
    load::CellSpec spec = test::smallCell(server.url(), 2);
    spec.thinkTime = 100ms;
    const test::CellRun ran = test::run(spec);
    ASSERT_EQ(ran.records.size(), 2u);
    EXPECT_EQ(ran.records[1].outcome, Outcome::Completed);
    EXPECT_TRUE(ran.records[1].newConnection);
    EXPECT_EQ(ran.records[1].resends, 0);
}

TEST(Failure, DoesNotReuseAConnectionThatTheServerIsAboutToClose)
{
    struct Habit {
        Duration planned;
        const char *header; ///< what the server tells
        Duration idle;
        bool reused;
    };
    for (const Habit &habit : {Habit{500ms, "", 450ms, false}, Habit{0s, "", 450ms, true},
                               Habit{5s, "Keep-Alive: timeout=1, max=100\r\n", 850ms, false},
                               Habit{500ms, "keep-alive: max=9, timeout=60\r\n", 450ms, true}}) {
        SCOPED_TRACE(std::string(habit.header) + std::to_string(toMilliseconds(habit.planned)));
        std::string answer = wholeStream(2);
        answer.insert(answer.find("\r\n") + 2, habit.header);
        ScriptedServer server(
            everyConnection({awaitRequest(), send(answer), awaitRequest(), send(answer), awaitClose()}));
        load::CellSpec spec = test::smallCell(server.url(), 2);
        spec.endpoint.idleLimit = habit.planned;
        spec.thinkTime = habit.idle;
        const test::CellRun ran = test::run(spec);
        ASSERT_EQ(ran.records.size(), 2u);
        EXPECT_EQ(ran.records[1].newConnection, !habit.reused);
        EXPECT_EQ(ran.records[1].resends, 0);
        EXPECT_EQ(server.connections(), habit.reused ? 2 : 3);
    }
}

TEST(Failure, LeavesTimeForARequestOnItsWay)
{
    EXPECT_EQ(http::reusableFor(5s), Duration(4s));
    EXPECT_EQ(http::reusableFor(2s), Duration(1600ms));
    EXPECT_EQ(http::reusableFor(30s), Duration(29s));
    EXPECT_EQ(http::reusableFor(0s), http::reusableFor(3600s)) << "what stands between may not keep it for ever";
}

TEST(Failure, HeedsConnectionClose)
{
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n"
                               "Transfer-Encoding: chunked\r\n\r\n"
        + tokenEvent("a") + streamEnd();
    ScriptedServer server(everyConnection({awaitRequest(), send(answer), awaitClose()}));
    const test::CellRun ran = test::run(test::smallCell(server.url(), 3));
    ASSERT_EQ(ran.records.size(), 3u);
    for (const RequestRecord &record : ran.records) {
        EXPECT_EQ(record.outcome, Outcome::Completed) << record.error;
        EXPECT_TRUE(record.newConnection);
        EXPECT_EQ(record.resends, 0);
    }
}

TEST(Failure, ServerThatGoesAwayFailsRequestsButNotTheCell)
{
    std::optional<ScriptedServer> server(std::in_place,
                                         everyConnection({awaitRequest(), send(wholeStream(2)), awaitRequest()}));
    load::CellSpec spec = test::smallCell(server->url(), 6);
    std::jthread killer([&server] {
        std::this_thread::sleep_for(100ms);
        server.reset();
    });
    spec.thinkTime = 60ms;
    const test::CellRun ran = test::run(spec);
    ASSERT_TRUE(ran.result);
    ASSERT_EQ(ran.records.size(), 6u);
    EXPECT_EQ(ran.records[0].outcome, Outcome::Completed);
    EXPECT_EQ(ran.records[5].outcome, Outcome::ConnectFailed) << ran.records[5].error;
    EXPECT_FALSE(ran.records[5].error.empty());
    EXPECT_FALSE(happened(ran.records[5].at.sent));
}

} // namespace
} // namespace tokamark
