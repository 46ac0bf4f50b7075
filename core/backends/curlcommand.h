#pragma once

#include "backends/trial.h"

#include <string>

namespace tokamark::backends {

/// The same request as a curl command for a shell. Secrets in headers and in the body become environment variables: the
/// Authorization header reads `apiKeyEnv` (API_KEY if that is no name of a variable), others one named after them.
[[nodiscard]] Expected<std::string> toCurl(const TrialSpec &spec, const std::string &apiKeyEnv);

} // namespace tokamark::backends
