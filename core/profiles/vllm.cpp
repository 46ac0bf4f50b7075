#include "profiles/answers.h"
#include "profiles/registry.h"

#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr std::array Owners{string_view("vllm")};
constexpr std::array Probes{string_view("/version"), string_view("/metrics")};
constexpr std::array BlindProbes{string_view("/version")};

constexpr std::array Metrics{
    MetricName{Running, Gauge, "vllm:num_requests_running"},
    MetricName{Waiting, Gauge, "vllm:num_requests_waiting"},
    MetricName{KvUse, Gauge, "vllm:kv_cache_usage_perc"},
    MetricName{KvUse, Gauge, "vllm:gpu_cache_usage_perc"}, // until November 2025
    MetricName{PromptTokens, Counter, "vllm:prompt_tokens_total"},
    MetricName{CachedPromptTokens, Counter, "vllm:prompt_tokens_cached_total"},
    MetricName{OutputTokens, Counter, "vllm:generation_tokens_total"},
    MetricName{RequestsDone, Counter, "vllm:request_success_total"},
    MetricName{Preemptions, Counter, "vllm:num_preemptions_total"},
    MetricName{PrefixHits, Counter, "vllm:prefix_cache_hits_total"},
    MetricName{PrefixQueries, Counter, "vllm:prefix_cache_queries_total"},
    MetricName{TimeToFirstToken, Histogram, "vllm:time_to_first_token_seconds"},
    MetricName{InterTokenTime, Histogram, "vllm:inter_token_latency_seconds"},
    MetricName{InterTokenTime, Histogram, "vllm:time_per_output_token_seconds"}, // until January 2026
    MetricName{QueueTime, Histogram, "vllm:request_queue_time_seconds"},
    MetricName{PrefillTime, Histogram, "vllm:request_prefill_time_seconds"},
    MetricName{DecodeTime, Histogram, "vllm:request_decode_time_seconds"},
    MetricName{EndToEndTime, Histogram, "vllm:e2e_request_latency_seconds"},
};

/// The settings of the KV cache are the labels of a series whose value means nothing.
void readCacheConfig(string_view metrics, Detection &detection)
{
    constexpr string_view Series = "vllm:cache_config_info{";
    const std::size_t start = metrics.find(Series);
    if (start == string_view::npos)
        return;
    string_view labels = metrics.substr(start + Series.size());
    labels = labels.substr(0, labels.find('}'));
    Json settings = Json::object();
    while (true) {
        const std::size_t equals = labels.find("=\"");
        const std::size_t end = equals == string_view::npos ? equals : labels.find('"', equals + 2);
        if (end == string_view::npos)
            break;
        settings[std::string(labels.substr(0, equals))] = std::string(labels.substr(equals + 2, end - equals - 2));
        labels.remove_prefix(end + 1);
        if (labels.starts_with(','))
            labels.remove_prefix(1);
    }
    takeArguments(detection, settings);
    note(detection, "/metrics", "cache_config_info");
}

bool read(const Answers &answers, Detection &detection)
{
    if (detection.version = text(answers.document("/version"), "version"); !detection.version.empty())
        note(detection, "/version", detection.version);
    if (const ProbeAnswer *metrics = answers.find("/metrics"))
        readCacheConfig(metrics->body, detection);
    // Many servers have a version: that alone names nobody.
    return false;
}

} // namespace

constinit const BackendProfile Vllm{
    .kind = "vllm",
    .name = "vLLM",
    .port = 8000,
    .openAi = protocol::OpenAiTraits{.ignoreEos = true, .continuousUsage = true},
    .readiness = {.path = "/health"},
    .tokenIds = {.inPrompts = "completions: prompt", .inAnswers = "chat, completions: return_token_ids"},
    .fingerprint = {.owners = Owners, .probes = Probes, .blindProbes = BlindProbes, .read = read},
    .metrics = {.path = "/metrics", .names = Metrics},
};

} // namespace tokamark::profiles
