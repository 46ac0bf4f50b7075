#pragma once

#include "plan/plan.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokamark::plan {

/// In place of the value of a header in a stored plan: no server takes it, and who opens the database can read it.
inline constexpr const char *LeftOut = "(not stored)";

/// True for a header whose value is likely to be a key, a password or a session: it is stored and shown nowhere.
[[nodiscard]] bool carriesSecret(std::string_view headerName);

/// Where the value of a header is kept, where a plan names the place and not the value.
struct SecretPlace {
    enum class Kind { Variable, Keychain };
    Kind kind = Kind::Variable;
    std::string name;

    bool operator==(const SecretPlace &) const = default;
};

/// Reads "env:NAME" and "keychain:NAME" as the value of a header that carries a secret; empty: the value is meant as it
/// stands.
[[nodiscard]] std::optional<SecretPlace> secretPlace(std::string_view headerName, std::string_view value);

/// True if the value of a header is a secret itself, and not where one is kept.
[[nodiscard]] bool holdsSecret(std::string_view headerName, std::string_view value);

/// The plan as it may be stored and handed on: values of headers that are secrets are left out.
[[nodiscard]] Plan withoutSecrets(Plan plan);

} // namespace tokamark::plan
