#pragma once

#include "plan/plan.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokamark::plan {

/// In place of a secret in a stored plan: no server takes it, and who opens the database can read it.
inline constexpr const char *LeftOut = "(not stored)";

/// True for a header whose value is likely to be a key, a password or a session: it is stored and shown nowhere.
[[nodiscard]] bool carriesSecret(std::string_view headerName);

/// Where a secret is kept, where a plan names the place and not the value.
struct SecretPlace {
    enum class Kind { Variable, Keychain };
    Kind kind = Kind::Variable;
    std::string name;

    bool operator==(const SecretPlace &) const = default;
};

/// Reads "env:NAME" and "keychain:NAME"; empty: the value is meant as it stands.
[[nodiscard]] std::optional<SecretPlace> placeIn(std::string_view value);

/// The same of a header: of one that carries no secret, every value is meant as it stands.
[[nodiscard]] std::optional<SecretPlace> secretPlace(std::string_view headerName, std::string_view value);

/// True if the value of a header is a secret itself, and not where one is kept.
[[nodiscard]] bool holdsSecret(std::string_view headerName, std::string_view value);

/// Every text that is secret in requests to a target whose headers and extra body these are.
[[nodiscard]] std::vector<std::string> secretsIn(const std::vector<std::pair<std::string, std::string>> &headers,
                                                 const std::string &extraBody);

/// The plan as it may be stored and handed on: secrets in headers, extra bodies and URLs are left out, and so is whatever
/// repeats one of them or one of `keys`, the keys that the plan does not tell itself.
[[nodiscard]] Plan withoutSecrets(Plan plan, std::vector<std::string> keys = {});

} // namespace tokamark::plan
