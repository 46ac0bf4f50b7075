// Triton 2.51.0 with TensorRT-LLM's two kinds of models, and its OpenAI front end.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"

#include <algorithm>
#include <vector>

namespace tokamark::simulator {
namespace {

// Keys come in the order of the alphabet.
constexpr StreamFormat Ensemble{
    .head = HeadAt::FirstToken,
    .token = R"({$y"model_name":"ensemble","model_version":"1",$x"sequence_end":false,"sequence_id":0,)"
             R"("sequence_start":false,"text_output":"$text"})",
    .extras = {Extra{"return_num_output_tokens", R"("num_input_tokens":$prompt,"num_output_tokens":$tokens,)"},
               Extra{"return_perf_metrics",
                     R"("arrival_time_ns":$receivedns,"first_scheduled_time_ns":$startedns,)"
                     R"("first_token_time_ns":$firstns,"last_token_time_ns":$lastns,)"}},
    .error = R"({"error":"$message"})",
    .overload = R"({"error":"$message"})",
    .refusal = R"({"error":"in ensemble 'ensemble', $message"})",
    .refusalStatus = 400,
    .whole = R"({"model_name":"ensemble","model_version":"1","sequence_end":false,"sequence_id":0,)"
             R"("sequence_start":false,"text_output":"$all"})",
    .wholeAsEvent = true,
    .emptyIfIncomplete = true};

constexpr StreamFormat LlmApi{.head = HeadAt::FirstToken,
                              .token = R"({$x"model_name":"tensorrt_llm","model_version":"1","text_output":"$all"})",
                              .last = R"({$y"model_name":"tensorrt_llm","model_version":"1","text_output":"$all"})",
                              .extras = {Extra{"return_finish_reason", R"("finish_reason":"None",)"},
                                         Extra{"return_finish_reason", R"("finish_reason":"$reason",)"}},
                              .error = R"({"error":"$message"})",
                              .overload = R"({"error":"$message"})",
                              .refusal = R"({"error":"$message"})",
                              .refusalStatus = 400,
                              .whole = R"({"model_name":"tensorrt_llm","model_version":"1","text_output":"$all"})",
                              .wholeAsEvent = true};

/// `generate` in place of `generate_stream`: the same in one piece.
constexpr StreamFormat inOnePiece(StreamFormat format)
{
    format.wholeAsEvent = false;
    return format;
}

constexpr RequestShape EnsembleRequest{.prompt = "text_input", .ignoreEos = {}, .maxTokensRequired = true};
constexpr RequestShape LlmApiRequest{.prompt = "text_input",
                                     .maxTokens = {"sampling_param_max_tokens"},
                                     .minTokens = {},
                                     .ignoreEos = {},
                                     .stream = "streaming",
                                     .defaultMaxTokens = 16};

constexpr RequestShape inOnePiece(RequestShape request)
{
    request.stream = {};
    return request;
}

constexpr std::array EnsembleEndpoints{
    Endpoint{"/v2/models/ensemble/generate_stream", EnsembleRequest, Ensemble},
    Endpoint{"/v2/models/ensemble/generate", inOnePiece(EnsembleRequest), inOnePiece(Ensemble)},
};
constexpr std::array LlmApiEndpoints{
    Endpoint{"/v2/models/tensorrt_llm/generate_stream", LlmApiRequest, LlmApi},
    Endpoint{"/v2/models/tensorrt_llm/generate", inOnePiece(LlmApiRequest), inOnePiece(LlmApi)},
};

// The families of TensorRT-LLM come from its model, whatever stands around it.
constexpr std::array LlmApiMetrics{
    gauge("nv_trt_llm_request_metrics", Figure::Waiting, R"(model="tensorrt_llm",request_type="waiting")"),
    gauge("nv_trt_llm_request_metrics", Figure::Running, R"(model="tensorrt_llm",request_type="active")"),
    gauge("nv_trt_llm_request_metrics", Figure::Running, R"(model="tensorrt_llm",request_type="scheduled")"),
    gauge("nv_trt_llm_request_metrics", Figure::Zero, R"(model="tensorrt_llm",request_type="context")"),
    gauge("nv_trt_llm_request_metrics", Figure::Parallel, R"(model="tensorrt_llm",request_type="max")"),
    gauge("nv_trt_llm_kv_cache_block_metrics", Figure::KvUse, R"(model="tensorrt_llm",kv_cache_block_type="fraction")"),
    gauge("nv_trt_llm_kv_cache_block_metrics", Figure::KvTokens, R"(model="tensorrt_llm",kv_cache_block_type="used")"),
    gauge("nv_trt_llm_kv_cache_block_metrics", Figure::KvCapacity, R"(model="tensorrt_llm",kv_cache_block_type="max")"),
    counter("nv_inference_request_success", Figure::Finished, R"(model="tensorrt_llm")"),
    counter("nv_inference_request_failure", Figure::Refused, R"(model="tensorrt_llm",reason="OTHER")"),
    gauge("nv_inference_pending_request_count", Figure::Waiting, R"(model="tensorrt_llm")"),
};
constexpr std::array EnsembleMetrics{
    counter("nv_inference_request_success", Figure::Finished, R"(model="ensemble")"),
    counter("nv_inference_request_failure", Figure::Refused, R"(model="ensemble",reason="OTHER")"),
    counter("nv_inference_count", Figure::Finished, R"(model="ensemble")"),
    counter("nv_inference_count", Figure::OutputTokens, R"(model="postprocessing")"), // once for each response
};

constexpr MetricsStyle Style{.labels = R"(version="1")"};

std::string llmApiMetrics(const PageView &view)
{
    return prometheusText(view, LlmApiMetrics, Style);
}

std::string ensembleMetrics(const PageView &view)
{
    // One family, one block: those of the ensemble come before the same names of its model.
    std::vector<MetricLine> lines(EnsembleMetrics.begin(), EnsembleMetrics.end());
    lines.insert(lines.end(), LlmApiMetrics.begin(), LlmApiMetrics.end());
    std::ranges::stable_sort(lines, {}, &MetricLine::name);
    return prometheusText(view, lines, Style);
}

constexpr std::string_view ServerText
    = R"({"name":"triton","version":"2.51.0","extensions":["classification","sequence","model_repository","statistics",)"
      R"("trace","logging","parameters"]})";
constexpr Page Ready{.path = "/v2/health/ready", .contentType = {}};
constexpr Page Live{.path = "/v2/health/live", .contentType = {}};
constexpr Page Server{.path = "/v2", .text = ServerText};

constexpr std::array EnsemblePages{
    Ready,
    Live,
    Server,
    Page{.method = "POST",
         .path = "/v2/repository/index",
         .text = R"([{"name":"ensemble","version":"1","state":"READY"},)"
                 R"({"name":"postprocessing","version":"1","state":"READY"},)"
                 R"({"name":"preprocessing","version":"1","state":"READY"},)"
                 R"({"name":"tensorrt_llm","version":"1","state":"READY"}])"},
    Page{.path = "/v2/models/ensemble",
         .text = R"({"name":"ensemble","versions":["1"],"platform":"ensemble","inputs":[{"name":"text_input",)"
                 R"("datatype":"BYTES","shape":[-1,-1]},{"name":"max_tokens","datatype":"INT32","shape":[-1,-1]}],)"
                 R"("outputs":[{"name":"text_output","datatype":"BYTES","shape":[-1,-1]}]})"},
    Page{.path = "/v2/models/ensemble/config",
         .text = R"({"name":"ensemble","platform":"ensemble","max_batch_size":$parallel,"input":[{"name":"text_input",)"
                 R"("data_type":"TYPE_STRING","dims":[-1]},{"name":"max_tokens","data_type":"TYPE_INT32","dims":[-1]},)"
                 R"({"name":"min_tokens","data_type":"TYPE_INT32","dims":[1],"optional":true},)"
                 R"({"name":"stream","data_type":"TYPE_BOOL","dims":[1],"optional":true}],"output":[)"
                 R"({"name":"text_output","data_type":"TYPE_STRING","dims":[-1]}],"ensemble_scheduling":{"step":[]}})"},
    Page{.path = "/metrics", .contentType = PrometheusType, .write = ensembleMetrics},
};

constexpr std::array LlmApiPages{
    Ready,
    Live,
    Server,
    Page{.method = "POST",
         .path = "/v2/repository/index",
         .text = R"([{"name":"tensorrt_llm","version":"1","state":"READY"}])"},
    Page{.path = "/v2/models/tensorrt_llm",
         .text = R"({"name":"tensorrt_llm","versions":["1"],"platform":"python","inputs":[{"name":"text_input",)"
                 R"("datatype":"BYTES","shape":[1]},{"name":"sampling_param_max_tokens","datatype":"INT32",)"
                 R"("shape":[1]},{"name":"streaming","datatype":"BOOL","shape":[1]}],"outputs":[)"
                 R"({"name":"text_output","datatype":"BYTES","shape":[-1]}]})"},
    Page{.path = "/v2/models/tensorrt_llm/config",
         .text = R"({"name":"tensorrt_llm","platform":"","backend":"python","max_batch_size":0,"input":[)"
                 R"({"name":"text_input","data_type":"TYPE_STRING","dims":[1]},{"name":"streaming","data_type":)"
                 R"("TYPE_BOOL","dims":[1],"optional":true},{"name":"sampling_param_max_tokens","data_type":)"
                 R"("TYPE_INT32","dims":[1],"optional":true}],"output":[{"name":"text_output","data_type":)"
                 R"("TYPE_STRING","dims":[-1]}],"model_transaction_policy":{"decoupled":true}})"},
    Page{.path = "/metrics", .contentType = PrometheusType, .write = llmApiMetrics},
};

constexpr std::string_view TooLong = "Prompt length ($prompt) exceeds maximum input length ($context).";
constexpr std::string_view ErrorText = R"({"error":"$message"})";

Refusals refusals()
{
    return {.invalid = {400, ErrorText},
            .badJson = {500, R"({"error":"failed to parse the request JSON buffer: Invalid value. at 0"})"},
            .unknownModel = {404, R"({"error":"Request for unknown model: '$asked' is not found"})"},
            .tooLong = {400, ErrorText},
            .unauthorized = {401, ErrorText}, // of a gateway
            .notFound = {404, R"({"error":"Not Found"})", "text/plain"},
            .wrongMethod = {400, ErrorText},
            .overloaded = {503, ErrorText},
            .failed = {500, ErrorText}};
}

// The front end: the role goes out before the engine has said anything.
constexpr StreamFormat Chat{
    .idPrefix = "cmpl-",
    .common = R"({"id":"$id","choices":[)",
    .role = RoleMode::First,
    .roleEvent = R"($head{"delta":{"content":"","function_call":null,"tool_calls":null,"role":"assistant"},)"
                 R"("finish_reason":null,"index":0,"logprobs":null}],"created":$created,"model":"$model",)"
                 R"("system_fingerprint":null,"object":"chat.completion.chunk","usage":null})",
    .token = R"($head{"delta":{$role"content":"$text","function_call":null,"tool_calls":null},"finish_reason":$finish,)"
             R"("index":0,"logprobs":null}],"created":$created,"model":"$model","system_fingerprint":null,)"
             R"("object":"chat.completion.chunk","usage":null})",
    .usageEvent = R"($head],"created":$created,"model":"$model","system_fingerprint":null,)"
                  R"("object":"chat.completion.chunk","usage":$counts})",
    .end = "[DONE]",
    .counts = R"({"completion_tokens":$out,"prompt_tokens":$prompt,"total_tokens":$total})",
    .error = R"({"error":{"message":"$message","type":"internal_error","param":null,"code":$code}})",
    .endAfterError = false,
    .whole = ChatWhole};

constexpr StreamFormat Text{
    .idPrefix = "cmpl-",
    .common = R"({"id":"$id","choices":[)",
    .token = R"($head{"finish_reason":$finish,"index":0,"logprobs":null,"text":"$text"}],"created":$created,)"
             R"("model":"$model","system_fingerprint":null,"object":"text_completion","usage":null})",
    .usageEvent = R"($head],"created":$created,"model":"$model","system_fingerprint":null,)"
                  R"("object":"text_completion","usage":$counts})",
    .end = "[DONE]",
    .counts = Chat.counts,
    .error = Chat.error,
    .endAfterError = false,
    .whole = TextWhole};

constexpr RequestShape frontEnd(RequestShape request)
{
    request.runningCounts = false;
    return request;
}

constexpr std::array FrontEndEndpoints{Endpoint{ChatPath, frontEnd(ChatRequest), Chat},
                                       Endpoint{CompletionsPath, frontEnd(TextRequest), Text}};

constexpr std::array FrontEndPages{
    Page{.path = "/v1/models",
         .text = R"({"object":"list","data":[{"id":"$model","created":$created,"object":"model",)"
                 R"("owned_by":"Triton Inference Server"}]})"},
    Page{.path = "/health/ready", .contentType = {}},
    Page{.path = "/metrics", .contentType = PrometheusType, .write = llmApiMetrics},
};

} // namespace

const Dialect &tritonEnsembleDialect()
{
    static const Dialect Triton{.name = "triton-ensemble",
                                .shown = "Triton, TensorRT-LLM's ensemble",
                                .version = "2.51.0",
                                .endpoints = EnsembleEndpoints,
                                .pages = EnsemblePages,
                                .refusals = refusals(),
                                .tooLongMessage = TooLong,
                                .modelInPath = true,
                                .metricsApart = true,
                                .runsOnWithoutClient = true};
    return Triton;
}

const Dialect &tritonLlmApiDialect()
{
    static const Dialect Triton{.name = "triton-llmapi",
                                .shown = "Triton, TensorRT-LLM's LLM-API model",
                                .version = "2.51.0",
                                .endpoints = LlmApiEndpoints,
                                .pages = LlmApiPages,
                                .refusals = refusals(),
                                .tooLongMessage = TooLong,
                                .modelInPath = true,
                                .metricsApart = true};
    return Triton;
}

const Dialect &tritonOpenAiDialect()
{
    static const Dialect Triton{.name = "triton-openai",
                                .shown = "Triton's OpenAI front end",
                                .version = "2.51.0",
                                .headers = Uvicorn,
                                .endpoints = FrontEndEndpoints,
                                .pages = FrontEndPages,
                                .refusals = {.invalid = {400, R"({"detail":"$message"})"},
                                             .unknownModel = {404, R"({"detail":"Unknown model: $asked"})"},
                                             .tooLong = {400, R"({"detail":"$message"})"},
                                             .unauthorized = {401, R"({"detail":"Unauthorized"})"},
                                             .notFound = StarletteNotFound,
                                             .wrongMethod = StarletteWrongMethod,
                                             .overloaded = {503, R"({"detail":"$message"})"},
                                             .failed = {500, R"({"detail":"$message"})"}},
                                .idleClose = UvicornIdle,
                                .dated = true};
    return Triton;
}

} // namespace tokamark::simulator
