// Ollama 0.17.4.

#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"

namespace tokamark::simulator {
namespace {

constexpr std::string_view Counts = R"({"prompt_tokens":$prompt,"completion_tokens":$out,"total_tokens":$total})";
constexpr std::string_view NativeError = R"({"error":"$message"})";

constexpr RequestShape shape(RequestShape request)
{
    request.maxTokens = {"max_tokens"};
    request.minTokens = {};
    request.ignoreEos = {};
    request.idsInPrompt = false;
    request.defaultMaxTokens = 0;
    request.runningCounts = false;
    return request;
}

constexpr StreamFormat Chat{.contentType = "text/event-stream",
                            .head = HeadAt::FirstToken,
                            .idPrefix = "chatcmpl-",
                            .common
                            = R"({"id":"$id","object":"chat.completion.chunk","created":$created,"model":"$model",)"
                              R"("system_fingerprint":"fp_ollama","choices":[)",
                            .role = RoleMode::EveryDelta,
                            .token = R"($head{"index":0,"delta":{$role"$field":"$text"},"finish_reason":null}]})",
                            .finish = R"($head{"index":0,"delta":{$role"content":""},"finish_reason":$finish}]})",
                            .usageEvent = R"($head],"usage":$counts})",
                            .end = "[DONE]",
                            .counts = Counts,
                            .eos = Eos::NoEvent,
                            .dropsTextless = true,
                            .joinEnd = true,
                            .silentErrors = true,
                            .endAfterError = false,
                            .whole = ChatWhole};

constexpr StreamFormat Text{.contentType = "text/event-stream",
                            .head = HeadAt::FirstToken,
                            .idPrefix = "cmpl-",
                            .common = R"({"id":"$id","object":"text_completion","created":$created,"choices":[)",
                            .token = R"($head{"text":"$text","index":0,"finish_reason":null}],"model":"$model",)"
                                     R"("system_fingerprint":"fp_ollama"$usage})",
                            .finish = R"($head{"text":"","index":0,"finish_reason":$finish}],"model":"$model",)"
                                      R"("system_fingerprint":"fp_ollama"$usage})",
                            .usageEvent
                            = R"($head],"model":"$model","system_fingerprint":"fp_ollama","usage":$counts})",
                            .end = "[DONE]",
                            .counts = Counts,
                            .usage = UsageMode::Zero,
                            .usageOnlyIfAsked = true,
                            .eos = Eos::NoEvent,
                            .dropsTextless = true,
                            .joinEnd = true,
                            .silentErrors = true,
                            .endAfterError = false,
                            .whole = TextWhole};

constexpr StreamFormat NativeGenerate{
    .contentType = "application/x-ndjson",
    .framing = Framing::Lines,
    .head = HeadAt::FirstToken,
    .common = R"({"model":"$model","created_at":"$iso",)",
    .token = R"($head"response":"$text","done":false})",
    .finish = R"($head"response":"","done":true,"done_reason":$finish,$x"total_duration":$totalns,)"
              R"("load_duration":$loadns,"prompt_eval_count":$prompt,"prompt_eval_duration":$promptns,)"
              R"("eval_count":$out$decodens})",
    .extras = {Extra{"raw", {}, R"("context":[$allids],)"}},
    .eos = Eos::NoEvent,
    .dropsTextless = true,
    .error = NativeError,
    .endAfterError = false,
    .whole = R"($head"response":"$all","done":true,"done_reason":$finish,"total_duration":$totalns,)"
             R"("load_duration":$loadns,"prompt_eval_count":$prompt,"eval_count":$out$decodens})"};

constexpr StreamFormat NativeChat{
    .contentType = "application/x-ndjson",
    .framing = Framing::Lines,
    .head = HeadAt::FirstToken,
    .common = R"({"model":"$model","created_at":"$iso","message":{"role":"assistant",)",
    .token = R"($head"content":"$text"},"done":false})",
    .reasoning = R"($head"content":"","thinking":"$text"},"done":false})",
    .finish = R"($head"content":""},"done":true,"done_reason":$finish,"total_duration":$totalns,)"
              R"("load_duration":$loadns,"prompt_eval_count":$prompt,"prompt_eval_duration":$promptns,)"
              R"("eval_count":$out$decodens})",
    .eos = Eos::NoEvent,
    .dropsTextless = true,
    .error = NativeError,
    .endAfterError = false,
    .whole = R"($head"content":"$all"},"done":true,"done_reason":$finish,"total_duration":$totalns,)"
             R"("load_duration":$loadns,"prompt_eval_count":$prompt,"eval_count":$out$decodens})"};

constexpr RequestShape native(bool messages)
{
    return {.messages = messages,
            .group = "options",
            .maxTokens = {"num_predict"},
            .minTokens = {},
            .ignoreEos = {},
            .streamByDefault = true,
            .negativeIsNoLimit = true,
            .messagesMayBeEmpty = true};
}

constexpr std::array Endpoints{
    Endpoint{"/api/generate", native(false), NativeGenerate},
    Endpoint{"/api/chat", native(true), NativeChat},
    Endpoint{ChatPath, shape(ChatRequest), Chat},
    Endpoint{CompletionsPath, shape(TextRequest), Text},
};

constexpr std::array Pages{
    Page{.path = "/", .contentType = "text/plain; charset=utf-8", .text = "Ollama is running"},
    Page{.path = "/api/version", .text = R"({"version":"$version"})"},
    Page{.path = "/api/tags",
         .text
         = R"({"models":[{"name":"$model","model":"$model","modified_at":"2026-08-21T10:00:00Z","size":4661224676,)"
           R"("digest":"365c0bd3c000a25d28ddbf732fe1c6add414de7275464c4e4d1c3b5fcb5d8ad1","details":{)"
           R"("parent_model":"","format":"gguf","family":"llama","families":["llama"],"parameter_size":"8.0B",)"
           R"("quantization_level":"Q4_0"}}]})"},
    Page{.path = "/api/ps",
         .text = R"({"models":[{"name":"$model","model":"$model","size":6654289920,"size_vram":6654289920,)"
                 R"("context_length":$context}]})"},
    Page{.path = "/v1/models",
         .text = R"({"object":"list","data":[{"id":"$model","object":"model","created":$created,)"
                 R"("owned_by":"library"}]})"},
    Page{.method = "POST",
         .path = "/api/show",
         .text = R"({"modelfile":"","parameters":"","template":"{{ .Prompt }}","details":{"format":"gguf",)"
                 R"("family":"llama","parameter_size":"8.0B","quantization_level":"Q4_0"},"model_info":{)"
                 R"("general.architecture":"llama","llama.context_length":$context},"capabilities":["completion"]})"},
};

} // namespace

const Dialect &ollamaDialect()
{
    static const Dialect Ollama{
        .name = "ollama",
        .shown = "Ollama, /api and /v1",
        .version = "0.17.4",
        .endpoints = Endpoints,
        .pages = Pages,
        .refusals = {.invalid = {400, NativeError},
                     .unknownModel = {404, R"({"error":"model '$asked' not found"})"},
                     .unauthorized = {401, R"({"error":"unauthorized"})"}, // of a gateway
                     .notFound = {404, "404 page not found", "text/plain"},
                     .wrongMethod = {405, "405 method not allowed", "text/plain"},
                     .overloaded = {503,
                                    R"({"error":"server busy, please try again.  maximum pending requests )"
                                    R"(exceeded"})"},
                     .failed = {500, NativeError}},
        .openAiRefusals
        = {.invalid = {400,
                       R"({"error":{"message":"$message","type":"invalid_request_error","param":null,)"
                       R"("code":null}})"},
           .unknownModel = {404,
                            R"({"error":{"message":"model '$asked' not found","type":"api_error","param":null,)"
                            R"("code":null}})"}},
        .overlong = Overlong::CutPrompt,
        .limits = {.parallel = 1, .queue = 512, .queueOnlyWhileCold = true},
        .dated = true,
        .localHostOnly = true};
    return Ollama;
}

} // namespace tokamark::simulator
