// SGLang 0.5.23.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"
#include "simulator/dialects/tokenizerpages.h"

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view Counts
    = R"({"prompt_tokens":$prompt,"total_tokens":$total,"completion_tokens":$out,"prompt_tokens_details":null,)"
      R"("reasoning_tokens":0,"completion_tokens_details":null})";
/// Errors are written with blanks behind the colons, other events without.
constexpr std::string_view ErrorEvent = R"({"error": {"object": "error", "message": "$message", "type": )"
                                        R"("InternalServerError", "param": null, "code": $code}})";
constexpr std::string_view OverloadEvent = R"({"error": {"object": "error", "message": "$message", "type": )"
                                           R"("SERVICE_UNAVAILABLE", "param": null, "code": $code}})";

constexpr RequestShape shape(RequestShape request)
{
    request.runningCountsAlone = true;
    return request;
}

constexpr StreamFormat Chat{
    .head = HeadAt::FirstToken,
    .common = R"({"id":"$id","object":"chat.completion.chunk","created":$created,"model":"$model","choices":[)",
    .role = RoleMode::WithFirstToken,
    .roleEvent = R"($head{"index":0,"delta":{"reasoning_content":null,"role":"assistant","content":""},)"
                 R"("logprobs":null,"finish_reason":null,"matched_stop":null}]$usage})",
    .token = R"($head{"index":0,"delta":{$role"reasoning_content":null,"content":"$text"},"logprobs":null,)"
             R"("finish_reason":null,"matched_stop":null}]$usage})",
    .reasoning = R"($head{"index":0,"delta":{$role"reasoning_content":"$text"},"logprobs":null,"finish_reason":null,)"
                 R"("matched_stop":null}]$usage})",
    .finish = R"($head{"index":0,"delta":{"reasoning_content":null},"logprobs":null,"finish_reason":$finish,)"
              R"("matched_stop":null}]$usage})",
    .usageEvent = R"($head],"usage":$counts})",
    .end = "[DONE]",
    .counts = Counts,
    .eos = Eos::NoEvent,
    .dropsTextless = true,
    .error = ErrorEvent,
    .overload = OverloadEvent,
    .whole = ChatWhole};

constexpr StreamFormat Text{
    .head = HeadAt::FirstToken,
    .common = R"({"id":"$id","object":"text_completion","created":$created,"model":"$model","choices":[)",
    .token = R"($head{"index":0,"text":"$text","logprobs":null,"finish_reason":$finish,"matched_stop":null}]$usage})",
    .usageEvent
    = R"($head],"usage":{"prompt_tokens":$prompt,"total_tokens":$total,"completion_tokens":$out,"reasoning_tokens":0}})",
    .end = "[DONE]",
    .counts = Counts,
    .usage = UsageMode::Null,
    .error = ErrorEvent,
    .overload = OverloadEvent,
    .whole = TextWhole};

constexpr StreamFormat Generate{
    .common = R"({"text":"$all","output_ids":[$allids],"meta_info":{"id":"$id",)",
    .token = R"($head"finish_reason":null,"prompt_tokens":$prompt,"weight_version":"default","num_retractions":0,)"
             R"("forward_entry_time":$startedunix,"prefill_finished_time":$firstunix,"queue_time":$queueseconds,)"
             R"("reasoning_tokens":0,"completion_tokens":$out,"cached_tokens":$cached,"dp_rank":null,)"
             R"("response_sent_to_client_ts":$nowunix}})",
    .last
    = R"($head"finish_reason":{"type":"$reason","length":$out},"prompt_tokens":$prompt,"weight_version":"default",)"
      R"("num_retractions":0,"forward_entry_time":$startedunix,"prefill_finished_time":$firstunix,)"
      R"("queue_time":$queueseconds,"reasoning_tokens":0,"completion_tokens":$out,"cached_tokens":$cached,)"
      R"("dp_rank":null,"e2e_latency":$elapsedseconds,"request_received_ts":$receivedunix,)"
      R"("first_token_latency":$ttftseconds,"response_sent_to_client_ts":$nowunix,)"
      R"("request_finished_ts":$nowunix,"decode_throughput":$decodepersecond}})",
    .end = "[DONE]",
    .error = R"({"error":{"message":"$message","type":"internal_error","code":$code,"retryable":false}})",
    .overload = R"({"text":"","output_ids":[],"meta_info":{"id":"$id","finish_reason":{"type":"abort",)"
                R"("message":"$message","status_code":$code,"err_type":null},"prompt_tokens":$prompt,)"
                R"("completion_tokens":0,"cached_tokens":0}})",
    .refusal = R"({"error":{"message":"$message","type":"invalid_request_error","code":$code,"retryable":false}})",
    .whole = R"({"text":"$all","output_ids":[$allids],"meta_info":{"id":"$id","finish_reason":)"
             R"({"type":"$reason","length":$out},"prompt_tokens":$prompt,"completion_tokens":$out,)"
             R"("cached_tokens":$cached,"queue_time":$queueseconds,"e2e_latency":$elapsedseconds}})"};

constexpr std::array Endpoints{
    Endpoint{ChatPath, shape(ChatRequest), Chat},
    Endpoint{CompletionsPath, shape(TextRequest), Text},
    Endpoint{"/generate",
             {.prompt = "text",
              .ids = "input_ids",
              .group = "sampling_params",
              .maxTokens = {"max_new_tokens"},
              .minTokens = "min_new_tokens",
              .defaultMaxTokens = 128},
             Generate},
};

constexpr std::array Metrics{
    gauge("sglang:num_running_reqs", Figure::Running),
    gauge("sglang:num_queue_reqs", Figure::Waiting),
    gauge("sglang:token_usage", Figure::KvUse),
    gauge("sglang:num_used_tokens", Figure::KvTokens),
    gauge("sglang:max_total_num_tokens", Figure::KvCapacity),
    gauge("sglang:cache_hit_rate", Figure::PrefixHitRate),
    gauge("sglang:gen_throughput", Figure::OutputRate),
    gauge("sglang:num_retracted_reqs", Figure::Zero),
    counter("sglang:prompt_tokens_total", Figure::PromptTokens, R"(is_streaming="true")"),
    counter("sglang:generation_tokens_total", Figure::OutputTokens, R"(is_streaming="true")"),
    counter("sglang:cached_tokens_total", Figure::CachedTokens),
    counter("sglang:num_requests_total", Figure::Arrived, R"(is_streaming="true")"),
    counter("sglang:num_aborted_requests_total", Figure::Aborted),
    counter("sglang:num_retracted_requests_total", Figure::Preemptions),
    histogram("sglang:time_to_first_token_seconds", Timing::Ttft, R"(is_streaming="true")"),
    histogram("sglang:inter_token_latency_seconds", Timing::Gap, R"(is_streaming="true")"),
    histogram("sglang:e2e_request_latency_seconds", Timing::EndToEnd, R"(is_streaming="true")"),
    histogram("sglang:queue_time_seconds", Timing::Queue),
};

constexpr std::array Pages{
    Page{.path = "/v1/models",
         .text = R"({"object":"list","data":[{"id":"$model","object":"model","created":$created,)"
                 R"("owned_by":"sglang","root":"$model","parent":null,"max_model_len":$context}]})"},
    // Makes a token of its own and looks for it once a second.
    Page{.path = "/health", .contentType = {}, .delay = 1s, .open = true},
    Page{.path = "/health_generate", .contentType = {}, .delay = 1s, .open = true},
    Page{.path = "/model_info",
         .text
         = R"({"model_path":"$model","tokenizer_path":"$model","is_generation":true,"weight_version":"default"})"},
    Page{.path = "/server_info",
         .text = R"({"model_path":"$model","served_model_name":"$model","context_length":$context,"tp_size":1,)"
                 R"("dtype":"auto","max_running_requests":$parallel,"max_queued_requests":$queueornull,)"
                 R"("stream_interval":1,"disable_radix_cache":false,"attention_backend":"flashinfer",)"
                 R"("max_total_num_tokens":$kvcapacity,"version":"$version"})"},
    Page{.path = "/api/tags",
         .text = R"({"models":[{"name":"$model","model":"$model","size":0,"digest":"sha256:sglang000",)"
                 R"("details":{"format":"sglang","family":"","parameter_size":"","quantization_level":""}}]})"},
    Page{.path = "/flush_cache", .contentType = "text/plain", .text = "Cache flushed.\n"},
    Page{.path = "/metrics",
         .contentType = PrometheusType,
         .write
         = [](const PageView &view) { return prometheusText(view, Metrics, {.labels = R"(model_name="$model")"}); },
         .open = true},
    Page{.method = "POST", .path = "/v1/tokenize", .write = sglangTokens},
};

constexpr std::string_view Flat
    = R"({"object":"error","message":"$message","type":"BadRequestError","param":null,"code":$code})";

} // namespace

const Dialect &sglangDialect()
{
    static const Dialect Sglang{
        .name = "sglang",
        .shown = "SGLang, /generate too",
        .version = "0.5.23",
        .headers = Uvicorn,
        .endpoints = Endpoints,
        .pages = Pages,
        .refusals = {.invalid = {400,
                                 R"({"object":"error","message":"$message","type":"Bad Request","param":null,)"
                                 R"("code":400})"},
                     .tooLong = {400,
                                 R"({"object":"error","message":"The input ($prompt tokens) is longer than the )"
                                 R"(model's context length ($context tokens).","type":"BadRequestError",)"
                                 R"("param":null,"code":400})"},
                     .unauthorized = UnauthorizedText,
                     .notFound = StarletteNotFound,
                     .wrongMethod = StarletteWrongMethod,
                     .overloaded = {503, Flat},
                     .failed = {500, Flat}},
        .idleClose = UvicornIdle,
        .dated = true,
        .answersWithAsked = true};
    return Sglang;
}

} // namespace tokamark::simulator
