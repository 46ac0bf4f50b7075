#include "profiles/registry.h"

#include <array>

namespace tokamark::profiles {

namespace {

using std::string_view;
using enum Meaning;
using enum SeriesForm;

constexpr std::array Owners{string_view("MLC-LLM")};

// Lines with a tab between name and value, of no type.
constexpr std::array Metrics{
    MetricName{PromptTokens, Counter, "prompt_tokens_sum"},
    MetricName{OutputTokens, Counter, "completion_tokens_sum"},
    MetricName{PrefillTime, Counter, "engine_prefill_time_sum"},
    MetricName{DecodeTime, Counter, "engine_decode_time_sum"},
};

} // namespace

constinit const BackendProfile MlcLlm{
    .kind = "mlc-llm",
    .name = "MLC-LLM",
    .port = 8000,
    .openAi = protocol::OpenAiTraits{.ignoreEosInDebugConfig = true},
    .parallelism = {.unlessTold = 4},
    .tokenIds = {.inPrompts = "completions: prompt"},
    .fingerprint = {.owners = Owners},
    .metrics = {.path = "/metrics", .onlyBetweenRuns = true, .names = Metrics},
};

} // namespace tokamark::profiles
