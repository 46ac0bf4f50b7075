// BentoML 1.4.40: a raw generator, an app mounted under /v1 and an engine behind its proxy; and OpenLLM, which is the
// mounted kind with vLLM's app.

#include "simulator/dialects/metricspage.h"
#include "simulator/dialects/openaicommon.h"
#include "simulator/dialects/registry.h"

namespace tokamark::simulator {
namespace {

using namespace std::chrono_literals;

/// No framing, no end mark, no boundaries: what the generator yields.
constexpr StreamFormat Raw{.framing = Framing::Raw,
                           .head = HeadAt::FirstToken,
                           .token = "$text",
                           .silentErrors = true,
                           .endAfterError = false,
                           .whole = "$all"};

constexpr std::array RawEndpoints{
    Endpoint{"/generate", {.minTokens = {}, .ignoreEos = {}, .alwaysStream = true, .defaultMaxTokens = 128}, Raw}};

constexpr std::array Metrics{
    gauge("bentoml_service_request_in_progress", Figure::InFlight, R"(endpoint="/generate")"),
    counter("bentoml_service_request_total", Figure::Finished, R"(endpoint="/generate",http_response_code="200")"),
    counter("bentoml_service_request_total", Figure::Refused, R"(endpoint="/generate",http_response_code="429")"),
    histogram("bentoml_service_request_duration_seconds", Timing::EndToEnd,
              R"(endpoint="/generate",http_response_code="200")"),
};

std::string metrics(const PageView &view)
{
    return prometheusText(view, Metrics, {.labels = R"(runner_name="",service_name="llm",service_version="")"});
}

constexpr std::string_view Docs
    = R"docs({"openapi":"3.0.2","info":{"title":"llm","version":"None","description":"# llm\n\n)docs"
      R"docs([![pypi_status](https://img.shields.io/badge/BentoML-1.4.40-informational)](https://docs.bentoml.com))docs"
      R"docs("},"paths":{}})docs";
constexpr Page Livez{.path = "/livez", .contentType = "text/plain; charset=utf-8", .text = "\n", .open = true};
constexpr Page Healthz{.path = "/healthz", .contentType = "text/plain; charset=utf-8", .text = "\n", .open = true};
constexpr Page Readyz{.path = "/readyz", .contentType = "text/plain; charset=utf-8", .text = "\n", .open = true};
constexpr Page DocsPage{.path = "/docs.json", .text = Docs};
constexpr Page MetricsPage{.path = "/metrics", .contentType = PrometheusType, .write = metrics, .open = true};
constexpr Page Models{
    .path = "/v1/models",
    .text = R"({"object":"list","data":[{"id":"$model","object":"model","created":$created,"owned_by":"vllm",)"
            R"("root":"$model","parent":null,"max_model_len":$context,"permission":[]}]})"};

constexpr std::array RawPages{
    Livez,
    Healthz,
    Readyz,
    DocsPage,
    MetricsPage,
    Page{.path = "/schema.json",
         .text = R"({"name":"llm","type":"service","routes":[{"name":"generate","route":"/generate","batchable":false,)"
                 R"("input":{"type":"object","properties":{"prompt":{"type":"string","title":"Prompt"},)"
                 R"("max_tokens":{"type":"integer","default":128,"title":"Max Tokens"}},"required":["prompt"],)"
                 R"("title":"Input"},"output":{"type":"string","is_stream":true,"media_type":"text/event-stream"}}],)"
                 R"("paths":{}})"},
};

constexpr std::array MountedPages{
    Livez,
    Healthz,
    Readyz,
    DocsPage,
    MetricsPage,
    Models,
    Page{.path = "/schema.json",
         .text = R"({"name":"llm","type":"service","routes":[],"paths":{"/v1/models":{"mounted":true},)"
                 R"("/v1/chat/completions":{"mounted":true},"/v1/completions":{"mounted":true}}})"},
};

constexpr std::array ProxiedPages{
    Livez,
    Healthz,
    Readyz,
    MetricsPage,
    Models,
    Page{.path = "/schema.json",
         .text = R"({"name":"llm","type":"service","routes":[],"paths":{"/{path:path}":{"mounted":true}}})"},
    Page{.path = "/health", .contentType = {}}, // the engine's from here
    Page{.path = "/version", .text = R"({"version":"0.32.0-simulated"})"},
};

/// The proxy passes on what comes in one read as one piece: the role goes with the first token, the end in one.
constexpr Endpoint proxied(Endpoint endpoint)
{
    endpoint.stream.joinRole = true;
    endpoint.stream.joinEnd = true;
    return endpoint;
}

std::span<const Endpoint> proxiedEndpoints()
{
    static const std::array Proxied{proxied(vllmEndpoints()[0]), proxied(vllmEndpoints()[1])};
    return Proxied;
}

constexpr Refusal NotFound{404, "Not Found", "text/plain; charset=utf-8"};
constexpr Refusal TooMany{429, R"({"error":"Too many requests"})"};

/// The engine's own refusals, with BentoML's around them.
Refusals mountedRefusals()
{
    Refusals refusals = vllmRefusals();
    refusals.notFound = NotFound;
    refusals.wrongMethod = {405, "Method Not Allowed", "text/plain; charset=utf-8"};
    refusals.overloaded = TooMany;
    refusals.unauthorized = {401, R"({"error":"Unauthorized"})"};
    return refusals;
}

/// vLLM's API with a Bento around it: BentoML's own refusals, and its limit on the wait for a first byte.
Dialect vllmBehind(std::string_view name, std::string_view shown)
{
    return {.name = name,
            .shown = shown,
            .version = "1.4.40",
            .engineVersion = "0.32.0",
            .headers = Uvicorn,
            .endpoints = vllmEndpoints(),
            .pages = MountedPages,
            .refusals = mountedRefusals(),
            .overlong = Overlong::ClipAnswer,
            .limits = {.firstByte = 60s},
            .idleClose = UvicornIdle,
            .dated = true};
}

} // namespace

const Dialect &bentoMlDialect()
{
    static const Dialect Bento{
        .name = "bentoml",
        .shown = "BentoML, a generator that yields text",
        .version = "1.4.40",
        .headers = {},
        .streamHeaders = "server: BentoML Service/llm\r\nx-bentoml-request-id: 19a8bc7cc2d28cb2\r\n",
        .endpoints = RawEndpoints,
        .pages = RawPages,
        .refusals = {.invalid = {400,
                                 R"({"error":"1 validation error for Input","detail":[{"type":"value_error",)"
                                 R"("loc":[],"msg":"$message"}]})"},
                     .tooLong = {500, R"({"error":"An unexpected error has occurred, please check the server log."})"},
                     .unauthorized = {401, R"({"error":"Unauthorized"})"}, // of a protected deployment
                     .notFound = NotFound,
                     .wrongMethod = {405, "Method Not Allowed", "text/plain; charset=utf-8"},
                     .overloaded = TooMany,
                     .failed = {500, R"({"error":"An unexpected error has occurred, please check the server log."})"}},
        .limits = {.firstByte = 60s},
        .idleClose = UvicornIdle,
        .dated = true};
    return Bento;
}

const Dialect &bentoMlMountedDialect()
{
    static const Dialect Bento = vllmBehind("bentoml-mounted", "BentoML, vLLM's app mounted under /v1");
    return Bento;
}

const Dialect &bentoMlProxiedDialect()
{
    static const Dialect Bento = [] {
        Dialect proxied = vllmBehind("bentoml-proxied", "BentoML's proxy before vLLM's server");
        proxied.endpoints = proxiedEndpoints();
        proxied.pages = ProxiedPages;
        return proxied;
    }();
    return Bento;
}

const Dialect &openLlmDialect()
{
    static const Dialect OpenLlm = [] {
        Dialect service = vllmBehind("openllm", "OpenLLM: vLLM's app in a Bento");
        service.version = "0.6.30";
        service.limits.firstByte = 300s;
        return service;
    }();
    return OpenLlm;
}

} // namespace tokamark::simulator
