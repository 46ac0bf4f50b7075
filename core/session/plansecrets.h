#pragma once

#include "base/error.h"
#include "plan/plan.h"
#include "secrets/secretstore.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::session {

/// What a stored plan lacks, given again for a resume.
struct GivenSecrets {
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::string extraBody = {}; ///< JSON object with the texts that were left out of extra bodies, each at its place
    std::string apiKeyEnv = {}; ///< environment variable that holds the Bearer token; empty: as planned
    std::string apiKeyKeychain = {}; ///< instead: its name in the system's keychain
};

/// A value that was left out of a stored plan.
struct MissingSecret {
    enum class Where { Header, ExtraBody, Command };
    Where where = Where::Header;
    std::string target = {}; ///< of the plan; empty: the command before repetitions
    std::string name = {}; ///< of the header, or of the member of the body
    std::string place = {}; ///< JSON pointer into the extra body
};

/// Every text that is secret in requests to any target of a plan, read from where the plan says that it is. Errors: as
/// where a key is read.
[[nodiscard]] Expected<std::vector<std::string>> secretsOf(const plan::Plan &plan, secrets::SecretStore &store);

/// Puts the values back that were left out. A header or a text of a body goes to every target that lacks it; a variable
/// or a name in the keychain takes the place of the planned one, and of a header Authorization that was left out.
void giveSecrets(plan::Plan &plan, const GivenSecrets &given);
/// The first value that is left out still.
[[nodiscard]] std::optional<MissingSecret> missingSecret(const plan::Plan &plan);
/// A stored plan cannot be run again where a value was left out. Error: KeyMissing with the name of
/// the header or of the member of the body.
[[nodiscard]] Expected<void> checkSecrets(const plan::Plan &plan);

} // namespace tokamark::session
