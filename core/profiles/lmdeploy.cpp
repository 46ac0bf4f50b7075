#include "profiles/registry.h"

#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr std::array<const protocol::NativeDialect *, 1> Natives{&protocol::LmdeployGenerate};

constexpr std::array Owners{string_view("lmdeploy")};

constexpr std::array Metrics{
    MetricName{Running, Gauge, "lmdeploy:num_requests_running"},
    MetricName{Waiting, Gauge, "lmdeploy:num_requests_waiting"},
    MetricName{KvUse, Gauge, "lmdeploy:gpu_cache_usage_perc"},
    MetricName{PromptTokens, Counter, "lmdeploy:prompt_tokens_total"},
    MetricName{CachedPromptTokens, Counter, "lmdeploy:cached_tokens_total"},
    MetricName{OutputTokens, Counter, "lmdeploy:generation_tokens_total"}, // the end token counts here, in usage not
    MetricName{RequestsDone, Counter, "lmdeploy:request_success_total",
               LabelFilter{"finished_reason", "ResponseType.FINISH"}},
    MetricName{PrefixHitRate, Gauge, "lmdeploy:prefix_cache_hit_rate"},
    MetricName{TimeToFirstToken, Histogram, "lmdeploy:time_to_first_token_seconds"},
    MetricName{InterTokenTime, Histogram, "lmdeploy:time_per_output_token_seconds"},
    MetricName{QueueTime, Histogram, "lmdeploy:request_queue_time_seconds"},
    MetricName{PrefillTime, Histogram, "lmdeploy:request_prefill_time_seconds"},
    MetricName{DecodeTime, Histogram, "lmdeploy:request_decode_time_seconds"},
    MetricName{EndToEndTime, Histogram, "lmdeploy:e2e_request_latency_seconds"},
};

} // namespace

constinit const BackendProfile Lmdeploy{
    .kind = "lmdeploy",
    .name = "LMDeploy",
    .port = 23333,
    .openAi = protocol::OpenAiTraits{.ignoreEos = true, .returnTokenIds = true},
    .natives = Natives,
    .readiness = {.path = "/health"},
    .tokenIds = {.inPrompts = "chat, generate: input_ids", .inAnswers = "chat: return_token_ids; generate: output_ids"},
    .fingerprint = {.owners = Owners},
    .metrics = {.path = "/metrics", .refreshedEvery = std::chrono::seconds(10), .names = Metrics},
};

} // namespace tokamark::profiles
