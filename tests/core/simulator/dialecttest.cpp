// What holds for all dialects, and the habits of single ones.

#include "serverfixture.h"

#include "simulator/dialects/registry.h"
#include "simulator/wiretemplate.h"

#include <algorithm>
#include <regex>
#include <set>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;
using End = RawClient::End;

TEST(Dialects, NameOnlyWhatTemplatesKnow)
{
    for (const Dialect *dialect : dialects())
        for (const Endpoint &endpoint : dialect->endpoints) {
            const StreamFormat &format = endpoint.stream;
            for (const std::string_view text :
                 {format.common, format.roleEvent, format.token, format.reasoning, format.last, format.finish,
                  format.usageEvent, format.counts, format.runningCounts, format.timings, format.closing, format.error,
                  format.overload, format.refusal, format.whole, format.extras[0].on, format.extras[0].off,
                  format.extras[1].on, format.extras[1].off})
                EXPECT_FALSE(WireTemplate(text).uses(Slot::Unknown)) << dialect->name << endpoint.path << ' ' << text;
        }
}

TEST(Dialects, HaveNamesOfTheirOwnAndEndpoints)
{
    std::set<std::string_view> names;
    for (const Dialect *dialect : dialects()) {
        EXPECT_TRUE(names.insert(dialect->name).second) << dialect->name;
        EXPECT_FALSE(dialect->endpoints.empty()) << dialect->name;
        EXPECT_EQ(findDialect(dialect->name), dialect);
        EXPECT_NE(dialect->refusals.notFound.status, 0) << dialect->name;
        EXPECT_NE(dialect->refusals.unauthorized.status, 0) << dialect->name;
    }
    EXPECT_EQ(findDialect("nobody"), nullptr);
}

class DialectTest : public ServerFixture { };

TEST_F(DialectTest, TakesAnyModelNameWhereTheServerDoes)
{
    for (const char *dialect : {"sglang", "llama.cpp", "mlc-llm", "trtllm-serve", "tgi"}) {
        speak(dialect);
        EXPECT_EQ(post("/v1/completions", R"({"prompt":"x","model":"other","max_tokens":1,"stream":true})").status, 200)
            << dialect;
    }
}

TEST_F(DialectTest, ClipsTheAnswerAtTheContextWhereTheServerDoes)
{
    for (const char *dialect : {"vllm", "llama.cpp", "lmdeploy"}) {
        speak(dialect, {"tokens-per-chunk=500"}, {.ttft = 1ms, .tpot = 0ms});
        const auto response = post("/v1/completions",
                                   R"({"prompt":"hello","max_tokens":9000,"ignore_eos":true,)"
                                   R"("stream":true,"stream_options":{"include_usage":true}})");
        EXPECT_TRUE(std::regex_search(response.body, std::regex(R"("completion_tokens": ?8190)"))) << dialect;
    }
}

TEST_F(DialectTest, SendsTheHeadWhenTheServerDoes)
{
    struct Moment {
        const char *dialect;
        const char *path;
        const char *body;
        bool withFirstToken;
    };
    for (const Moment &moment :
         {Moment{"vllm", "/v1/completions", R"({"prompt":"x","max_tokens":2,"stream":true})", false},
          Moment{"sglang", "/v1/completions", R"({"prompt":"x","max_tokens":2,"stream":true})", true},
          Moment{"sglang", "/generate", R"({"text":"x","stream":true,"sampling_params":{"max_new_tokens":2}})", false},
          Moment{"mlc-llm", "/v1/completions", R"({"prompt":"x","max_tokens":2,"stream":true})", true},
          Moment{"ollama", "/api/generate", R"({"prompt":"x","options":{"num_predict":2}})", true},
          Moment{"bentoml", "/generate", R"({"prompt":"x","max_tokens":2})", true},
          Moment{"tgi", "/generate_stream", R"({"inputs":"x","parameters":{"max_new_tokens":2}})", false}}) {
        speak(moment.dialect, {}, {.ttft = 300ms});
        const auto begin = std::chrono::steady_clock::now();
        const auto response = post(moment.path, moment.body);
        EXPECT_EQ(response.headAt - begin >= 299ms, moment.withFirstToken) << moment.dialect << moment.path;
    }
}

TEST_F(DialectTest, FailsInTheMiddleAsTheServerDoes)
{
    struct Failure {
        const char *dialect;
        const char *path;
        const char *body;
        const char *part; ///< of the error event; null: there is none
        bool ended;
        bool done;
    };
    const char *const Text = R"({"prompt":"x","max_tokens":8,"ignore_eos":true,"stream":true})";
    for (const Failure &failure :
         {Failure{"vllm", "/v1/completions", Text, R"(data: {"error": {"message": )", true, true},
          Failure{"sglang", "/v1/completions", Text, R"(data: {"error": {"object": "error")", true, true},
          Failure{"llama.cpp", "/v1/completions", Text, R"(data: {"error":{"code":500)", true, false},
          Failure{"lmdeploy", "/v1/completions", Text, R"("object": "error"}})", true, true},
          Failure{"mlc-llm", "/v1/completions", Text, nullptr, false, false},
          Failure{"trtllm-serve", "/v1/completions", Text, nullptr, false, false},
          Failure{"ollama", "/v1/completions", Text, nullptr, true, false},
          Failure{"ollama", "/api/generate", R"({"prompt":"x","options":{"num_predict":8}})",
                  "\n{\"error\":\"simulated failure\"}\n", true, false},
          Failure{"tgi", "/v1/completions", Text, R"("http_status_code":422)", true, true},
          Failure{"bentoml", "/generate", R"({"prompt":"x","max_tokens":8})", nullptr, true, false}}) {
        speak(failure.dialect, {"error-frame"});
        const auto response = post(failure.path, failure.body);
        EXPECT_EQ(response.status, 200) << failure.dialect;
        EXPECT_EQ(response.bodyEnded, failure.ended) << failure.dialect;
        EXPECT_EQ(response.body.ends_with("data: [DONE]\n\n"), failure.done) << failure.dialect;
        if (failure.part != nullptr)
            EXPECT_NE(response.body.find(failure.part), std::string::npos) << failure.dialect << response.body;
        else
            EXPECT_EQ(response.body.find("error"), std::string::npos) << failure.dialect << response.body;
    }
}

TEST_F(DialectTest, ClosesAConnectionAfterAHundredAnswersOfLlamaCpp)
{
    speak("llama.cpp", {}, {.ttft = 1ms});
    RawClient client(m_server->port());
    for (int i = 1; i < 100; ++i) {
        client.get("/health");
        ASSERT_EQ(client.receive().head.find("Connection: close"), std::string::npos) << i;
    }
    client.get("/health");
    EXPECT_NE(client.receive().head.find("Connection: close"), std::string::npos);
    EXPECT_EQ(client.waitForClose(), End::Closed);
}

TEST_F(DialectTest, RefusesMadeUpHostsForOllama)
{
    speak("ollama");
    RawClient client(m_server->port());
    client.send("GET /api/version HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(client.receive().status, 403);
    client.send("GET /api/version HTTP/1.1\r\nHost: localhost:11434\r\n\r\n");
    EXPECT_EQ(client.receive().status, 200);
}

TEST_F(DialectTest, WritesPieceSizesOfTgiInCapitals)
{
    speak("tgi");
    RawClient client(m_server->port());
    client.post("/generate_stream", R"({"inputs":"x","parameters":{"max_new_tokens":2,"details":true}})");
    const auto response = client.receive();
    EXPECT_TRUE(std::ranges::any_of(
        response.sizes, [](const std::string &size) { return size.find_first_of("ABCDEF") != std::string::npos; }));
    EXPECT_TRUE(std::ranges::none_of(
        response.sizes, [](const std::string &size) { return size.find_first_of("abcdef") != std::string::npos; }));
}

TEST_F(DialectTest, TakesASecondToSayThatSglangIsHealthy)
{
    speak("sglang");
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(get("/health").status, 200);
    EXPECT_GE(std::chrono::steady_clock::now() - begin, 1s);
}

TEST_F(DialectTest, ServesPresetsInChosenDialects)
{
    start({}, {.presets = {"instant", "instant@tgi", "vllm-llama3-8b-a100@sglang"}});
    EXPECT_NE(get("/v1/models").body.find("tokamark-sim"), std::string::npos);
    EXPECT_EQ(get("/instant@tgi/info").status, 200);
    EXPECT_NE(get("/vllm-llama3-8b-a100@sglang/v1/models").body.find(R"("owned_by":"sglang")"), std::string::npos);
    EXPECT_EQ(SimulatorServer::start({.presets = {"instant@nobody"}}).error().code, ErrorCode::BadUsage);
}

} // namespace
} // namespace tokamark::simulator
