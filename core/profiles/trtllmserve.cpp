#include "profiles/answers.h"
#include "profiles/registry.h"

#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr std::array Owners{string_view("tensorrt_llm")};
constexpr std::array Probes{string_view("/version")};

constexpr std::array Metrics{
    MetricName{Running, Gauge, "trtllm_num_requests_running"},
    MetricName{Waiting, Gauge, "trtllm_num_requests_waiting"},
    MetricName{KvUse, Gauge, "trtllm_kv_cache_utilization"},
    MetricName{PromptTokens, Counter, "trtllm_prompt_tokens_total"},
    MetricName{OutputTokens, Counter, "trtllm_generation_tokens_total"},
    MetricName{RequestsDone, Counter, "trtllm_request_success_total"},
    MetricName{PrefixHitRate, Gauge, "trtllm_kv_cache_hit_rate"},
    MetricName{TimeToFirstToken, Histogram, "trtllm_time_to_first_token_seconds"},
    MetricName{InterTokenTime, Histogram, "trtllm_time_per_output_token_seconds"},
    MetricName{QueueTime, Histogram, "trtllm_request_queue_time_seconds"},
    MetricName{PrefillTime, Histogram, "trtllm_request_prefill_time_seconds"},
    MetricName{DecodeTime, Histogram, "trtllm_request_decode_time_seconds"},
    MetricName{EndToEndTime, Histogram, "trtllm_e2e_request_latency_seconds"},
};

bool read(const Answers &answers, Detection &detection)
{
    if (detection.version = text(answers.document("/version"), "version"); !detection.version.empty())
        note(detection, "/version", detection.version);
    return false;
}

} // namespace

// It refuses a request with a field that it does not know, so nothing may be added here on the off chance. Its /metrics
// hands each record out once, to whoever asks first: the Prometheus text has a path of its own.
constinit const BackendProfile TrtllmServe{
    .kind = "trtllm-serve",
    .name = "TensorRT-LLM",
    .port = 8000,
    .openAi = protocol::OpenAiTraits{.ignoreEos = true, .continuousUsage = true},
    .readiness = {.path = "/health"},
    .tokenIds
    = {.inPrompts = "completions: prompt; chat: prompt_token_ids", .inAnswers = "chat, completions: detokenize"},
    .fingerprint = {.owners = Owners, .probes = Probes, .read = read},
    .metrics = {.path = "/prometheus/metrics", .names = Metrics},
};

} // namespace tokamark::profiles
