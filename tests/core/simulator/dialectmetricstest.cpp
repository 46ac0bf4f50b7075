// What the simulated servers say about themselves, against what was asked of them.

#include "serverfixture.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <thread>

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

/// Reads Prometheus text: series with labels as they stand, to values.
std::map<std::string, double> series(const std::string &text)
{
    std::map<std::string, double> found;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with('#'))
            continue;
        const auto blank = line.rfind(' ');
        EXPECT_NE(blank, std::string::npos) << line;
        EXPECT_TRUE(found.emplace(line.substr(0, blank), std::stod(line.substr(blank + 1))).second) << line;
    }
    return found;
}

/// Four requests of five tokens each, one after the other, and what the counters have to say then.
struct Witness {
    const char *dialect;
    const char *requestPath;
    const char *body;
    const char *metricsPath;
    std::map<std::string, double> exact;
    std::map<std::string, double> least; ///< of sums of seconds
};

std::vector<Witness> witnesses()
{
    const char *const Text = R"({"prompt":"hello","max_tokens":5,"ignore_eos":true,"stream":true})";
    const std::string vllm = R"({engine="0",model_name="simulated"})";
    const std::string sglang = R"({model_name="simulated",is_streaming="true"})";
    const std::string trt = R"({engine_type="trtllm",model_name="simulated"})";
    const std::string triton = R"({version="1",model="tensorrt_llm",request_type=)";
    return {
        {"vllm",
         "/v1/completions",
         Text,
         "/metrics",
         {{R"(vllm:request_success_total{engine="0",model_name="simulated",finished_reason="length"})", 4},
          {R"(vllm:request_success_total{engine="0",model_name="simulated",finished_reason="stop"})", 0},
          {"vllm:generation_tokens_total" + vllm, 20},
          {"vllm:prompt_tokens_total" + vllm, 8},
          {"vllm:num_requests_running" + vllm, 0},
          {"vllm:kv_cache_usage_perc" + vllm, 0},
          {"vllm:time_to_first_token_seconds_count" + vllm, 4},
          {"vllm:inter_token_latency_seconds_count" + vllm, 16},
          {R"(vllm:time_to_first_token_seconds_bucket{engine="0",model_name="simulated",le="0.01"})", 0},
          {R"(vllm:time_to_first_token_seconds_bucket{engine="0",model_name="simulated",le="+Inf"})", 4}},
         {{"vllm:time_to_first_token_seconds_sum" + vllm, 0.08},
          {"vllm:e2e_request_latency_seconds_sum" + vllm, 0.11},
          {"vllm:request_prefill_time_seconds_sum" + vllm, 0.08}}},
        {"sglang",
         "/v1/completions",
         Text,
         "/metrics",
         {{"sglang:num_requests_total" + sglang, 4},
          {"sglang:generation_tokens_total" + sglang, 20},
          {"sglang:prompt_tokens_total" + sglang, 8},
          {"sglang:inter_token_latency_seconds_count" + sglang, 16}},
         {{"sglang:time_to_first_token_seconds_sum" + sglang, 0.08}}},
        {"lmdeploy",
         "/v1/completions",
         Text,
         "/metrics",
         {{R"(lmdeploy:request_success_total{engine="0",model_name="simulated",finished_reason="ResponseType.FINISH"})",
           4},
          {"lmdeploy:request_generation_tokens_sum" + vllm, 20},
          {"lmdeploy:time_per_output_token_seconds_count" + vllm, 16}},
         {{"lmdeploy:time_to_first_token_seconds_sum" + vllm, 0.08}}},
        {"trtllm-serve",
         "/v1/completions",
         Text,
         "/prometheus/metrics",
         {{"trtllm_generation_tokens_total" + trt, 20}, {"trtllm_time_per_output_token_seconds_count" + trt, 4}},
         {{"trtllm_time_to_first_token_seconds_sum" + trt, 0.08}}},
        {"llama.cpp",
         "/completion",
         R"({"prompt":"hello","n_predict":5,"ignore_eos":true,"stream":true})",
         "/metrics",
         {{"llamacpp:tokens_predicted_total", 20},
          {"llamacpp:prompt_tokens_total", 8},
          {"llamacpp:requests_processing", 0},
          {"llamacpp:requests_deferred", 0}},
         {{"llamacpp:prompt_seconds_total", 0.08}}},
        {"tgi",
         "/generate_stream",
         R"({"inputs":"hello","parameters":{"max_new_tokens":5}})",
         "/metrics",
         {{"tgi_request_success", 4},
          {"tgi_request_input_length_sum", 8},
          {"tgi_request_duration_count", 4},
          {"tgi_queue_size", 0}},
         {}},
        {"triton-ensemble",
         "/v2/models/ensemble/generate_stream",
         R"({"text_input":"hello","max_tokens":5,"min_tokens":5,"stream":true})",
         "/metrics",
         {{R"(nv_inference_request_success{version="1",model="ensemble"})", 4},
          {R"(nv_inference_count{version="1",model="postprocessing"})", 20},
          {"nv_trt_llm_request_metrics" + triton + R"("waiting"})", 0},
          {"nv_trt_llm_request_metrics" + triton + R"("active"})", 0}},
         {}},
        {"bentoml",
         "/generate",
         R"({"prompt":"hello","max_tokens":5})",
         "/metrics",
         {{R"(bentoml_service_request_total{runner_name="",service_name="llm",service_version="",endpoint="/generate",)"
           R"(http_response_code="200"})",
           4}},
         {}},
    };
}

class DialectMetrics : public ServerFixture, public testing::WithParamInterface<Witness> { };

TEST_P(DialectMetrics, AgreeWithWhatWasServed)
{
    const Witness &witness = GetParam();
    speak(witness.dialect);
    for (int i = 0; i < 4; ++i)
        ASSERT_TRUE(post(witness.requestPath, witness.body).bodyEnded);
    const auto metrics = series(get(witness.metricsPath).body);
    for (const auto &[name, value] : witness.exact) {
        ASSERT_TRUE(metrics.contains(name)) << name;
        EXPECT_EQ(metrics.at(name), value) << name;
    }
    for (const auto &[name, value] : witness.least) {
        ASSERT_TRUE(metrics.contains(name)) << name;
        EXPECT_GE(metrics.at(name), value * 0.99) << name;
    }
}

INSTANTIATE_TEST_SUITE_P(Wire, DialectMetrics, testing::ValuesIn(witnesses()), [](const auto &test) {
    std::string name = test.param.dialect;
    std::erase_if(name, [](char c) { return c == '-' || c == '.'; });
    return name;
});

class MetricsTest : public ServerFixture { };

TEST_F(MetricsTest, ShowRunningAndWaitingWhileTheyDo)
{
    speak("llama.cpp", {}, {.ttft = 1ms, .tpot = 50ms});
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 6; ++i) {
        clients.push_back(std::make_unique<RawClient>(m_server->port()));
        clients.back()->post("/completion", R"({"prompt":"hello","n_predict":500,"ignore_eos":true,"stream":true})");
    }
    for (int i = 0; i < 200; ++i) {
        const auto metrics = series(get("/metrics").body);
        if (metrics.at("llamacpp:requests_processing") == 4 && metrics.at("llamacpp:requests_deferred") == 2)
            return;
        std::this_thread::sleep_for(5ms);
    }
    FAIL() << "never saw four running and two waiting";
}

TEST_F(MetricsTest, OfTrtllmServeCanBeReadOnce)
{
    speak("trtllm-serve");
    static_cast<void>(post("/v1/completions", R"({"prompt":"x","max_tokens":3,"ignore_eos":true,"stream":true})"));
    EXPECT_FALSE(nlohmann::json::parse(get("/metrics").body).empty());
    EXPECT_TRUE(nlohmann::json::parse(get("/metrics").body).empty());
}

TEST_F(MetricsTest, LeaveOutAPromptThatWasNeverRead)
{
    speak("vllm", {}, {.ttft = 10s});
    {
        RawClient gone(m_server->port());
        gone.post("/v1/completions", R"({"prompt":"hello","max_tokens":3,"stream":true})");
        for (int i = 0; i < 200 && get("/load").body != R"({"server_load":1})"; ++i)
            std::this_thread::sleep_for(5ms);
    }
    for (int i = 0; i < 200 && get("/load").body != R"({"server_load":0})"; ++i)
        std::this_thread::sleep_for(5ms);
    const auto metrics = series(get("/metrics").body);
    EXPECT_EQ(metrics.at(R"(vllm:prompt_tokens_total{engine="0",model_name="simulated"})"), 0);
    EXPECT_EQ(metrics.at(R"(vllm:num_requests_running{engine="0",model_name="simulated"})"), 0);
}

TEST_F(MetricsTest, OfTheGpuRiseWithTheLoad)
{
    speak("vllm", {}, {.ttft = 10s});
    const auto power = [&] {
        const auto body = get("/dcgm/metrics").body;
        EXPECT_NE(body.find("(simulated)"), std::string::npos);
        const auto at = body.find("} ", body.find("\nDCGM_FI_DEV_POWER_USAGE{"));
        return std::stod(body.substr(at + 2));
    };
    const double idle = power();
    RawClient client(m_server->port());
    client.post("/v1/completions", R"({"prompt":"hello","max_tokens":3,"stream":true})");
    for (int i = 0; i < 200 && power() <= idle; ++i)
        std::this_thread::sleep_for(5ms);
    EXPECT_GT(power(), idle);
}

TEST_F(MetricsTest, TritonHasAPortOfItsOwnForThem)
{
    ServerOptions options;
    options.metricsPort = 0;
    speak("triton-ensemble", {}, std::move(options));
    ASSERT_TRUE(m_server->metricsPort());
    const auto at = [&](std::uint16_t port, const char *path) {
        RawClient client(port);
        client.get(path);
        return client.receive().status;
    };
    const std::uint16_t metrics = *m_server->metricsPort();
    EXPECT_EQ(at(metrics, "/metrics"), 200);
    EXPECT_EQ(at(metrics, "/v2"), 404);
    EXPECT_EQ(at(m_server->port(), "/metrics"), 404);
    EXPECT_EQ(at(m_server->port(), "/v2"), 200);
}

TEST_F(MetricsTest, OnlyTritonHasSuchAPort)
{
    ServerOptions options;
    options.presets = {"instant@vllm"};
    options.metricsPort = 0;
    const auto server = SimulatorServer::start(std::move(options));
    ASSERT_FALSE(server);
    EXPECT_EQ(server.error().code, ErrorCode::BadUsage);
}

TEST_F(MetricsTest, CountPreemptions)
{
    ServerOptions options;
    options.presets = {"vllm-llama3-8b-a100"};
    options.limits.kvTokens = 200;
    auto server = SimulatorServer::start(std::move(options));
    ASSERT_TRUE(server);
    m_server = std::move(*server);
    const std::string body = R"({"prompt":"hello","max_tokens":150,"ignore_eos":true,"stream":true})";
    RawClient first(m_server->port());
    RawClient second(m_server->port());
    first.post("/v1/completions", body);
    second.post("/v1/completions", body);
    EXPECT_EQ(first.receive(60s).status, 200);
    EXPECT_EQ(second.receive(60s).status, 200);
    const auto found = series(get("/metrics").body);
    const auto preemptions = std::ranges::find_if(
        found, [](const auto &each) { return each.first.starts_with("vllm:num_preemptions_total"); });
    ASSERT_NE(preemptions, found.end());
    EXPECT_GE(preemptions->second, 1);
}

} // namespace
} // namespace tokamark::simulator
