#include "profiles/answers.h"
#include "profiles/registry.h"

#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr std::array<const protocol::NativeDialect *, 1> Natives{&protocol::LlamaCompletion};

constexpr std::array Owners{string_view("llamacpp")};
constexpr std::array Probes{string_view("/props")};
constexpr std::array Limits{string_view("total_slots")};

// Its gauges of speed start anew with each read, and its sums of seconds of one batch are shared: neither is here.
constexpr std::array Metrics{
    MetricName{Running, Gauge, "llamacpp:requests_processing"},
    MetricName{Waiting, Gauge, "llamacpp:requests_deferred"},
    MetricName{EvaluatedPromptTokens, Counter, "llamacpp:prompt_tokens_total"},
    MetricName{CachedPromptTokens, Counter, "llamacpp:prompt_tokens_cached_total"},
    MetricName{OutputTokens, Counter, "llamacpp:tokens_predicted_total"},
    MetricName{DecodeTime, Counter, "llamacpp:tokens_predicted_seconds_total"},
};

bool read(const Answers &answers, Detection &detection)
{
    const Json props = answers.document("/props");
    if (!props.is_object() || !props.contains("default_generation_settings")) {
        if (answers.models().server != "llama.cpp")
            return false;
        detection.evidence.push_back("Server: llama.cpp");
        return true;
    }
    detection.version = text(props, "build_info");
    note(detection, "/props", "build_info \"" + detection.version + "\"");
    takeLimit(detection, props, "total_slots");
    fillContext(detection, positive(number(props["default_generation_settings"], "n_ctx")));
    takeArguments(detection, props);
    return true;
}

} // namespace

constinit const BackendProfile LlamaCpp{
    .kind = "llama.cpp",
    .name = "llama.cpp",
    .port = 8080,
    .openAi = protocol::OpenAiTraits{.ignoreEos = true, .cachePrompt = true},
    .natives = Natives,
    .parallelism = {.limits = Limits, .unlessTold = 4},
    .readiness = {.path = "/health"},
    .keepAlive = {.mostAnswers = 100}, // its own headers say so
    .tokenIds = {.inPrompts = "completions, completion: prompt", .inAnswers = "completion: tokens"},
    .fingerprint = {.owners = Owners, .probes = Probes, .blindProbes = Probes, .read = read},
    .metrics = {.path = "/metrics", .names = Metrics},
};

} // namespace tokamark::profiles
