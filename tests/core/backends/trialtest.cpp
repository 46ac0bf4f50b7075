#include "backends/curlcommand.h"
#include "backends/trial.h"
#include "backends/trialrequest.h"
#include "support/scriptedserver.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tokamark::backends {
namespace {

using namespace std::chrono_literals;
using namespace support;
using metrics::Outcome;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

/// The first connection is the one that only looks whether the server is there.
ScriptedServer serverWith(Script script)
{
    return ScriptedServer(
        [script = std::move(script)](int connection) { return connection == 0 ? Script{awaitClose()} : script; });
}

TrialSpec specFor(const http::Url &url)
{
    TrialSpec spec;
    spec.endpoint.url = url;
    spec.protocol = {"openai", plan::Endpoint::Chat, "m", {}};
    spec.request.prompt = "Hello";
    spec.request.maxTokens = 3;
    return spec;
}

TEST(Trial, KeepsReadsEventsAndTimes)
{
    const ScriptedServer server = serverWith({awaitRequest(), wait(20ms), send(streamHead() + tokenEvent("a")),
                                              wait(20ms), send(tokenEvent("b") + tokenEvent("c")), wait(20ms),
                                              send(finishEvent("length") + usageEvent(5, 3) + streamEnd())});
    const auto result = performTrial(specFor(server.url()));
    ASSERT_TRUE(result.has_value()) << result.error().detail;
    EXPECT_EQ(result->record.outcome, Outcome::Completed) << result->record.error;
    EXPECT_EQ(result->status, 200);
    EXPECT_EQ(result->record.outputTokens, 3u);
    EXPECT_EQ(result->record.promptTokens, 5u);
    ASSERT_EQ(result->reads.size(), 3u);
    EXPECT_GE(result->reads[0].since, 20ms);
    EXPECT_GE(result->reads[1].since - result->reads[0].since, 15ms);
    EXPECT_THAT(result->reads[1].bytes, HasSubstr("\"b\""));
    EXPECT_THAT(result->reads[1].bytes, HasSubstr("\"c\""));
    ASSERT_EQ(result->events.size(), 6u);
    EXPECT_EQ(result->events[1].read, 1u);
    EXPECT_EQ(result->events[2].read, 1u);
    EXPECT_TRUE(result->events[2].facts.token);
    EXPECT_TRUE(result->events[5].facts.end);
    EXPECT_EQ(result->ttft, result->reads[0].since);
    EXPECT_EQ(result->tpot, (result->reads[1].since - result->reads[0].since) / 2);
    EXPECT_THAT(result->url, EndsWith("/v1/chat/completions"));
    EXPECT_THAT(result->refusal, "");
}

TEST(Trial, AnEventNamedErrorIsShownAsOne)
{
    const ScriptedServer server
        = serverWith({awaitRequest(),
                      send(streamHead() + tokenEvent("a") + chunk("event: error\ndata: {\"message\":\"boom6\"}\n\n")),
                      awaitClose()});
    const auto result = performTrial(specFor(server.url()));
    ASSERT_TRUE(result.has_value()) << result.error().detail;
    EXPECT_EQ(result->record.outcome, Outcome::ErrorFrame);
    EXPECT_EQ(result->refusal, "boom6");
    ASSERT_EQ(result->events.size(), 2u);
    EXPECT_TRUE(result->events[1].facts.error);
    EXPECT_EQ(result->events[1].facts.errorText, "boom6");
}

TEST(Trial, SendsOneRequestAndNoMore)
{
    const ScriptedServer server = serverWith({awaitRequest(), send(wholeStream(3))});
    const auto result = performTrial(specFor(server.url()));
    ASSERT_TRUE(result.has_value());
    const auto requests = server.requests();
    ASSERT_EQ(requests.size(), 1u);
    EXPECT_THAT(requests.front(), EndsWith(result->requestBody));
}

TEST(Trial, ARefusalIsReadable)
{
    const ScriptedServer server = serverWith(
        {awaitRequest(),
         send(plainAnswer("404 Not Found", R"({"error":{"message":"The model m does not exist.","code":404}})"))});
    const auto result = performTrial(specFor(server.url()));
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->status, 404);
    EXPECT_EQ(result->record.outcome, Outcome::HttpError);
    EXPECT_EQ(result->refusal, "The model m does not exist. (404)");
    EXPECT_FALSE(result->ttft.has_value());
}

TEST(Trial, LeavesTheKeyOutOfAnAnswer)
{
    const std::string key = "sk-do-not-tell";
    const auto tryWith = [&key](Script script) {
        const ScriptedServer server = serverWith(std::move(script));
        TrialSpec spec = specFor(server.url());
        spec.endpoint.headers = {{"Authorization", "Bearer " + key}};
        return performTrial(spec).value();
    };
    const auto expectHidden = [&key](const TrialResult &result) {
        std::string all = result.contentType + result.refusal + result.record.error;
        for (const TrialRead &read : result.reads)
            all += read.bytes;
        for (const TrialEvent &event : result.events)
            all += event.payload + event.facts.errorText;
        EXPECT_THAT(all, Not(HasSubstr(key))) << all;
        EXPECT_THAT(all, HasSubstr("***"));
    };
    const TrialResult refused
        = tryWith({awaitRequest(),
                   send(plainAnswer("401 Unauthorized", R"({"error":{"message":"no key sk-do-not-tell here"}})"))});
    EXPECT_EQ(refused.refusal, "no key *** here");
    expectHidden(refused);
    const std::string frame = R"(data: {"error":{"message":"Bearer sk-do-not-tell has no quota"}})";
    const std::size_t middle = frame.find("not-tell");
    const TrialResult failed = tryWith({awaitRequest(), send(streamHead() + chunk(frame.substr(0, middle))), wait(20ms),
                                        send(chunk(frame.substr(middle) + "\n\n") + streamEnd())});
    EXPECT_EQ(failed.record.outcome, Outcome::ErrorFrame);
    EXPECT_EQ(failed.record.error, "*** has no quota");
    expectHidden(failed);
}

TEST(Trial, LeavesSecretsOfTheBodyOutOfAnAnswer)
{
    const ScriptedServer server
        = serverWith({awaitRequest(), send(plainAnswer("400 Bad Request", R"({"detail":"got sk-in-the-body"})"))});
    TrialSpec spec = specFor(server.url());
    spec.protocol.extraBody = R"({"api_key": "sk-in-the-body"})";
    spec.endpoint.secrets = {"sk-in-the-body"};
    const TrialResult result = performTrial(spec).value();
    EXPECT_EQ(result.refusal, "got ***");
    EXPECT_THAT(result.requestBody, HasSubstr(R"("api_key":"***")"));
}

TEST(Trial, ACompressedAnswerIsNamed)
{
    const ScriptedServer server
        = serverWith({awaitRequest(),
                      send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                           "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x01")});
    const auto result = performTrial(specFor(server.url()));
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->record.outcome, Outcome::ProtocolError);
    EXPECT_EQ(result->refusal, "content-encoding gzip");
}

TEST(Trial, AnErrorInTheStreamIsReadable)
{
    const ScriptedServer server
        = serverWith({awaitRequest(), send(streamHead() + event(R"({"error":"queue full"})") + streamEnd())});
    const auto result = performTrial(specFor(server.url()));
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->record.outcome, Outcome::ErrorFrame);
    EXPECT_EQ(result->refusal, "queue full");
}

TEST(Trial, AStreamThatStallsIsGivenUp)
{
    const ScriptedServer server = serverWith({awaitRequest(), send(streamHead() + tokenEvent("a")), wait(10s)});
    TrialSpec spec = specFor(server.url());
    spec.limits.stallTimeout = 50ms;
    const auto result = performTrial(spec);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->record.outcome, Outcome::Stalled);
    EXPECT_EQ(result->events.size(), 1u);
    EXPECT_TRUE(result->ttft.has_value());
}

TEST(Trial, AServerThatCutsTheStreamIsTold)
{
    const ScriptedServer server = serverWith({awaitRequest(), send(streamHead() + tokenEvent("a"))});
    const auto result = performTrial(specFor(server.url()));
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->record.outcome, Outcome::Truncated);
    EXPECT_FALSE(result->refusal.empty());
}

TEST(Trial, ErrorsBeforeAnythingIsSent)
{
    http::Url nobody;
    {
        const ScriptedServer gone = serverWith({});
        nobody = gone.url();
    }
    EXPECT_EQ(performTrial(specFor(nobody)).error().code, ErrorCode::ConnectRefused);
    TrialSpec spec = specFor(nobody);
    spec.endpoint.headers = {{"X-Bad", "a\r\nb"}};
    EXPECT_EQ(performTrial(spec).error().code, ErrorCode::BadHeader);
    spec = specFor(nobody);
    spec.protocol.extraBody = "[";
    EXPECT_EQ(performTrial(spec).error().code, ErrorCode::BadJson);
}

TEST(TrialRequest, AnswersOnTheThreadThatAsked)
{
    const ScriptedServer server = serverWith({awaitRequest(), send(wholeStream(3))});
    QEventLoop loop;
    TrialRequest request;
    const auto asking = std::this_thread::get_id();
    Outcome outcome = Outcome::Cancelled;
    request.start(specFor(server.url()), [&](Expected<TrialResult> result) {
        EXPECT_EQ(std::this_thread::get_id(), asking);
        outcome = result ? result->record.outcome : Outcome::ConnectFailed;
        loop.quit();
    });
    EXPECT_TRUE(request.isRunning());
    loop.exec();
    EXPECT_EQ(outcome, Outcome::Completed);
    EXPECT_FALSE(request.isRunning());
}

TEST(TrialRequest, CancelledInTheMiddleSaysNothing)
{
    const ScriptedServer server = serverWith({awaitRequest(), send(streamHead()), wait(10s)});
    TrialRequest request;
    request.start(specFor(server.url()), [](const Expected<TrialResult> &) { FAIL() << "was cancelled"; });
    while (server.requests().empty())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    request.cancel();
    QCoreApplication::processEvents();
    EXPECT_FALSE(request.isRunning());
}

TEST(CurlCommand, NeverShowsASecret)
{
    TrialSpec spec = specFor({true, "example.org", 8443, "/team"});
    spec.endpoint.headers = {{"Authorization", "Bearer sk-1234"}, {"X-Api-Key", "5678"}, {"X-Route", "it's b"}};
    spec.endpoint.tls.insecure = true;
    spec.request.prompt = "It's $HOME `x`";
    const std::string command = toCurl(spec, "OPENAI_API_KEY").value_or("");
    EXPECT_THAT(command, HasSubstr("curl --no-buffer 'https://example.org:8443/team/v1/chat/completions'"));
    EXPECT_THAT(command, HasSubstr("-H \"Authorization: Bearer $OPENAI_API_KEY\""));
    EXPECT_THAT(command, HasSubstr("-H \"X-Api-Key: $X_API_KEY\""));
    EXPECT_THAT(command, HasSubstr("-H 'X-Route: it'\\''s b'"));
    EXPECT_THAT(command, HasSubstr("--insecure"));
    EXPECT_THAT(command, HasSubstr("It'\\''s $HOME `x`"));
    EXPECT_THAT(command, Not(HasSubstr("1234")));
    EXPECT_THAT(command, Not(HasSubstr("5678")));
}

TEST(CurlCommand, ReadsSecretsOfTheBodyFromVariables)
{
    TrialSpec spec = specFor({false, "h", 80, ""});
    spec.endpoint.headers = {{"Authorization", "Bearer sk-1234"}, {"X-Route", "by sk-1234"}};
    spec.protocol.extraBody = R"({"api_key": "it's 5678", "options": {"user": "sk-1234"}})";
    spec.request.prompt = "SECRET";
    const std::string command = toCurl(spec, "KEY").value_or("");
    EXPECT_THAT(command, HasSubstr(R"("api_key":"'"$API_KEY"'")"));
    EXPECT_THAT(command, HasSubstr(R"("options":{"user":"'"$KEY"'"})"));
    EXPECT_THAT(command, HasSubstr("-H \"X-Route: $X_ROUTE\""));
    EXPECT_THAT(command, HasSubstr(R"("content":"SECRET")"));
    EXPECT_THAT(command, Not(HasSubstr("1234")));
    EXPECT_THAT(command, Not(HasSubstr("5678")));
}

TEST(CurlCommand, NamesAVariableWhereNoneWasGiven)
{
    TrialSpec spec = specFor({false, "h", 80, ""});
    spec.endpoint.headers = {{"Authorization", "Basic abc"}};
    EXPECT_THAT(toCurl(spec, "not a name").value_or(""), HasSubstr("\"Authorization: $API_KEY\""));
}

} // namespace
} // namespace tokamark::backends
