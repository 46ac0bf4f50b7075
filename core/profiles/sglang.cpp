#include "profiles/answers.h"
#include "profiles/registry.h"

#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr std::array<const protocol::NativeDialect *, 1> Natives{&protocol::SglangGenerate};

constexpr const char *InfoPath = "/server_info";
constexpr const char *OlderInfoPath = "/get_server_info"; ///< until 2025

constexpr std::array Owners{string_view("sglang")};
constexpr std::array Probes{string_view(InfoPath)};
constexpr std::array Limits{string_view("max_running_requests")};

/// The server's own warm-up and its health checks are requests that do not stream.
constexpr LabelFilter Streams{"is_streaming", "true"};

constexpr std::array Metrics{
    MetricName{Running, Gauge, "sglang:num_running_reqs"},
    MetricName{Waiting, Gauge, "sglang:num_queue_reqs"},
    MetricName{KvUse, Gauge, "sglang:token_usage"},
    MetricName{PromptTokens, Counter, "sglang:prompt_tokens_total", Streams},
    MetricName{CachedPromptTokens, Counter, "sglang:cached_tokens_total", Streams},
    MetricName{OutputTokens, Counter, "sglang:generation_tokens_total", Streams},
    MetricName{RequestsDone, Counter, "sglang:num_requests_total", Streams}, // aborted ones too
    MetricName{RequestsFailed, Counter, "sglang:num_aborted_requests_total", Streams},
    MetricName{Preemptions, Counter, "sglang:num_retracted_requests_total"},
    MetricName{PrefixHitRate, Gauge, "sglang:cache_hit_rate"},
    MetricName{TimeToFirstToken, Histogram, "sglang:time_to_first_token_seconds", Streams},
    MetricName{InterTokenTime, Histogram, "sglang:inter_token_latency_seconds", Streams},
    MetricName{QueueTime, Histogram, "sglang:queue_time_seconds"},
    MetricName{EndToEndTime, Histogram, "sglang:e2e_request_latency_seconds", Streams},
};

std::vector<Probe> followUps(const Answers &answers)
{
    const bool isOlder = answers.wasAsked(InfoPath) && answers.find(InfoPath) == nullptr;
    return isOlder ? std::vector<Probe>{{OlderInfoPath, false}} : std::vector<Probe>{};
}

bool read(const Answers &answers, Detection &detection)
{
    const char *const path = answers.find(InfoPath) != nullptr ? InfoPath : OlderInfoPath;
    const Json info = answers.document(path);
    if (!info.is_object())
        return false;
    detection.version = text(info, "version");
    note(detection, path, detection.version.empty() ? "no version" : detection.version);
    takeLimit(detection, info, "max_running_requests");
    takeLimit(detection, info, "max_queued_requests");
    takeLimit(detection, info, "max_total_num_tokens");
    takeArguments(detection, info);
    return false;
}

} // namespace

// Its /health generates a token and takes a second: the list of models, which is there as soon, says the same.
constinit const BackendProfile Sglang{
    .kind = "sglang",
    .name = "SGLang",
    .port = 30000,
    .openAi = protocol::OpenAiTraits{.ignoreEos = true, .continuousUsage = true},
    .natives = Natives,
    .parallelism = {.limits = Limits},
    .tokenIds = {.inPrompts = "completions: prompt; generate: input_ids", .inAnswers = "generate: output_ids"},
    .fingerprint = {.owners = Owners, .probes = Probes, .read = read, .followUps = followUps},
    .metrics = {.path = "/metrics", .names = Metrics},
};

} // namespace tokamark::profiles
