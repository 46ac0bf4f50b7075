// trtllm-serve of TensorRT-LLM, read in its sources of 2026.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"
#include "simulator/servedtarget.h"

namespace tokamark::simulator {
namespace {

using namespace std::literals;

constexpr std::string_view Counts = R"({"prompt_tokens":$prompt,"total_tokens":$total,"completion_tokens":$out,)"
                                    R"("prompt_tokens_details":{"cached_tokens":$cached}})";

/// All that a request may hold. Anything else is refused.
constexpr std::array Known{"model"sv,
                           "messages"sv,
                           "prompt"sv,
                           "max_tokens"sv,
                           "max_completion_tokens"sv,
                           "min_tokens"sv,
                           "ignore_eos"sv,
                           "stream"sv,
                           "stream_options"sv,
                           "temperature"sv,
                           "top_p"sv,
                           "top_k"sv,
                           "min_p"sv,
                           "seed"sv,
                           "stop"sv,
                           "stop_token_ids"sv,
                           "n"sv,
                           "logprobs"sv,
                           "top_logprobs"sv,
                           "presence_penalty"sv,
                           "frequency_penalty"sv,
                           "repetition_penalty"sv,
                           "cache_salt"sv,
                           "prompt_token_ids"sv,
                           "detokenize"sv,
                           "user"sv,
                           "response_format"sv,
                           "tools"sv,
                           "tool_choice"sv,
                           "echo"sv,
                           "best_of"sv,
                           "logit_bias"sv,
                           "skip_special_tokens"sv,
                           "add_special_tokens"sv,
                           "chat_template_kwargs"sv};

constexpr RequestShape shape(RequestShape request)
{
    request.known = Known;
    request.usageUnlessDeclined = true;
    return request;
}

constexpr StreamFormat Chat{
    .idPrefix = "chatcmpl-",
    .common = R"({"id":"$id","object":"chat.completion.chunk","created":$created,"model":"$model","choices":[)",
    .role = RoleMode::WithFirstToken,
    .roleEvent = R"($head{"index":0,"delta":{"role":"assistant"}}]$usage})",
    .token
    = R"($head{"index":0,"delta":{$role"content":"$text","reasoning_content":""},"finish_reason":$finish}]$usage})",
    .reasoning = R"($head{"index":0,"delta":{$role"content":"","reasoning_content":"$text"},"finish_reason":$finish}])"
                 R"($usage})",
    .usageEvent = R"($head],"usage":$counts})",
    .end = "[DONE]",
    .counts = Counts,
    .spaceBehindRole = true,
    .endAfterError = false,
    .whole = ChatWhole};

constexpr StreamFormat Text{
    .idPrefix = "cmpl-",
    .common = R"({"id":"$id","object":"text_completion","created":$created,"model":"$model","choices":[)",
    .token = R"($head{"index":0,"text":"$text","token_ids":null,"logprobs":null,"context_logits":null,)"
             R"("finish_reason":$finish,"stop_reason":null,"disaggregated_params":null}]$usage})",
    .usageEvent = R"($head],"usage":$counts})",
    .end = "[DONE]",
    .counts = Counts,
    .usage = UsageMode::Null,
    .endAfterError = false,
    .whole = TextWhole};

constexpr std::array Endpoints{Endpoint{ChatPath, shape(ChatRequest), Chat},
                               Endpoint{CompletionsPath, shape(TextRequest), Text}};

constexpr std::array Metrics{
    gauge("trtllm_num_requests_running", Figure::Running),
    gauge("trtllm_num_requests_waiting", Figure::Waiting),
    gauge("trtllm_num_paused_requests", Figure::Zero),
    gauge("trtllm_kv_cache_utilization", Figure::KvUse),
    gauge("trtllm_kv_cache_hit_rate", Figure::PrefixHitRate),
    counter("trtllm_prompt_tokens_total", Figure::PromptTokens),
    counter("trtllm_generation_tokens_total", Figure::OutputTokens),
    counter("trtllm_request_success_total", Figure::FinishedByStop, R"(finished_reason="stop")"),
    counter("trtllm_request_success_total", Figure::FinishedByLength, R"(finished_reason="length")"),
    histogram("trtllm_time_to_first_token_seconds", Timing::Ttft),
    histogram("trtllm_time_per_output_token_seconds", Timing::PerToken),
    histogram("trtllm_e2e_request_latency_seconds", Timing::EndToEnd),
    histogram("trtllm_request_queue_time_seconds", Timing::Queue),
    histogram("trtllm_request_prefill_time_seconds", Timing::Prefill),
    histogram("trtllm_request_decode_time_seconds", Timing::Decode),
    histogram("trtllm_request_inference_time_seconds", Timing::Inference),
};

/// What happened since the last reader; two readers take it from each other.
std::string drainedStatistics(const PageView &view)
{
    std::string list = "[";
    for (const IterationSample &sample : view.target.drainIterations())
        list += (list.size() == 1 ? R"({"iter":)" : R"(,{"iter":)") + std::to_string(sample.number)
            + R"(,"numActiveRequests":)" + std::to_string(sample.running) + R"(,"numQueuedRequests":)"
            + std::to_string(sample.waiting) + '}';
    return list + ']';
}

constexpr std::array Pages{
    Page{.path = "/v1/models",
         .text = R"({"object":"list","data":[{"id":"$model","object":"model","created":$created,)"
                 R"("owned_by":"tensorrt_llm"}]})"},
    Page{.path = "/health", .contentType = {}},
    Page{.path = "/version", .text = R"({"version":"$version"})"},
    Page{.path = "/server_info", .text = R"({"disaggregated_params":{}})"},
    Page{.path = "/metrics", .write = drainedStatistics},
    Page{.path = "/prometheus/metrics",
         .contentType = PrometheusType,
         .write =
             [](const PageView &view) {
                 return prometheusText(view, Metrics, {.labels = R"(engine_type="trtllm",model_name="$model")"});
             }},
};

constexpr std::string_view Flat
    = R"({"object":"error","message":"$message","type":"BadRequestError","param":null,"code":$code})";

} // namespace

const Dialect &trtllmServeDialect()
{
    static const Dialect TrtllmServe{
        .name = "trtllm-serve",
        .shown = "TensorRT-LLM's trtllm-serve",
        .version = "1.2.0",
        .headers = Uvicorn,
        .endpoints = Endpoints,
        .pages = Pages,
        .refusals = {.invalid = {400, R"({"error":"$message"})"},
                     .tooLong = {400,
                                 R"({"object":"error","message":"The sum of prompt length ($prompt) and )"
                                 R"(max_tokens should not exceed $context.","type":"BadRequestError",)"
                                 R"("param":null,"code":400})"},
                     .unauthorized = UnauthorizedText, // of a gateway: it has no keys itself
                     .notFound = StarletteNotFound,
                     .wrongMethod = StarletteWrongMethod,
                     .overloaded = {503, Flat},
                     .failed = {400, Flat}},
        .idleClose = UvicornIdle,
        .dated = true};
    return TrtllmServe;
}

} // namespace tokamark::simulator
