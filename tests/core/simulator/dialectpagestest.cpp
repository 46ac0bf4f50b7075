// What every dialect says of itself, and how it refuses.

#include "serverfixture.h"

namespace tokamark::simulator {
namespace {

/// A page and a part of what it says.
struct PageCase {
    const char *dialect;
    const char *path;
    int status;
    const char *part;
};

class DialectPage : public ServerFixture, public testing::WithParamInterface<PageCase> { };

TEST_P(DialectPage, Answers)
{
    const PageCase &page = GetParam();
    speak(page.dialect);
    const auto response = get(page.path);
    EXPECT_EQ(response.status, page.status);
    EXPECT_NE((response.head + response.body).find(page.part), std::string::npos) << response.head << response.body;
    EXPECT_NE(response.head.find("X-Tokamark-Simulated: instant"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Wire, DialectPage,
    testing::Values(PageCase{"vllm", "/v1/models", 200, R"("owned_by":"vllm")"},
                    PageCase{"vllm", "/version", 200, R"({"version":"0.32.0-simulated"})"},
                    PageCase{"vllm", "/health", 200, "Content-Length: 0"},
                    PageCase{"vllm", "/nothing", 404, R"({"detail":"Not Found"})"},
                    PageCase{"sglang", "/v1/models", 200, R"("owned_by":"sglang")"},
                    PageCase{"sglang", "/version", 404, "Not Found"},
                    PageCase{"sglang", "/server_info", 200, R"("version":"0.5.23-simulated")"},
                    PageCase{"llama.cpp", "/v1/models", 200, R"("owned_by":"llamacpp")"},
                    PageCase{"llama.cpp", "/props", 200, R"("total_slots":4)"},
                    PageCase{"llama.cpp", "/health", 200, "Server: llama.cpp"},
                    PageCase{"llama.cpp", "/health", 200, "Keep-Alive: timeout=5, max=100"},
                    PageCase{"lmdeploy", "/v1/models", 200, R"("owned_by":"lmdeploy")"},
                    PageCase{"lmdeploy", "/health", 200, R"("status":"healthy")"},
                    PageCase{"mlc-llm", "/v1/models", 200, R"("owned_by":"MLC-LLM")"},
                    PageCase{"mlc-llm", "/health", 404, R"({"detail":"Not Found"})"},
                    PageCase{"mlc-llm", "/metrics", 200, "completion_tokens_sum\t0"},
                    PageCase{"trtllm-serve", "/v1/models", 200, R"("owned_by":"tensorrt_llm")"},
                    PageCase{"triton-ensemble", "/v2", 200, R"("name":"triton")"},
                    PageCase{"triton-ensemble", "/v2/models/ensemble/config", 200, R"("platform":"ensemble")"},
                    PageCase{"triton-ensemble", "/v1/models", 404, "text/plain"},
                    PageCase{"triton-llmapi", "/v2/models/tensorrt_llm/config", 200, R"("decoupled":true)"},
                    PageCase{"triton-openai", "/v1/models", 200, R"("owned_by":"Triton Inference Server")"},
                    PageCase{"tgi", "/v1/models", 200, R"("owned_by":"simulated")"},
                    PageCase{"tgi", "/info", 200, R"("max_concurrent_requests":128)"},
                    PageCase{"ollama", "/", 200, "Ollama is running"},
                    PageCase{"ollama", "/api/version", 200, R"({"version":"0.17.4-simulated"})"},
                    PageCase{"ollama", "/v1/models", 200, R"("owned_by":"library")"},
                    PageCase{"ollama", "/metrics", 404, "404 page not found"},
                    PageCase{"bentoml", "/schema.json", 200, R"("route":"/generate")"},
                    PageCase{"bentoml", "/docs.json", 200, "badge/BentoML-1.4.40-informational"},
                    PageCase{"bentoml", "/v1/models", 404, "Not Found"},
                    PageCase{"bentoml-mounted", "/schema.json", 200, R"("/v1/models":{"mounted":true})"},
                    PageCase{"bentoml-proxied", "/schema.json", 200, R"("/{path:path}":{"mounted":true})"},
                    PageCase{"bentoml-proxied", "/docs.json", 404, "Not Found"},
                    PageCase{"openllm", "/readyz", 200, "\r\n\r\n\n"},
                    PageCase{"openllm", "/v1/models", 200, R"("owned_by":"vllm")"}));

/// A request that the server does not serve, and how it says so.
struct RefusalCase {
    const char *dialect;
    const char *path;
    const char *body;
    int status;
    const char *part;
};

class DialectRefusal : public ServerFixture, public testing::WithParamInterface<RefusalCase> { };

TEST_P(DialectRefusal, IsInTheServersWords)
{
    const RefusalCase &wanted = GetParam();
    speak(wanted.dialect);
    const auto response = post(wanted.path, wanted.body);
    EXPECT_EQ(response.status, wanted.status);
    EXPECT_NE((response.head + response.body).find(wanted.part), std::string::npos) << response.head << response.body;
}

INSTANTIATE_TEST_SUITE_P(
    Wire, DialectRefusal,
    testing::Values(
        RefusalCase{"vllm", "/v1/completions", "{", 400, R"("type":"Bad Request")"},
        RefusalCase{"vllm", "/v1/completions", R"({"prompt":"x","model":"nope"})", 404, R"("type":"NotFoundError")"},
        RefusalCase{"sglang", "/v1/completions", R"({"prompt":"x","max_tokens":9000})", 400, R"({"object":"error")"},
        RefusalCase{"sglang", "/generate", R"({"text":"x","sampling_params":{"max_new_tokens":9000},"stream":true})",
                    200, R"("type":"invalid_request_error","code":400,"retryable":false)"},
        RefusalCase{"llama.cpp", "/v1/completions", "{", 400, R"("type":"invalid_request_error")"},
        RefusalCase{"lmdeploy", "/v1/completions", R"({"prompt":"x","model":"nope"})", 404, R"("object":"error")"},
        RefusalCase{"lmdeploy", "/v1/completions", R"({"prompt":[1,2]})", 400, R"("object":"error")"},
        RefusalCase{"mlc-llm", "/v1/completions", "{", 422, R"({"detail":[)"},
        RefusalCase{"trtllm-serve", "/v1/completions", R"({"prompt":"x","return_token_ids":true})", 400,
                    R"({"error":"[{'type': 'extra_forbidden')"},
        RefusalCase{"triton-ensemble", "/v2/models/ensemble/generate_stream", "{", 500,
                    R"({"error":"failed to parse the request JSON buffer)"},
        RefusalCase{"triton-ensemble", "/v2/models/nope/generate_stream", "{}", 404,
                    R"({"error":"Request for unknown model: 'nope' is not found"})"},
        RefusalCase{"triton-ensemble", "/v2/models/ensemble/generate_stream",
                    R"({"text_input":"x","max_tokens":9000,"stream":true})", 400,
                    R"(data: {"error":"in ensemble 'ensemble', Prompt length)"},
        RefusalCase{"tgi", "/generate_stream", "{", 400, "Failed to parse the request body as JSON"},
        RefusalCase{"tgi", "/generate", "{}", 422, "Failed to deserialize the JSON body"},
        RefusalCase{"tgi", "/generate", R"({"inputs":"x","parameters":{"max_new_tokens":9000}})", 422,
                    R"("error_type":"validation")"},
        RefusalCase{"tgi", "/generate_stream", R"({"inputs":"x","parameters":{"max_new_tokens":9000}})", 200,
                    R"(data: {"error":"`inputs` tokens + `max_new_tokens` must be <= 8192)"},
        RefusalCase{"tgi", "/v1/completions", R"({"prompt":"x","max_tokens":9000,"stream":true})", 200,
                    R"("http_status_code":422)"},
        RefusalCase{"ollama", "/api/generate", R"({"prompt":"x","model":"nope"})", 404,
                    R"({"error":"model 'nope' not found"})"},
        RefusalCase{"ollama", "/v1/completions", R"({"prompt":"x","model":"nope"})", 404, R"("type":"api_error")"},
        RefusalCase{"bentoml", "/generate", "{}", 400, R"({"error":"1 validation error for Input","detail":[)"}));

} // namespace
} // namespace tokamark::simulator
