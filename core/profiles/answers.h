#pragma once

#include "profiles/detection.h"
#include "profiles/fingerprint.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tokamark::profiles {

using Json = nlohmann::ordered_json;

/// The answers to all probes of one server, for the profiles that read them. A view: the answers outlive it.
class Answers final {
public:
    explicit Answers(std::span<const ProbeAnswer> answers) noexcept
        : m_answers(answers)
    {
    }

    /// The answer to `ModelsPath`, whatever its status.
    [[nodiscard]] const ProbeAnswer &models() const noexcept { return m_answers.front(); }
    /// The entries of the model list; discarded if the answer is no such list.
    [[nodiscard]] Json modelList() const;
    [[nodiscard]] bool wasAsked(std::string_view path) const noexcept;
    /// The answer of a path, whatever its status; null if it was not asked.
    [[nodiscard]] const ProbeAnswer *any(std::string_view path) const noexcept;
    /// The good answer of a path; null if there is none.
    [[nodiscard]] const ProbeAnswer *find(std::string_view path) const noexcept;
    /// The same as JSON; discarded if it is none.
    [[nodiscard]] Json document(std::string_view path) const;

private:
    std::span<const ProbeAnswer> m_answers;
};

/// A string member; empty if `object` has none of that name.
[[nodiscard]] std::string text(const Json &object, const char *key);
[[nodiscard]] std::optional<std::int64_t> number(const Json &object, const char *key);
[[nodiscard]] std::optional<std::uint32_t> positive(std::optional<std::int64_t> value);

/// Adds a line of evidence.
void note(Detection &detection, std::string_view path, std::string_view what);
/// Adds the limit `key`, if the object tells it.
void takeLimit(Detection &detection, const Json &object, const char *key);
/// Adds every plain member of `object` as an argument, but for those that may be secrets.
void takeArguments(Detection &detection, const Json &object);
/// Sets the context length of the models that have none.
void fillContext(Detection &detection, std::optional<std::uint32_t> context);

} // namespace tokamark::profiles
