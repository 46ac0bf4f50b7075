// No server in particular: what the OpenAI-style ones agree on.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"

namespace tokamark::simulator {
namespace {

constexpr StreamFormat Chat{
    .idPrefix = "chatcmpl-",
    .common = R"({"id":"$id","object":"chat.completion.chunk","created":$created,"model":"$model","choices":[)",
    .role = RoleMode::WithFirstToken,
    .roleEvent = R"($head{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]$usage})",
    .token = R"($head{"index":0,"delta":{$role"$field":"$text"},"finish_reason":$finish}]$usage})",
    .usageEvent = R"($head],"usage":$counts})",
    .end = "[DONE]",
    .counts = PlainCounts,
    .eos = Eos::Text,
    .joinAll = true,
    .error = R"({"error":{"message":"$message","type":"internal_error","param":null,"code":$code}})",
    .overload = R"({"error":{"message":"$message","type":"internal_error","param":null,"code":$code}})",
    .whole = ChatWhole};

constexpr StreamFormat Text{
    .idPrefix = "cmpl-",
    .common = R"({"id":"$id","object":"text_completion","created":$created,"model":"$model","choices":[)",
    .token = R"($head{"index":0,"text":"$text","finish_reason":$finish}]$usage})",
    .usageEvent = R"($head],"usage":$counts})",
    .end = "[DONE]",
    .counts = PlainCounts,
    .eos = Eos::Text,
    .joinAll = true,
    .error = Chat.error,
    .overload = Chat.overload,
    .whole = TextWhole};

constexpr std::array Endpoints{Endpoint{ChatPath, ChatRequest, Chat}, Endpoint{CompletionsPath, TextRequest, Text}};

constexpr std::array Metrics{
    gauge("simulated_requests_running", Figure::Running),
    gauge("simulated_requests_waiting", Figure::Waiting),
    counter("simulated_prompt_tokens_total", Figure::PromptTokens),
    counter("simulated_generation_tokens_total", Figure::OutputTokens),
    counter("simulated_request_success_total", Figure::Finished),
    histogram("simulated_time_to_first_token_seconds", Timing::Ttft),
    histogram("simulated_inter_token_latency_seconds", Timing::Gap),
};

constexpr std::array Pages{
    Page{.path = "/v1/models",
         .text = R"({"object":"list","data":[{"id":"$model","object":"model","created":1717545600,)"
                 R"("owned_by":"tokamark-sim","max_model_len":$context}]})"},
    Page{.path = "/health", .contentType = {}, .open = true},
    Page{.path = "/version", .text = R"({"version":"$version"})"},
    Page{.path = "/metrics",
         .contentType = PrometheusType,
         .write = [](const PageView &view) { return prometheusText(view, Metrics, {.help = false}); }},
};

constexpr std::string_view Error = R"({"error":{"message":"$message","type":"$type","param":null,"code":$code}})";

} // namespace

const Dialect &openAiDialect()
{
    static const Dialect Openai{.name = "openai",
                                .shown = "no server in particular",
                                .version = "simulated",
                                .headers = "Server: tokamark-sim\r\n",
                                .streamHeaders = "Cache-Control: no-cache\r\n",
                                .endpoints = Endpoints,
                                .pages = Pages,
                                .refusals = {.invalid = {400, Error},
                                             .unknownModel = {404, Error},
                                             .tooLong = {400, Error},
                                             .unauthorized = {401, Error},
                                             .notFound = {404, Error},
                                             .wrongMethod = {405, Error},
                                             .overloaded = {503, Error},
                                             .failed = {500, Error}}};
    return Openai;
}

} // namespace tokamark::simulator
