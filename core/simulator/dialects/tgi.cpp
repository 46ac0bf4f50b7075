// Text Generation Inference, router 3.3.6.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"
#include "simulator/dialects/tokenizerpages.h"

namespace tokamark::simulator {
namespace {

constexpr std::string_view Counts = R"({"prompt_tokens":$prompt,"completion_tokens":$out,"total_tokens":$total})";
/// One status for whatever it is.
constexpr std::string_view OpenAiError = R"({"error":{"message":"$message","http_status_code":422}})";

constexpr RequestShape shape(RequestShape request)
{
    request.maxTokens = {"max_tokens"};
    request.minTokens = {};
    request.ignoreEos = {};
    request.idsInPrompt = false;
    request.defaultMaxTokens = 100;
    request.runningCounts = false;
    return request;
}

constexpr StreamFormat Chat{
    .contentType = "text/event-stream",
    .common = R"({"object":"chat.completion.chunk","id":"","created":$created,"model":$asked,)"
              R"("system_fingerprint":"3.3.6-simulated-native","choices":[)",
    .role = RoleMode::EveryDelta,
    .token = R"($head{"index":0,"delta":{$role"content":"$text"},"logprobs":null,"finish_reason":$finish}],)"
             R"("usage":null})",
    .usageEvent = R"($head],"usage":$counts})",
    .end = "[DONE]",
    .counts = Counts,
    .error = OpenAiError,
    .overload = OpenAiError,
    .refusal = OpenAiError,
    .whole = ChatWhole,
    .reasons = {"stop", "length"}};

constexpr StreamFormat Text{
    .contentType = "text/event-stream",
    .common = R"({"object":"text_completion","id":"","created":$created,"model":$asked,)"
              R"("system_fingerprint":"3.3.6-simulated-native","choices":[)",
    .token = R"($head{"index":0,"text":"$text","logprobs":null,"finish_reason":$finish}]})",
    .last = R"($head{"index":0,"text":"$text","logprobs":null,"finish_reason":$finish}],"usage":$counts})",
    .end = "[DONE]",
    .counts = Counts,
    .eos = Eos::Text,
    .emptyFinish = true,
    .error = OpenAiError,
    .overload = OpenAiError,
    .refusal = OpenAiError,
    .whole = TextWhole,
    .reasons = {"eos_token", "length"}};

constexpr StreamFormat Generate{
    .contentType = "text/event-stream",
    .token = R"({"index":$index,"token":{"id":$ids,"text":"$text","logprob":-1.5,"special":false},)"
             R"("generated_text":null,"details":null})",
    .last = R"({"index":$index,"token":{"id":$ids,"text":"$text","logprob":-1.5,"special":false},)"
            R"("generated_text":"$all","details":$x})",
    .extras
    = {Extra{"details", R"({"finish_reason":"$reason","generated_tokens":$out,"seed":null,"input_length":$prompt})",
             "null"}},
    .error = R"({"error":"Request failed during generation: $message","error_type":"generation"})",
    .overload = R"({"error":"$message","error_type":"overloaded"})",
    .overloadMessage = "Model is overloaded",
    .refusal = R"({"error":"$message","error_type":"validation"})",
    .whole = R"({"generated_text":"$all"})",
    .reasons = {"eos_token", "length"}};

constexpr RequestShape native(bool stream)
{
    return {.prompt = "inputs",
            .group = "parameters",
            .maxTokens = {"max_new_tokens"},
            .minTokens = {},
            .ignoreEos = {},
            .alwaysStream = stream,
            .defaultMaxTokens = 100};
}

constexpr std::array Endpoints{
    Endpoint{ChatPath, shape(ChatRequest), Chat},
    Endpoint{CompletionsPath, shape(TextRequest), Text},
    Endpoint{"/generate_stream", native(true), Generate},
    Endpoint{"/generate", native(false), Generate},
    Endpoint{"/", native(false), Generate},
};

constexpr std::array Metrics{
    gauge("tgi_batch_current_size", Figure::Running),
    gauge("tgi_queue_size", Figure::Waiting),
    gauge("tgi_batch_current_max_tokens", Figure::KvTokens),
    counter("tgi_request_count", Figure::Arrived),
    counter("tgi_request_success", Figure::Finished),
    counter("tgi_request_failure", Figure::Refused, R"(err="overloaded")"),
    counter("tgi_request_failure", Figure::Aborted, R"(err="dropped")"),
    histogram("tgi_request_duration", Timing::EndToEnd),
    histogram("tgi_request_queue_duration", Timing::Queue),
    histogram("tgi_request_inference_duration", Timing::Inference),
    histogram("tgi_request_mean_time_per_token_duration", Timing::PerToken),
    histogram("tgi_request_generated_tokens", Timing::OutputLength),
    histogram("tgi_request_input_length", Timing::PromptLength),
};

constexpr std::array Pages{
    Page{.path = "/v1/models",
         .text = R"({"object":"list","data":[{"id":"$model","object":"model","created":0,"owned_by":"$model"}]})",
         .open = true},
    Page{.path = "/health", .contentType = {}, .open = true},
    Page{.path = "/info",
         .text = R"({"model_id":"$model","model_sha":null,"model_pipeline_tag":"text-generation",)"
                 R"("max_concurrent_requests":$inflightlimit,"max_best_of":2,"max_stop_sequences":4,)"
                 R"("max_input_tokens":$inputlimit,"max_total_tokens":$context,"validation_workers":2,)"
                 R"("max_client_batch_size":4,"router":"text-generation-router","version":"$version","sha":null,)"
                 R"("docker_label":null})",
         .open = true},
    Page{.path = "/metrics",
         .contentType = "text/plain; charset=utf-8",
         .write = [](const PageView &view) { return prometheusText(view, Metrics, {.help = false}); },
         .open = true},
    Page{.method = "POST", .path = "/tokenize", .write = tgiTokens},
};

} // namespace

const Dialect &tgiDialect()
{
    static const Dialect Tgi{
        .name = "tgi",
        .shown = "Text Generation Inference, /generate_stream too",
        .version = "3.3.6",
        .headers = "vary: origin, access-control-request-method, access-control-request-headers\r\n"
                   "access-control-allow-origin: *\r\n",
        .streamHeaders = "cache-control: no-cache\r\nx-compute-type: gpu+optimized\r\nx-accel-buffering: no\r\n",
        .endpoints = Endpoints,
        .pages = Pages,
        .refusals = {.invalid = {422, "Failed to deserialize the JSON body into the target type: $message",
                                 "text/plain; charset=utf-8"},
                     .badJson = {400, "Failed to parse the request body as JSON: expected value at line 1 column 1",
                                 "text/plain; charset=utf-8"},
                     .tooLong = {422, R"({"error":"$message","error_type":"validation"})"},
                     .unauthorized = {401, {}, {}},
                     .notFound = {404, {}, {}},
                     .wrongMethod = {405, {}, {}},
                     .overloaded = {429, R"({"error":"Model is overloaded","error_type":"overloaded"})"},
                     .failed = {424,
                                R"({"error":"Request failed during generation: $message",)"
                                R"("error_type":"generation"})"}},
        .tooLongMessage = "`inputs` tokens + `max_new_tokens` must be <= $context. Given: $prompt `inputs` tokens and "
                          "$max `max_new_tokens`",
        .limits = {.inFlight = 128},
        .dated = true,
        .sizesUpperCase = true,
        .answersWithAsked = true};
    return Tgi;
}

} // namespace tokamark::simulator
