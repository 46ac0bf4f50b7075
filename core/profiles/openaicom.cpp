#include "profiles/registry.h"

namespace tokamark::profiles {

// The service of that name, which refuses fields that it does not know.
constinit const BackendProfile OpenAiCom{
    .kind = "openai.com",
    .name = "OpenAI",
    .openAi = protocol::OpenAiTraits{.maxCompletionTokens = true},
};

} // namespace tokamark::profiles
