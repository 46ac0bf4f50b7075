// llama-server of llama.cpp, build b11434.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"
#include "simulator/dialects/tokenizerpages.h"

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view Timings
    = R"("timings":{"cache_n":$cached,"prompt_n":$evaluated,"prompt_ms":$promptms,"prompt_per_token_ms":$promptpertokenms,)"
      R"("prompt_per_second":$promptpersecond,"predicted_n":$out,"predicted_ms":$decodems,)"
      R"("predicted_per_token_ms":$decodepertokenms,"predicted_per_second":$decodepersecond})";
constexpr std::string_view Counts = R"({"completion_tokens":$out,"prompt_tokens":$prompt,"total_tokens":$total,)"
                                    R"("prompt_tokens_details":{"cached_tokens":$cached}})";
constexpr std::string_view ErrorEvent = R"({"error":{"code":$code,"message":"$message","type":"server_error"}})";
constexpr RequestShape shape(RequestShape request)
{
    request.maxTokens = {"max_completion_tokens", "max_tokens", "n_predict"};
    request.minTokens = {}; // ignored without a word
    request.defaultMaxTokens = 0;
    request.negativeIsNoLimit = true;
    request.messagesMayBeEmpty = true;
    request.cacheSwitch = "cache_prompt";
    request.runningCounts = false;
    return request;
}

constexpr StreamFormat Chat{
    .contentType = "text/event-stream",
    .head = HeadAt::Started,
    .idPrefix = "chatcmpl-",
    .common = R"("created":$created,"id":"$id","model":"$model","system_fingerprint":"b11434-simulated",)"
              R"("object":"chat.completion.chunk")",
    .role = RoleMode::WithFirstToken,
    .roleEvent = R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],$head})",
    .token = R"({"choices":[{"finish_reason":null,"index":0,"delta":{$role"$field":"$text"}}],$head$x})",
    .finish = R"({"choices":[{"finish_reason":$finish,"index":0,"delta":{}}],$head$closing})",
    .usageEvent = R"({"choices":[],$head,"usage":$counts$closing})",
    .end = "[DONE]",
    .counts = Counts,
    .timings = Timings,
    .closing = ",$timings",
    .extras = {Extra{"timings_per_token", ",$timings"}},
    .eos = Eos::NoEvent,
    .joinRole = true,
    .joinEnd = true,
    .endAlone = true,
    .error = ErrorEvent,
    .endAfterError = false,
    .whole = R"({"choices":[{"finish_reason":$finish,"index":0,"message":{"role":"assistant","content":"$all"}}],)"
             R"("created":$created,"id":"$id","model":"$model","system_fingerprint":"b11434-simulated",)"
             R"("object":"chat.completion","usage":$counts,$timings})"};

constexpr StreamFormat Text{
    .contentType = "text/event-stream",
    .head = HeadAt::Started,
    .idPrefix = "chatcmpl-", // here, too
    .common = R"("created":$created,"model":"$model","system_fingerprint":"b11434-simulated",)"
              R"("object":"text_completion","id":"$id")",
    .token = R"({"choices":[{"text":"$text","index":0,"logprobs":null,"finish_reason":null}],$head$x})",
    .finish
    = R"({"choices":[{"text":"","index":0,"logprobs":null,"finish_reason":$finish}],$head,"usage":$counts,$timings})",
    .end = "[DONE]",
    .counts = Counts,
    .timings = Timings,
    .extras = Chat.extras,
    .eos = Eos::NoEvent,
    .error = ErrorEvent,
    .endAfterError = false,
    .whole = R"({"choices":[{"text":"$all","index":0,"logprobs":null,"finish_reason":$finish}],)"
             R"("created":$created,"model":"$model","object":"text_completion","usage":$counts,"id":"$id",$timings})"};

constexpr StreamFormat Completion{
    .contentType = "text/event-stream",
    .head = HeadAt::Started,
    .token = R"({"index":0,"content":"$text","tokens":[$ids],"stop":false,"id_slot":-1,"tokens_predicted":$out,)"
             R"("tokens_evaluated":$prompt$x})",
    .finish = R"({"index":0,"content":"","tokens":[],"id_slot":0,"stop":true,"model":"$model",)"
              R"("tokens_predicted":$out,"tokens_evaluated":$prompt,"generation_settings":{"n_predict":$out},)"
              R"("prompt":"","has_new_line":false,"truncated":false,"stop_type":"$reason","stopping_word":"",)"
              R"("tokens_cached":$total,$timings})",
    .timings = Timings,
    .extras = Chat.extras,
    .eos = Eos::NoEvent,
    .error = ErrorEvent,
    .endAfterError = false,
    .whole = R"({"index":0,"content":"$all","tokens":[],"id_slot":0,"stop":true,"model":"$model",)"
             R"("tokens_predicted":$out,"tokens_evaluated":$prompt,"stop_type":"$reason","tokens_cached":$total,)"
             R"($timings})",
    .reasons = {"eos", "limit"}};

constexpr RequestShape Native{.idsInPrompt = true,
                              .maxTokens = {"n_predict", "max_tokens"},
                              .minTokens = {},
                              .negativeIsNoLimit = true,
                              .cacheSwitch = "cache_prompt",
                              .runningCounts = false};

constexpr std::array Endpoints{
    Endpoint{ChatPath, shape(ChatRequest), Chat},
    Endpoint{CompletionsPath, shape(TextRequest), Text},
    Endpoint{"/completion", Native, Completion},
    Endpoint{"/completions", Native, Completion},
};

constexpr std::array Metrics{
    counter("llamacpp:prompt_tokens_total", Figure::EvaluatedTokens),
    counter("llamacpp:prompt_tokens_cached_total", Figure::CachedTokens),
    counter("llamacpp:prompt_seconds_total", Figure::PromptSeconds),
    counter("llamacpp:tokens_predicted_total", Figure::OutputTokens),
    counter("llamacpp:tokens_predicted_seconds_total", Figure::DecodeSeconds),
    gauge("llamacpp:predicted_tokens_seconds", Figure::OutputRate),
    gauge("llamacpp:requests_processing", Figure::Running),
    gauge("llamacpp:requests_deferred", Figure::Waiting),
};

constexpr std::array Pages{
    Page{.path = "/v1/models",
         .text = R"({"models":[{"name":"$model","model":"$model","details":{"format":"gguf"}}],"object":"list",)"
                 R"("data":[{"id":"$model","object":"model","created":$created,"owned_by":"llamacpp",)"
                 R"("meta":{"vocab_type":2,"n_vocab":128256,"n_ctx":$context,"n_ctx_train":$context}}]})"},
    Page{.path = "/health", .text = R"({"status":"ok"})", .open = true},
    Page{.path = "/v1/health", .text = R"({"status":"ok"})", .open = true},
    Page{.path = "/props",
         .text = R"({"default_generation_settings":{"id":0,"n_ctx":$context},"total_slots":$parallel,)"
                 R"("model_alias":"$model","model_path":"$model.gguf","chat_template":"",)"
                 R"("build_info":"$version"})"},
    Page{.path = "/metrics",
         .contentType = "text/plain; version=0.0.4",
         .write = [](const PageView &view) { return prometheusText(view, Metrics, {}); }},
    Page{.method = "POST", .path = "/tokenize", .write = llamaCppTokens},
};

} // namespace

const Dialect &llamaCppDialect()
{
    static const Dialect LlamaCpp{
        .name = "llama.cpp",
        .shown = "llama-server, /completion too",
        .version = "b11434",
        .headers = "Server: llama.cpp\r\nAccess-Control-Allow-Origin: \r\n",
        .streamHeaders = "X-Accel-Buffering: no\r\n",
        .endpoints = Endpoints,
        .pages = Pages,
        .refusals
        = {.invalid = {400, R"({"error":{"code":400,"message":"$message","type":"invalid_request_error"}})"},
           .tooLong = {400,
                       R"({"error":{"code":400,"message":"request ($prompt tokens) exceeds the available context )"
                       R"(size ($context tokens), try increasing it","type":"exceed_context_size_error",)"
                       R"("n_prompt_tokens":$prompt,"n_ctx":$context}})"},
           .unauthorized = {401, R"({"error":{"message":"Invalid API Key","type":"authentication_error","code":401}})"},
           .notFound = {404, R"({"error":{"code":404,"message":"File Not Found","type":"not_found_error"}})"},
           .wrongMethod = {404, R"({"error":{"code":404,"message":"File Not Found","type":"not_found_error"}})"},
           .overloaded = {503, R"({"error":{"code":$code,"message":"$message","type":"unavailable_error"}})"},
           .failed = {500, R"({"error":{"code":500,"message":"$message","type":"server_error"}})"}},
        .overlong = Overlong::ClipAnswer,
        .limits = {.parallel = 4},
        .idleClose = 5s,
        .requestsPerConnection = 100,
        .keepAliveHeader = true};
    return LlamaCpp;
}

} // namespace tokamark::simulator
