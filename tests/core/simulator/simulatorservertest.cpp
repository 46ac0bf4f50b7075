#include "simulator/simulatorserver.h"

#include "serverfixture.h"

#include "base/clock.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;
using End = RawClient::End;

constexpr auto Completions = "/v1/completions";
constexpr auto Chat = "/v1/chat/completions";

std::string textBody(int tokens, const std::string &more = R"(,"stream":true)")
{
    return R"({"prompt":"hello","ignore_eos":true,"max_tokens":)" + std::to_string(tokens) + more + "}";
}

std::string chatBody(int tokens)
{
    return R"({"messages":[{"role":"user","content":"hello"}],"ignore_eos":true,"stream":true,"max_tokens":)"
        + std::to_string(tokens) + R"(,"stream_options":{"include_usage":true}})";
}

class SimulatorServerTest : public ServerFixture {
protected:
    RawClient::Response stream(const std::string &body, const char *path = Completions)
    {
        RawClient client(m_server->port());
        client.post(path, body);
        return client.receive();
    }

    std::string get(const char *path) { return ServerFixture::get(path).body; }
};

TEST_F(SimulatorServerTest, StreamsAChatToItsEnd)
{
    start();
    const auto response = stream(chatBody(5), Chat);
    EXPECT_EQ(response.status, 200);
    EXPECT_NE(response.head.find("X-Tokamark-Simulated: instant"), std::string::npos);
    EXPECT_NE(response.head.find("text/event-stream"), std::string::npos);
    EXPECT_TRUE(response.bodyEnded);
    EXPECT_EQ(count(response.body, R"("content":" )"), 5U);
    EXPECT_EQ(count(response.body, R"("finish_reason":"length")"), 1U);
    EXPECT_NE(response.body.find(R"("choices":[],"usage":{"prompt_tokens":2,"total_tokens":7,"completion_tokens":5})"),
              std::string::npos);
    EXPECT_TRUE(response.body.ends_with("data: [DONE]\n\n"));
}

TEST_F(SimulatorServerTest, KeepsAConnectionForManyRequests)
{
    start();
    RawClient client(m_server->port());
    for (int i = 1; i <= 3; ++i) {
        client.post(Completions, textBody(i));
        EXPECT_EQ(count(client.receive().body, R"("text":" )"), static_cast<std::size_t>(i));
    }
    client.get("/health");
    client.get("/version"); // sent before the answer to the one before it
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_NE(client.receive().body.find("simulated"), std::string::npos);
}

TEST_F(SimulatorServerTest, ReadsARequestThatComesInPieces)
{
    start();
    RawClient client(m_server->port());
    const auto body = textBody(2);
    const auto request = "POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n\r\n" + body;
    for (const char c : request) {
        client.send(std::string_view(&c, 1));
        if (c == '\n')
            std::this_thread::sleep_for(1ms); // so that pieces really come apart
    }
    EXPECT_EQ(count(client.receive().body, R"("text":" )"), 2U);
}

TEST_F(SimulatorServerTest, AnswersInOnePieceWithoutStream)
{
    start();
    const auto response = stream(textBody(4, ""));
    const auto json = nlohmann::json::parse(response.body);
    EXPECT_EQ(json["usage"]["completion_tokens"], 4);
    EXPECT_EQ(json["choices"][0]["finish_reason"], "length");
}

TEST_F(SimulatorServerTest, ServesEachPresetUnderItsOwnPath)
{
    start({}, {.presets = {"instant", "vllm-llama3-8b-a100", "tgi-llama3-8b-a100"}});
    EXPECT_EQ(m_server->url("instant"), "http://127.0.0.1:" + std::to_string(m_server->port()) + "/instant");
    const auto ownerAt
        = [&](const char *path) { return nlohmann::json::parse(get(path))["data"][0]["owned_by"].get<std::string>(); };
    EXPECT_EQ(ownerAt("/v1/models"), "tokamark-sim");
    EXPECT_EQ(ownerAt("/vllm-llama3-8b-a100/v1/models"), "vllm");
    EXPECT_EQ(ownerAt("/tgi-llama3-8b-a100/v1/models"), "meta-llama/Meta-Llama-3-8B-Instruct");
    EXPECT_EQ(nlohmann::json::parse(get("/tgi-llama3-8b-a100/info"))["max_total_tokens"], 8192);
    EXPECT_TRUE(nlohmann::json::parse(get("/vllm-llama3-8b-a100/info")).contains("detail"));
    EXPECT_NE(get("/vllm-llama3-8b-a100/metrics").find("\nvllm:num_requests_running{"), std::string::npos);
    const auto response = stream(chatBody(3), "/vllm-llama3-8b-a100/v1/chat/completions");
    EXPECT_NE(response.head.find("X-Tokamark-Simulated: vllm-llama3-8b-a100"), std::string::npos);
    EXPECT_EQ(count(response.body, R"("content":" )"), 3U);
}

TEST_F(SimulatorServerTest, CountsItsTokens)
{
    start();
    static_cast<void>(stream(textBody(7)));
    static_cast<void>(stream(textBody(5)));
    const auto metrics = get("/metrics");
    EXPECT_NE(metrics.find("simulated_generation_tokens_total 12\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("simulated_prompt_tokens_total 4\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("simulated_request_success_total 2\n"), std::string::npos) << metrics;
}

TEST_F(SimulatorServerTest, RefusesBadRequestsAsServersDo)
{
    start();
    RawClient client(m_server->port());
    const auto statusOf = [&] {
        const auto response = client.receive();
        EXPECT_TRUE(nlohmann::json::parse(response.body)["error"].contains("message")) << response.body;
        return response.status;
    };
    client.post(Completions, "{nonsense");
    EXPECT_EQ(statusOf(), 400);
    client.post(Completions, R"({"prompt":"x","model":"other"})");
    EXPECT_EQ(statusOf(), 404);
    client.post(Completions, R"({"prompt":"x","max_tokens":9000})");
    EXPECT_EQ(statusOf(), 400);
    client.get("/v1/nothing");
    EXPECT_EQ(statusOf(), 404);
    client.get(Completions);
    EXPECT_EQ(statusOf(), 405);
    client.send("this is no HTTP\r\n\r\n");
    EXPECT_EQ(statusOf(), 400);
    EXPECT_EQ(client.waitForClose(), End::Closed);
}

TEST_F(SimulatorServerTest, EndsAnswersByThemselvesWithoutIgnoreEos)
{
    start({}, {.ttft = 1ms, .tpot = 0ms});
    RawClient client(m_server->port());
    double sum = 0;
    int stopped = 0;
    for (int i = 0; i < 200; ++i) {
        client.post(Completions, R"({"max_tokens":4000,"prompt":"question )" + std::to_string(i) + "\"}");
        const auto json = nlohmann::json::parse(client.receive().body);
        sum += json["usage"]["completion_tokens"].get<double>();
        stopped += json["choices"][0]["finish_reason"] == "stop" ? 1 : 0;
    }
    EXPECT_EQ(stopped, 200);
    EXPECT_NEAR(sum / 200, 100, 25); // geometric with mean 100: the mean of 200 has a deviation of 7
}

TEST_F(SimulatorServerTest, FreesThePlaceOfAClientThatGoesAway)
{
    start();
    RawClient client(m_server->port());
    client.post(Completions, textBody(5000));
    RawClient other(m_server->port());
    const auto running = [&](const char *expected) {
        for (int i = 0; i < 200; ++i) {
            other.get("/metrics");
            if (other.receive().body.find(expected) != std::string::npos)
                return true;
            std::this_thread::sleep_for(5ms);
        }
        return false;
    };
    EXPECT_TRUE(running("simulated_requests_running 1\n"));
    client.close();
    EXPECT_TRUE(running("simulated_requests_running 0\n"));
}

TEST_F(SimulatorServerTest, LogsTheTruth)
{
    const auto path
        = std::filesystem::temp_directory_path() / ("tokamark-truth-" + std::to_string(::getpid()) + ".csv");
    start({}, {.truthLogPath = path.string(), .ttft = 50ms, .tpot = 5ms});
    RawClient client(m_server->port());
    const auto before = SteadyClock().now();
    client.post(Completions, textBody(11), "X-Request-Id: a,b\r\n");
    const auto response = client.receive();
    m_server.reset(); // writes the rest
    std::ifstream file(path);
    std::string header;
    std::string line;
    std::getline(file, header);
    std::getline(file, line);
    std::filesystem::remove(path);
    std::vector<std::string> fields;
    std::stringstream stream(line);
    for (std::string field; std::getline(stream, field, ',');)
        fields.push_back(field);
    ASSERT_EQ(fields.size(), 11U) << line;
    EXPECT_EQ(fields[1], "instant");
    EXPECT_EQ(fields[2], "a_b");
    const Instant received{Duration(std::stoll(fields[4]))};
    const Instant first{Duration(std::stoll(fields[6]))};
    const Instant last{Duration(std::stoll(fields[7]))};
    EXPECT_GE(received, before - 1ms);
    EXPECT_LE(received, first);
    EXPECT_GE(first - received, 50ms - 1ms);
    EXPECT_LE(first, Instant(response.firstTokenAt));
    EXPECT_GE(last - received, 100ms - 1ms);
    EXPECT_GT(last, first);
    EXPECT_EQ(fields[9], "11");
    EXPECT_EQ(fields[10], "completed");
}

TEST_F(SimulatorServerTest, RefusesOptionsThatCannotBeMet)
{
    const auto codeOf = [](ServerOptions options) {
        const auto server = SimulatorServer::start(std::move(options));
        return server ? ErrorCode{} : server.error().code;
    };
    EXPECT_EQ(codeOf({.presets = {"nobody"}}), ErrorCode::BadUsage);
    EXPECT_EQ(codeOf({.presets = {}}), ErrorCode::BadUsage);
    EXPECT_EQ(codeOf({.presets = {"instant", "instant"}}), ErrorCode::BadUsage);
    EXPECT_EQ(codeOf({.presets = {"vllm-llama3-8b-a100"}, .ttft = 5ms}), ErrorCode::BadUsage);
    EXPECT_EQ(codeOf({.presets = {"instant"}, .truthLogPath = "/nonexistent/truth.csv"}), ErrorCode::FileUnwritable);
    start();
    EXPECT_EQ(codeOf({.presets = {"instant"}, .port = m_server->port()}), ErrorCode::ConnectRefused);
}

// ---- quirks that are about more than the bytes of an event

TEST_F(SimulatorServerTest, SendsTheHeadAtOnceOrWithTheFirstToken)
{
    start({}, {.ttft = 200ms});
    auto response = stream(textBody(2));
    EXPECT_GT(response.firstTokenAt - response.headAt, 100ms);
    start({"headers-with-first-token"}, {.ttft = 200ms});
    response = stream(textBody(2));
    EXPECT_LT(response.firstTokenAt - response.headAt, 100ms);
}

TEST_F(SimulatorServerTest, PingsDuringALongPrefill)
{
    start({"comment-ping=20ms"}, {.ttft = 200ms});
    const auto response = stream(textBody(2));
    EXPECT_TRUE(response.body.starts_with(":\n\n"));
    EXPECT_GE(count(response.body.substr(0, response.body.find("data:")), ":\n\n"), 4U);
    EXPECT_TRUE(response.body.ends_with("data: [DONE]\n\n"));
}

TEST_F(SimulatorServerTest, GathersEventsIntoOneWrite)
{
    start({"burst=4"});
    const auto response = stream(textBody(10));
    EXPECT_EQ(count(response.body, R"("text":" )"), 10U);
    EXPECT_EQ(response.chunks, 3U); // 4, 4, and the last two with the end
}

TEST_F(SimulatorServerTest, PutsSeveralTokensIntoAChunk)
{
    start({"tokens-per-chunk=4"});
    EXPECT_EQ(count(stream(textBody(9)).body, R"("text":")"), 3U); // 1, 4, 4
}

TEST_F(SimulatorServerTest, CutsBodyPiecesInsideACharacter)
{
    start({"split-utf8"});
    const auto whole = stream(textBody(4));
    EXPECT_GE(whole.chunks, 8U); // each token's event in two pieces
    EXPECT_NE(whole.body.find("\xd1\x81\xd0\xbb\xd0\xbe\xd0\xb2\xd0\xbe"), std::string::npos);
    EXPECT_TRUE(whole.body.ends_with("data: [DONE]\n\n"));
}

TEST_F(SimulatorServerTest, FailsInTheMiddleOfAStream)
{
    start({"error-frame=flat"});
    const auto response = stream(textBody(10));
    EXPECT_EQ(count(response.body, R"("text":" )"), 5U);
    EXPECT_NE(response.body.find(R"({"object":"error")"), std::string::npos);
    EXPECT_TRUE(response.body.ends_with("data: [DONE]\n\n"));
    EXPECT_TRUE(response.bodyEnded);
}

TEST_F(SimulatorServerTest, SaysOverloadWithStatus200)
{
    start({"overload-200"});
    const auto response = stream(textBody(10));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(count(response.body, R"("text":)"), 0U);
    EXPECT_NE(response.body.find(R"("code":503)"), std::string::npos);
}

TEST_F(SimulatorServerTest, EndsAStreamWithoutItsMark)
{
    start({"truncate"});
    auto response = stream(textBody(10));
    EXPECT_TRUE(response.bodyEnded);
    EXPECT_EQ(count(response.body, R"("text":" )"), 5U);
    EXPECT_EQ(response.body.find("[DONE]"), std::string::npos);
    start({"truncate=cut"});
    response = stream(textBody(10));
    EXPECT_FALSE(response.bodyEnded);
    EXPECT_EQ(response.end, End::Closed);
}

TEST_F(SimulatorServerTest, ResetsAConnection)
{
    start({"reset"});
    const auto response = stream(textBody(10));
    EXPECT_FALSE(response.bodyEnded);
    EXPECT_EQ(response.end, End::Reset);
}

TEST_F(SimulatorServerTest, StallsWithTheConnectionOpen)
{
    start({"stall"});
    RawClient client(m_server->port());
    client.post(Completions, textBody(10));
    const auto response = client.receive(300ms);
    EXPECT_EQ(response.end, End::TimedOut);
    EXPECT_EQ(count(response.body, R"("text":" )"), 5U);
}

TEST_F(SimulatorServerTest, RefusesWithAStatus)
{
    start({"refuse=429"});
    EXPECT_EQ(stream(textBody(10)).status, 429);
    start({"504=30ms"});
    EXPECT_EQ(stream(textBody(10)).status, 504);
}

TEST_F(SimulatorServerTest, AnswersNonsense)
{
    start({"garbage"});
    auto response = stream(textBody(4));
    EXPECT_NE(response.body.find("<half an answer"), std::string::npos);
    EXPECT_TRUE(response.body.ends_with("data: [DONE]\n\n"));
    start({"garbage=http"});
    response = stream(textBody(4));
    EXPECT_EQ(response.status, 0);
    EXPECT_EQ(response.end, End::Closed);
}

TEST_F(SimulatorServerTest, HitsAShareOfTheRequests)
{
    ServerOptions options;
    options.quirks.faultRate = 0.3;
    options.tpot = 0ms;
    options.ttft = 1ms;
    start({"refuse"}, options);
    RawClient client(m_server->port());
    int refused = 0;
    for (int i = 0; i < 300; ++i) {
        client.post(Completions, textBody(1));
        refused += client.receive().status == 503 ? 1 : 0;
    }
    EXPECT_NEAR(refused, 90, 30); // four deviations
}

TEST_F(SimulatorServerTest, ClosesIdleAndWornConnections)
{
    start({"idle-close=50ms"});
    RawClient idle(m_server->port());
    idle.post(Completions, textBody(60)); // longer than the limit: only idle time counts
    EXPECT_TRUE(idle.receive().bodyEnded);
    EXPECT_EQ(idle.waitForClose(), End::Closed);
    start({"close-after=2"});
    RawClient worn(m_server->port());
    worn.get("/health");
    EXPECT_EQ(worn.receive().head.find("Connection: close"), std::string::npos);
    worn.get("/health");
    EXPECT_NE(worn.receive().head.find("Connection: close"), std::string::npos);
    EXPECT_EQ(worn.waitForClose(), End::Closed);
}

TEST_F(SimulatorServerTest, WaitsBeforeItReadsFromANewConnection)
{
    start({"slow-accept=150ms"});
    const auto begin = std::chrono::steady_clock::now();
    RawClient client(m_server->port());
    client.get("/health");
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 150ms);
}

} // namespace
} // namespace tokamark::simulator
