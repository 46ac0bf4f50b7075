// Places, queues, keys and cold starts.

#include "serverfixture.h"

#include "simulator/dialects/registry.h"
#include "simulator/refusal.h"

#include <thread>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

class LimitsTest : public ServerFixture {
protected:
    /// Keeps `requests` generations under way for as long as it lives.
    struct Load {
        std::vector<std::unique_ptr<RawClient>> clients;
    };

    Load load(int requests, const char *path, const char *body)
    {
        Load busy;
        for (int i = 0; i < requests; ++i) {
            busy.clients.push_back(std::make_unique<RawClient>(m_server->port()));
            busy.clients.back()->post(path, body);
        }
        // Later connections are read later, so an answer means that the others have been read.
        static_cast<void>(get("/v1/models"));
        return busy;
    }
};

constexpr auto LongText = R"({"prompt":"hello","max_tokens":4000,"ignore_eos":true,"stream":true})";
constexpr auto ShortText = R"({"prompt":"hello","max_tokens":2,"ignore_eos":true,"stream":true})";

TEST_F(LimitsTest, HoldAsManyPlacesAsTheServerHas)
{
    struct Places {
        const char *dialect;
        std::uint32_t parallel;
    };
    for (const Places &places : {Places{"llama.cpp", 4}, Places{"mlc-llm", 4}, Places{"ollama", 1}}) {
        speak(places.dialect, {}, {.ttft = 1ms, .tpot = 500ms});
        const auto busy = load(static_cast<int>(places.parallel), "/v1/completions",
                               R"({"prompt":"hello","max_tokens":4000,"stream":true,"ignore_eos":true,)"
                               R"("debug_config":{"ignore_eos":true}})");
        RawClient waiting(m_server->port());
        waiting.post("/v1/completions", ShortText);
        EXPECT_EQ(waiting.receive(150ms).status, 0) << places.dialect; // no place, so no head in these dialects
    }
}

TEST_F(LimitsTest, CanBeChanged)
{
    ServerOptions options{.ttft = 1ms, .tpot = 1ms};
    options.limits.parallel = 2;
    speak("llama.cpp", {}, options);
    EXPECT_NE(get("/props").body.find(R"("total_slots":2)"), std::string::npos);
}

TEST_F(LimitsTest, TellAnOverloadInTheServersWay)
{
    struct Overload {
        const char *dialect;
        const char *path;
        const char *body;
        int status;
        const char *part;
    };
    for (const Overload &overload :
         {Overload{"tgi", "/generate_stream", R"({"inputs":"x"})", 200, R"("error_type":"overloaded")"},
          Overload{"tgi", "/generate", R"({"inputs":"x"})", 429, R"("error_type":"overloaded")"},
          Overload{"tgi", "/v1/completions", ShortText, 200, R"("http_status_code":422)"},
          Overload{"sglang", "/v1/completions", ShortText, 200, R"("type": "SERVICE_UNAVAILABLE")"},
          Overload{"sglang", "/generate", R"({"text":"x","stream":true})", 200, R"("type":"abort")"},
          Overload{"sglang", "/v1/completions", R"({"prompt":"x"})", 503, "overloaded"},
          Overload{"bentoml", "/generate", R"({"prompt":"x"})", 429, R"({"error":"Too many requests"})"},
          Overload{"ollama", "/api/generate", R"({"prompt":"x"})", 503, "maximum pending requests exceeded"}}) {
        ServerOptions options{.ttft = 10s};
        options.limits.inFlight = 1;
        speak(overload.dialect, {}, options);
        const auto busy = load(1, overload.path, overload.body);
        const auto response = post(overload.path, overload.body);
        EXPECT_EQ(response.status, overload.status) << overload.dialect << overload.path;
        EXPECT_NE(response.body.find(overload.part), std::string::npos) << overload.dialect << response.body;
    }
}

TEST_F(LimitsTest, OfAQueueCountOnlyThoseThatWait)
{
    ServerOptions options{.ttft = 10s};
    options.limits.parallel = 1;
    options.limits.queue = 1;
    speak("sglang", {}, options);
    const auto busy = load(2, "/v1/completions", ShortText); // one runs, one waits
    EXPECT_NE(post("/v1/completions", ShortText).body.find("The request queue is full."), std::string::npos);
}

TEST_F(LimitsTest, OfOllamasQueueHoldOnlyWhileTheModelIsLoaded)
{
    // 512 by default, so both a cold and a warm server take these.
    speak("ollama", {}, {.ttft = 1ms, .tpot = 1ms, .coldStart = 100ms});
    const auto response = post("/api/generate", R"({"prompt":"x","options":{"num_predict":2}})");
    EXPECT_EQ(response.status, 200);
    const auto at = response.body.find(R"("load_duration":)");
    ASSERT_NE(at, std::string::npos);
    EXPECT_GE(std::stoll(response.body.substr(at + 16)), 100'000'000);
    const auto warm = post("/api/generate", R"({"prompt":"x","options":{"num_predict":2}})");
    EXPECT_NE(warm.body.find(R"("load_duration":0)"), std::string::npos);
}

TEST_F(LimitsTest, TurnALateHeadInto504)
{
    ServerOptions options{.ttft = 10s};
    options.limits.firstByte = 50ms;
    speak("bentoml", {}, options);
    EXPECT_EQ(post("/generate", R"({"prompt":"x"})").status, 504);
    options.presets.clear();
    speak("bentoml-proxied", {}, options); // the engine sends its head at once
    RawClient client(m_server->port());
    client.post("/v1/completions", ShortText);
    EXPECT_EQ(client.receive(200ms).status, 200);
}

TEST_F(LimitsTest, KeepTritonsEnsembleRunningWithoutItsClient)
{
    speak("triton-ensemble", {}, {.ttft = 30ms, .tpot = 1ms});
    {
        RawClient gone(m_server->port());
        gone.post("/v2/models/ensemble/generate_stream",
                  R"({"text_input":"x","max_tokens":20,"min_tokens":20,"stream":true})");
        static_cast<void>(get("/v2"));
    }
    const auto succeeded = [&] {
        return get("/metrics").body.find("nv_inference_request_success{version=\"1\",model=\"ensemble\"} 1\n")
            != std::string::npos;
    };
    for (int i = 0; i < 400 && !succeeded(); ++i)
        std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(succeeded());
}

TEST_F(LimitsTest, AskForTheKeyWhereTheServerDoes)
{
    struct Door {
        const char *dialect;
        const char *path;
        int without;
        const char *part;
    };
    for (const Door &door :
         {Door{"vllm", "/v1/models", 401, R"({"error":"Unauthorized"})"}, Door{"vllm", "/metrics", 200, "vllm:"},
          Door{"vllm", "/version", 200, "version"}, Door{"sglang", "/v1/models", 401, R"({"error":"Unauthorized"})"},
          Door{"sglang", "/metrics", 200, "sglang:"},
          Door{"llama.cpp", "/metrics", 401, R"("type":"authentication_error")"},
          Door{"llama.cpp", "/health", 200, "ok"}, Door{"lmdeploy", "/metrics", 401, R"("object":"error")"},
          Door{"lmdeploy", "/health", 200, "healthy"},
          Door{"mlc-llm", "/v1/models", 401, R"({"detail":"Invalid API Key"})"},
          Door{"mlc-llm", "/metrics", 200, "prompt_tokens_sum"}, Door{"tgi", "/info", 200, "router"}}) {
        speak(door.dialect, {}, {.apiKey = "open sesame"});
        const auto response = get(door.path);
        EXPECT_EQ(response.status, door.without) << door.dialect << door.path;
        EXPECT_NE(response.body.find(door.part), std::string::npos) << response.body;
        EXPECT_EQ(get(door.path, "Authorization: Bearer open sesame\r\n").status, 200) << door.dialect << door.path;
        EXPECT_EQ(get(door.path, "Authorization: Bearer wrong\r\n").status, door.without);
    }
}

TEST_F(LimitsTest, AskForTheKeyBeforeAGeneration)
{
    speak("tgi", {}, {.apiKey = "open sesame"});
    const auto refused = post("/generate_stream", R"({"inputs":"x"})");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.body, "");
    EXPECT_EQ(post("/generate_stream", R"({"inputs":"x","parameters":{"max_new_tokens":2}})",
                   "Authorization: Bearer open sesame\r\n")
                  .status,
              200);
}

TEST_F(LimitsTest, RepeatsTheKeyInErrorsIfAsked)
{
    ServerOptions options;
    options.apiKey = "right";
    start({"echo-key", "error-frame"}, options);
    const std::string said = "got Authorization: Bearer wrong, key wrong";
    EXPECT_NE(get("/v1/models", "Authorization: Bearer wrong\r\n").body.find(said), std::string::npos);
    EXPECT_NE(get("/v1/models", "X-Api-Key: wrong\r\n").body.find("key wrong"), std::string::npos);
    const auto stream
        = post("/v1/completions", R"({"prompt":"a","stream":true,"max_tokens":8})", "Authorization: Bearer right\r\n");
    EXPECT_EQ(stream.status, 200);
    EXPECT_NE(stream.body.find("simulated failure; got Authorization: Bearer right, key right"), std::string::npos);
}

TEST_F(LimitsTest, RepeatsTheKeyInEveryDialect)
{
    for (const Dialect *dialect : dialects()) {
        SCOPED_TRACE(dialect->name);
        const std::string_view path = dialect->endpoints.front().path;
        ServerOptions options;
        options.apiKey = "right";
        speak(dialect->name, {"echo-key", "refuse"}, options);
        const auto wrong = post(path, "{}", "Authorization: Bearer wrong\r\n");
        EXPECT_GE(wrong.status, 400);
        EXPECT_NE(wrong.body.find("got Authorization: Bearer wrong, key wrong"), std::string::npos) << wrong.body;
        for (const char *body : {"{",
                                 R"({"prompt":"a","text_input":"a","inputs":"a","max_tokens":2,"stream":true,)"
                                 R"("messages":[{"role":"user","content":"a"}]})"}) {
            const auto refused = post(path, body, "Authorization: Bearer right\r\n");
            EXPECT_GE(refused.status, 400);
            EXPECT_NE(refused.body.find("key right"), std::string::npos) << refused.body;
        }
        const auto nowhere = get("/v1/nowhere", "Authorization: Bearer right\r\n");
        EXPECT_NE(nowhere.body.find("key right"), std::string::npos) << nowhere.body;
    }
}

TEST(WithEcho, PutsTextBehindTheWordsOfAnError)
{
    EXPECT_EQ(withEcho(R"({"error":{"message":"no","code":401}})", "; k"),
              R"({"error":{"message":"no; k","code":401}})");
    EXPECT_EQ(withEcho(R"({"error":"no"})", "; k"), R"({"error":"no; k"})");
    EXPECT_EQ(withEcho(R"({"detail":[{"type":"x","msg":"no"}]})", "; k"), R"({"detail":[{"type":"x","msg":"no; k"}]})");
    EXPECT_EQ(withEcho(R"("{\"message\":\"no\"}")", "; k"), R"("{\"message\":\"no; k\"}")");
    EXPECT_EQ(withEcho("404 page not found", "; k"), "404 page not found; k");
    EXPECT_EQ(withEcho("", "; k"), "; k");
    EXPECT_EQ(withEcho(R"({ "error" : "no" })", ""), R"({ "error" : "no" })");
}

} // namespace
} // namespace tokamark::simulator
