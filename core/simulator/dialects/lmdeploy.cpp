// LMDeploy 0.18.0, api_server.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"
#include "simulator/dialects/tokenizerpages.h"

namespace tokamark::simulator {
namespace {

constexpr std::string_view ErrorEvent
    = R"({"error": {"message": "$message", "type": "server_error", "code": $code, "param": null, "object": "error"}})";
constexpr std::string_view Counts = R"({"prompt_tokens":$prompt,"total_tokens":$total,"completion_tokens":$out,)"
                                    R"("prompt_tokens_details":{"cached_tokens":$cached}})";

constexpr RequestShape shape(RequestShape request)
{
    request.minTokens = "min_new_tokens";
    request.idsInPrompt = false;
    request.defaultMaxTokens = 0; // up to the context
    request.runningCounts = false;
    return request;
}

// Blanks behind ':' and ',' in the chunks of chat, none in the event with the counts.
constexpr StreamFormat Chat{
    .idPrefix = "chatcmpl-",
    .common
    = R"({"id": "$id", "object": "chat.completion.chunk", "created": $created, "model": "$model", "choices": [)",
    .role = RoleMode::EveryDelta,
    .roleText = R"("role": "assistant", )",
    .token = R"($head{"index": 0, "delta": {$role"$field": "$text"}$x}]$usage})",
    .finish = R"($head{"index": 0, "delta": {$role"content": ""}$y, "finish_reason": $finish}]$usage})",
    .usageEvent = R"({"id":"$id","object":"chat.completion.chunk","created":$created,"model":"$model","choices":[],)"
                  R"("usage":$counts})",
    .end = "[DONE]",
    .counts = Counts,
    .extras
    = {Extra{"return_token_ids", R"(, "output_ids": [$ids])"}, Extra{"return_token_ids", R"(, "output_ids": [])"}},
    .usage = UsageMode::Null,
    .nullUsage = R"(, "usage": null)",
    .usageOnlyIfAsked = true,
    .eos = Eos::NoEvent,
    .usageWithoutEos = true,
    .dropsTextless = true,
    .error = ErrorEvent,
    .whole = ChatWhole};

constexpr StreamFormat Text{
    .common = R"({"id": "-1", "object": "text_completion", "created": $created, "model": "$model", "choices": [)",
    .token = R"($head{"index": 0, "text": "$text"}]$usage})",
    .finish = R"($head{"index": 0, "text": "", "finish_reason": $finish}]$usage})",
    .usageEvent = R"($head], "usage": {"prompt_tokens": $prompt, "total_tokens": $total, "completion_tokens": $out}})",
    .end = "[DONE]",
    .counts = Counts,
    .usage = UsageMode::Null,
    .nullUsage = R"(, "usage": null)",
    .usageOnlyIfAsked = true,
    .eos = Eos::NoEvent,
    .usageWithoutEos = true,
    .error = ErrorEvent,
    .whole = TextWhole};

constexpr StreamFormat Generate{
    .common = R"("meta_info":{"prompt_tokens":$prompt,"completion_tokens":$out,)",
    .token = R"({"text":"$text","output_ids":[$ids],$head"finish_reason":null,"output_token_logprobs":null}})",
    .finish = R"({"text":"","output_ids":[],$head"finish_reason":{"type":"$reason"},"output_token_logprobs":null}})",
    .end = "[DONE]",
    .eos = Eos::NoEvent,
    .usageWithoutEos = true,
    .error = ErrorEvent,
    .whole
    = R"({"text":"$all","output_ids":[$allids],$head"finish_reason":{"type":"$reason"},"output_token_logprobs":null}})"};

constexpr std::array Endpoints{
    Endpoint{ChatPath, shape(ChatRequest), Chat},
    Endpoint{CompletionsPath, shape(TextRequest), Text},
    Endpoint{"/generate", {.ids = "input_ids", .minTokens = {}, .defaultMaxTokens = 128}, Generate},
};

constexpr std::array Metrics{
    gauge("lmdeploy:num_requests_running", Figure::Running),
    gauge("lmdeploy:num_requests_waiting", Figure::Waiting),
    gauge("lmdeploy:num_api_requests_routed", Figure::InFlight),
    gauge("lmdeploy:num_api_requests_waiting", Figure::Zero),
    gauge("lmdeploy:num_requests_succeeded", Figure::Finished),
    gauge("lmdeploy:num_requests_failed", Figure::Aborted),
    gauge("lmdeploy:gpu_cache_usage_perc", Figure::KvUse),
    gauge("lmdeploy:prefix_cache_hit_rate", Figure::PrefixHitRate),
    counter("lmdeploy:prompt_tokens_total", Figure::PromptTokens),
    counter("lmdeploy:generation_tokens_total", Figure::OutputTokens),
    counter("lmdeploy:cached_tokens_total", Figure::CachedTokens),
    counter("lmdeploy:request_success_total", Figure::Finished, R"(finished_reason="ResponseType.FINISH")"),
    counter("lmdeploy:request_success_total", Figure::Zero, R"(finished_reason="ResponseType.CANCEL")"),
    histogram("lmdeploy:time_to_first_token_seconds", Timing::Ttft),
    histogram("lmdeploy:time_per_output_token_seconds", Timing::Gap),
    histogram("lmdeploy:e2e_request_latency_seconds", Timing::EndToEnd),
    histogram("lmdeploy:request_queue_time_seconds", Timing::Queue),
    histogram("lmdeploy:request_prefill_time_seconds", Timing::Prefill),
    histogram("lmdeploy:request_decode_time_seconds", Timing::Decode),
    histogram("lmdeploy:request_inference_time_seconds", Timing::Inference),
    histogram("lmdeploy:request_prompt_tokens", Timing::PromptLength),
    histogram("lmdeploy:request_generation_tokens", Timing::OutputLength),
};

constexpr std::array Pages{
    Page{.path = "/v1/models",
         .text = R"({"object":"list","data":[{"id":"$model","object":"model","created":$created,)"
                 R"("owned_by":"lmdeploy","root":"$model","parent":null,"permission":[]}]})"},
    Page{.path = "/health", .text = R"({"status":"healthy","message":"TurboMind engine is healthy."})", .open = true},
    Page{.path = "/is_sleeping", .text = R"({"is_sleeping":false})"},
    Page{.path = "/metrics",
         .contentType = PrometheusType,
         .write =
             [](const PageView &view) {
                 return prometheusText(view, Metrics, {.labels = R"(engine="0",model_name="$model")", .created = true});
             }},
    Page{.method = "POST", .path = "/v1/encode", .write = lmdeployTokens},
};

} // namespace

const Dialect &lmdeployDialect()
{
    static const Dialect Lmdeploy{
        .name = "lmdeploy",
        .shown = "LMDeploy, /generate too",
        .version = "0.18.0",
        .headers = Uvicorn,
        .endpoints = Endpoints,
        .pages = Pages,
        .refusals
        = {.invalid = {400,
                       R"({"message":"$message","type":"invalid_request_error","code":400,"param":null,)"
                       R"("object":"error"})"},
           .badJson = {400,
                       R"({"message":"16: JSON decode error","type":"invalid_request_error","code":400,)"
                       R"("param":null,"object":"error"})"},
           .unknownModel = {404,
                            R"({"message":"The model '$asked' does not exist.","type":"not_found_error",)"
                            R"("code":404,"param":null,"object":"error"})"},
           .tooLong = {400,
                       R"({"message":"Input length ($prompt) must be smaller than the model context length )"
                       R"(($context).","type":"invalid_request_error","code":400,"param":null,"object":"error"})"},
           .unauthorized = {401,
                            R"({"message":"Unauthorized","type":"authentication_error","code":401,"param":null,)"
                            R"("object":"error"})"},
           .notFound = StarletteNotFound,
           .wrongMethod = StarletteWrongMethod,
           .overloaded = {503,
                          R"({"message":"$message","type":"service_unavailable","code":$code,"param":null,)"
                          R"("object":"error"})"},
           .failed = {500, "Internal Server Error", "text/plain; charset=utf-8"}},
        .overlong = Overlong::ClipAnswer,
        .idleClose = UvicornIdle,
        .gaugesEvery = std::chrono::seconds(10),
        .dated = true};
    return Lmdeploy;
}

} // namespace tokamark::simulator
