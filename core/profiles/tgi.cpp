#include "profiles/answers.h"
#include "profiles/registry.h"

#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr std::array<const protocol::NativeDialect *, 1> Natives{&protocol::TgiGenerate};

constexpr const char *GeneratePath = "/generate_stream";

constexpr std::array BlindProbes{string_view("/info")};
constexpr std::array Limits{string_view("max_concurrent_requests")};

// `tgi_request_count` counts some requests twice, and its time per token has the prefill in it: neither is here.
constexpr std::array Metrics{
    MetricName{Running, Gauge, "tgi_batch_current_size"},
    MetricName{Waiting, Gauge, "tgi_queue_size"},
    MetricName{PromptTokens, Counter, "tgi_request_input_length_sum"},
    MetricName{OutputTokens, Counter, "tgi_request_generated_tokens_sum"},
    MetricName{RequestsDone, Counter, "tgi_request_success"},
    MetricName{RequestsFailed, Counter, "tgi_request_failure"},
    MetricName{QueueTime, Histogram, "tgi_request_queue_duration"},
    MetricName{EndToEndTime, Histogram, "tgi_request_duration"},
};

/// Its models are owned by themselves, so it is known by what its router says.
bool read(const Answers &answers, Detection &detection)
{
    const Json info = answers.document("/info");
    const std::string router = text(info, "router");
    const bool looksLikeIt = number(info, "max_total_tokens") && !text(info, "model_id").empty();
    if (router != "text-generation-router" && !looksLikeIt)
        return false;
    detection.version = text(info, "version");
    note(detection, "/info", router.empty() ? "model_id and max_total_tokens" : "router \"" + router + "\"");
    for (const char *limit : {"max_concurrent_requests", "max_input_tokens", "max_total_tokens"})
        takeLimit(detection, info, limit);
    // One that is older than the OpenAI API has no list of models.
    if (detection.endpoints.empty()) {
        detection.endpoints.emplace_back(GeneratePath);
        detection.natives.push_back({std::string(protocol::TgiGenerate.name), {}, {}});
    }
    if (detection.models.empty() && !text(info, "model_id").empty())
        detection.models.push_back({text(info, "model_id"), {}});
    fillContext(detection, positive(number(info, "max_total_tokens")));
    takeArguments(detection, info);
    return true;
}

} // namespace

constinit const BackendProfile Tgi{
    .kind = "tgi",
    .name = "TGI",
    .port = 3000,
    .openAi = protocol::OpenAiTraits{.oneTokenPerEvent = true},
    .natives = Natives,
    .parallelism = {.limits = Limits, .unlessTold = 128},
    .readiness = {.path = "/health"},
    .tokenIds = {.inAnswers = "generate_stream: token.id"},
    .fingerprint = {.blindProbes = BlindProbes, .read = read},
    .metrics = {.path = "/metrics", .names = Metrics},
};

} // namespace tokamark::profiles
