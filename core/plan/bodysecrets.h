#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::plan {

/// A text in the extra body of a target that is a secret, or that stands for one.
struct BodySecret {
    std::string place; ///< JSON pointer, "/options/api_key"
    std::string name; ///< the member that has it
    std::string value;

    bool operator==(const BodySecret &) const = default;
};

/// True for a member whose text is likely to be a key, a password or a session. Stricter than for headers, for bodies
/// are full of tokens that keep nobody out.
[[nodiscard]] bool namesSecret(std::string_view member);

/// True if a text is one of `keys`, or holds one that is too long to be found by chance.
[[nodiscard]] bool holdsKey(std::string_view text, std::span<const std::string> keys);

/// What to put in place of a text; empty: it stays.
using BodyReplacement = std::function<std::optional<std::string>(const BodySecret &)>;

/// Asks `replacement` about every text of a JSON body that is a secret by the name of its member, that holds one of
/// `keys`, or that was left out. The body comes back as it was where nothing is replaced, and where it is no JSON.
[[nodiscard]] std::string replaceBodySecrets(const std::string &body, std::span<const std::string> keys,
                                             const BodyReplacement &replacement);

/// The secrets that stand in a body themselves: neither left out nor told by where they are.
[[nodiscard]] std::vector<BodySecret> openBodySecrets(const std::string &body, std::span<const std::string> keys = {});

/// The first text of a body that was left out of a stored plan.
[[nodiscard]] std::optional<BodySecret> leftOutOfBody(const std::string &body);

} // namespace tokamark::plan
