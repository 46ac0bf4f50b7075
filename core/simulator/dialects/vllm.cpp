// vLLM 0.32.0.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"
#include "simulator/dialects/tokenizerpages.h"
#include "simulator/servedtarget.h"

namespace tokamark::simulator {
namespace {

constexpr std::string_view RunningCounts
    = R"({"prompt_tokens":$prompt,"total_tokens":$total,"completion_tokens":$out,"completion_tokens_details":null})";
/// Blanks behind the colons, unlike every other event.
constexpr std::string_view ErrorEvent
    = R"({"error": {"message": "$message", "type": "InternalServerError", "param": null, "code": $code}})";

constexpr StreamFormat Chat{
    .idPrefix = "chatcmpl-",
    .common = R"({"id":"$id","object":"chat.completion.chunk","created":$created,"model":"$model","choices":[)",
    .role = RoleMode::WithFirstToken,
    .roleEvent = R"($head{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],)"
                 R"("prompt_token_ids":null,"prompt_text":null$usage})",
    .token = R"($head{"index":0,"delta":{$role"$field":"$text"},"logprobs":null,"finish_reason":$finish,$x}]$usage})",
    .last = R"($head{"index":0,"delta":{$role"$field":"$text"},"logprobs":null,"finish_reason":$finish,)"
            R"("stop_reason":null,$x}]$usage$closing})",
    .usageEvent = R"($head],"usage":$counts$closing})",
    .end = "[DONE]",
    .counts = PlainCounts,
    .runningCounts = RunningCounts,
    .closing = R"(,"system_fingerprint":"vllm-$version")",
    .extras = {Extra{"return_token_ids", R"("token_ids":[$ids])", R"("token_ids":null)"}},
    .error = ErrorEvent,
    .whole = ChatWhole};

constexpr StreamFormat Text{
    .idPrefix = "cmpl-",
    .common = R"({"id":"$id","object":"text_completion","created":$created,"model":"$model","choices":[)",
    .token = R"($head{"index":0,"text":"$text","logprobs":null,"finish_reason":$finish,"stop_reason":null,$x}]$usage})",
    .last = R"($head{"index":0,"text":"$text","logprobs":null,"finish_reason":$finish,"stop_reason":null,$x}])"
            R"($usage$closing})",
    .usageEvent = R"($head],"usage":$counts$closing})",
    .end = "[DONE]",
    .counts = PlainCounts,
    .runningCounts = RunningCounts,
    .closing = Chat.closing,
    .extras = Chat.extras,
    .error = ErrorEvent,
    .whole = TextWhole};

constexpr std::array Endpoints{Endpoint{ChatPath, ChatRequest, Chat}, Endpoint{CompletionsPath, TextRequest, Text}};

constexpr std::array Metrics{
    gauge("vllm:num_requests_running", Figure::Running),
    gauge("vllm:num_requests_waiting", Figure::Waiting),
    gauge("vllm:num_requests_waiting_by_reason", Figure::Waiting, R"(reason="capacity")"),
    gauge("vllm:num_requests_waiting_by_reason", Figure::Zero, R"(reason="deferred")"),
    gauge("vllm:kv_cache_usage_perc", Figure::KvUse),
    counter("vllm:num_preemptions_total", Figure::Preemptions),
    counter("vllm:prompt_tokens_total", Figure::PromptTokens),
    counter("vllm:generation_tokens_total", Figure::OutputTokens),
    counter("vllm:prompt_tokens_cached_total", Figure::CachedTokens),
    counter("vllm:prefix_cache_queries_total", Figure::PromptTokens),
    counter("vllm:prefix_cache_hits_total", Figure::CachedTokens),
    counter("vllm:request_success_total", Figure::FinishedByStop, R"(finished_reason="stop")"),
    counter("vllm:request_success_total", Figure::FinishedByLength, R"(finished_reason="length")"),
    counter("vllm:request_success_total", Figure::Zero, R"(finished_reason="abort")"),
    histogram("vllm:time_to_first_token_seconds", Timing::Ttft),
    histogram("vllm:inter_token_latency_seconds", Timing::Gap),
    histogram("vllm:request_time_per_output_token_seconds", Timing::PerToken),
    histogram("vllm:e2e_request_latency_seconds", Timing::EndToEnd),
    histogram("vllm:request_queue_time_seconds", Timing::Queue),
    histogram("vllm:request_prefill_time_seconds", Timing::Prefill),
    histogram("vllm:request_decode_time_seconds", Timing::Decode),
    histogram("vllm:request_inference_time_seconds", Timing::Inference),
    histogram("vllm:request_prompt_tokens", Timing::PromptLength),
    histogram("vllm:request_generation_tokens", Timing::OutputLength),
};

std::string metrics(const PageView &view)
{
    return prometheusText(view, Metrics, {.labels = R"(engine="0",model_name="$model")", .created = true})
        + "# HELP vllm:cache_config_info Simulated.\n# TYPE vllm:cache_config_info gauge\n"
        + R"(vllm:cache_config_info{block_size="16",cache_dtype="auto",enable_prefix_caching=")"
        + std::string(view.target.keepsPrefixes() ? "True" : "False")
        + R"(",engine="0",gpu_memory_utilization="0.9",num_gpu_blocks=")"
        + std::to_string(static_cast<std::uint64_t>(figureOf(view.target, Figure::KvCapacity)) / 16) + "\"} 1.0\n";
}

constexpr std::array Pages{
    Page{.path = "/v1/models",
         .text = R"({"object":"list","data":[{"id":"$model","object":"model","created":$created,"owned_by":"vllm",)"
                 R"("root":"$model","parent":null,"max_model_len":$context,"permission":[]}]})"},
    Page{.path = "/health", .contentType = {}},
    Page{.path = "/ping", .contentType = {}},
    Page{.path = "/version", .text = R"({"version":"$version"})"},
    Page{.path = "/load", .text = R"({"server_load":$inflight})"},
    Page{.path = "/metrics", .contentType = PrometheusType, .write = metrics},
    Page{.method = "POST", .path = "/tokenize", .write = vllmTokens},
};

constexpr Refusals Refused{
    .invalid = {400, R"({"error":{"message":"$message","type":"Bad Request","param":null,"code":400}})"},
    .badJson = {400,
                R"({"error":{"message":"1 validation error:\n  {'type': 'json_invalid', 'loc': ('body', 1), )"
                R"('msg': 'JSON decode error'}","type":"Bad Request","param":"body.1","code":400}})"},
    .unknownModel = {404,
                     R"({"error":{"message":"The model `$asked` does not exist.","type":"NotFoundError",)"
                     R"("param":"model","code":404}})"},
    .tooLong = {400,
                R"({"error":{"message":"This model's maximum context length is $context tokens. However, your prompt )"
                R"(contains $prompt input tokens, please shorten it.","type":"BadRequestError",)"
                R"("param":"input_tokens","code":400}})"},
    .unauthorized = UnauthorizedText,
    .notFound = StarletteNotFound,
    .wrongMethod = StarletteWrongMethod,
    .overloaded
    = {503, R"({"error":{"message":"$message","type":"ServiceUnavailableError","param":null,"code":$code}})"},
    .failed = {500, R"({"error":{"message":"$message","type":"InternalServerError","param":null,"code":500}})"}};

} // namespace

std::span<const Endpoint> vllmEndpoints()
{
    return Endpoints;
}

const Refusals &vllmRefusals()
{
    return Refused;
}

const Dialect &vllmDialect()
{
    static const Dialect Vllm{.name = "vllm",
                              .shown = "vLLM",
                              .version = "0.32.0",
                              .headers = Uvicorn,
                              .endpoints = Endpoints,
                              .pages = Pages,
                              .refusals = Refused,
                              .overlong = Overlong::ClipAnswer,
                              .idleClose = UvicornIdle,
                              .guarded = "/v1",
                              .dated = true};
    return Vllm;
}

} // namespace tokamark::simulator
