#pragma once

#include "base/error.h"
#include "plan/plan.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::session {

/// What a stored plan lacks, given again for a resume.
struct GivenSecrets {
    std::vector<std::pair<std::string, std::string>> headers;
    std::string apiKeyEnv; ///< environment variable that holds the Bearer token; empty: as planned
    std::string apiKeyKeychain; ///< instead: its name in the system's keychain
};

/// A value that was left out of a stored plan.
struct MissingSecret {
    std::string target;
    std::string header;
};

/// Puts the values back that were left out. A header goes to every target that lacks it; a variable or
/// a name in the keychain takes the place of the planned one, and of a header Authorization that was left out.
void giveSecrets(plan::Plan &plan, const GivenSecrets &given);
/// The first value that is left out still.
[[nodiscard]] std::optional<MissingSecret> missingSecret(const plan::Plan &plan);
/// A stored plan cannot be run again where a value was left out. Error: KeyMissing with the header's name.
[[nodiscard]] Expected<void> checkSecrets(const plan::Plan &plan);

} // namespace tokamark::session
