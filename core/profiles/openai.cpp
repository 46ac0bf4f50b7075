#include "profiles/registry.h"

namespace tokamark::profiles {

// Whoever it is: the fields that most engines know, for nearly all of them ignore the others.
constinit const BackendProfile OpenAi{
    .kind = "openai",
    .name = "OpenAI-compatible",
    .openAi = protocol::OpenAiTraits{.ignoreEos = true},
};

} // namespace tokamark::profiles
