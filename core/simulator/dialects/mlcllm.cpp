// MLC-LLM's server, commit 79d603f0 of July 2026.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"
#include "simulator/servedtarget.h"

namespace tokamark::simulator {
namespace {

constexpr std::string_view Counts
    = R"({"prompt_tokens":$prompt,"completion_tokens":$out,"total_tokens":$total,"extra":null})";
/// JSON inside a JSON text.
constexpr std::string_view Error = R"("{\"object\":\"error\",\"message\":\"$inner\",\"code\":$code}")";

constexpr RequestShape shape(RequestShape request)
{
    request.maxTokens = {"max_tokens"};
    request.minTokens = {};
    request.ignoreEos = "debug_config.ignore_eos"; // as with --enable-debug
    request.runningCounts = false;
    return request;
}

constexpr StreamFormat Chat{
    .head = HeadAt::FirstToken,
    .idPrefix = "chatcmpl-",
    .common = R"("created":$created,"model":$asked,"system_fingerprint":"","object":"chat.completion.chunk",)",
    .role = RoleMode::EveryDelta,
    .token = R"({"id":"$id","choices":[{"finish_reason":$finish,"index":0,"delta":{"content":"$text",$role"name":null,)"
             R"("tool_calls":null,"tool_call_id":null},"logprobs":null}],$head"usage":null})",
    .usageEvent = R"({"id":"$id","choices":[],$head"usage":$counts})",
    .end = "[DONE]",
    .counts = Counts,
    .dropsTextless = true,
    .endAfterError = false,
    .whole = ChatWhole};

constexpr StreamFormat Text{
    .head = HeadAt::FirstToken,
    .idPrefix = "cmpl-",
    .common = R"("created":$created,"model":$asked,"object":"text_completion",)",
    .token = R"({"id":"$id","choices":[{"finish_reason":$finish,"index":0,"logprobs":null,"text":"$text"}],)"
             R"($head"usage":null})",
    .usageEvent = R"({"id":"$id","choices":[],$head"usage":$counts})",
    .end = "[DONE]",
    .counts = Counts,
    .dropsTextless = true,
    .endAfterError = false,
    .whole = TextWhole};

constexpr std::array Endpoints{Endpoint{ChatPath, shape(ChatRequest), Chat},
                               Endpoint{CompletionsPath, shape(TextRequest), Text}};

/// Looks like Prometheus text and is none: tabs, no types, labels without quotes.
std::string metrics(const PageView &view)
{
    const TargetStats &stats = view.target.stats();
    const auto line
        = [](std::string_view name, double value) { return std::string(name) + '\t' + std::to_string(value) + '\n'; };
    const double prompt = static_cast<double>(stats.promptTokens());
    const double output = static_cast<double>(stats.outputTokens());
    const double prefill = stats.of(Timing::Prefill).sum();
    const double decode = stats.of(Timing::Decode).sum();
    return "# Simulated\n" + line("prompt_tokens_sum", prompt) + line("completion_tokens_sum", output)
        + line("prefill_tokens_sum", prompt) + line("decode_tokens_sum", output)
        + line("engine_prefill_time_sum", prefill) + line("engine_decode_time_sum", decode)
        + line("prefill_tokens_per_s", prefill > 0 ? prompt / prefill : 0)
        + line("decode_tokens_per_s", decode > 0 ? output / decode : 0)
        + line("decode_time_by_batch_size_mean_batch_size=1", output > 0 ? decode / output : 0);
}

constexpr std::array Pages{
    Page{.path = "/v1/models",
         .text = R"({"data":[{"id":"$model","created":$created,"object":"model","owned_by":"MLC-LLM"}],)"
                 R"("object":"list"})"},
    Page{.path = "/metrics", .contentType = "text/plain; charset=utf-8", .write = metrics, .open = true},
};

} // namespace

const Dialect &mlcLlmDialect()
{
    static const Dialect MlcLlm{
        .name = "mlc-llm",
        .shown = "MLC-LLM with --enable-debug",
        .version = "0.20",
        .headers = Uvicorn,
        .endpoints = Endpoints,
        .pages = Pages,
        .refusals = {.invalid = {422, R"({"detail":[{"type":"value_error","loc":["body"],"msg":"$message"}]})"},
                     .tooLong = {400,
                                 R"("{\"object\":\"error\",\"message\":\"Request prompt has $prompt tokens in )"
                                 R"(total, larger than the model input length limit $context.\",\"code\":400}")"},
                     .unauthorized = {401, R"({"detail":"Invalid API Key"})"},
                     .notFound = StarletteNotFound,
                     .wrongMethod = StarletteWrongMethod,
                     .overloaded = {503, Error},
                     .failed = {500, Error}},
        .overlong = Overlong::ClipAnswer,
        .limits = {.parallel = 4},
        .idleClose = UvicornIdle,
        .dated = true};
    return MlcLlm;
}

} // namespace tokamark::simulator
