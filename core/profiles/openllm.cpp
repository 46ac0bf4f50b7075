#include "profiles/registry.h"

namespace tokamark::profiles {

// vLLM's application inside a BentoML service: `detect` finds the engine, and says what stands before it.
constinit const BackendProfile OpenLlm{
    .kind = "openllm",
    .name = "OpenLLM",
    .port = 3000,
    .openAi = protocol::OpenAiTraits{.ignoreEos = true, .continuousUsage = true},
    .tokenIds = {.inPrompts = "completions: prompt", .inAnswers = "chat, completions: return_token_ids"},
    .metrics = {.path = "/metrics"},
};

} // namespace tokamark::profiles
