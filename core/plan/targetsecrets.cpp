#include "plan/targetsecrets.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tokamark::plan {
namespace {

constexpr std::string_view VariablePrefix = "env:";

} // namespace

bool carriesSecret(std::string_view headerName)
{
    constexpr std::array<std::string_view, 6> Words{"authorization", "cookie", "key", "token", "secret", "password"};
    std::string lower(headerName);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower.ends_with("auth") || std::any_of(Words.begin(), Words.end(), [&lower](std::string_view word) {
               return lower.find(word) != std::string::npos;
           });
}

std::optional<SecretPlace> secretPlace(std::string_view headerName, std::string_view value)
{
    if (!carriesSecret(headerName))
        return std::nullopt;
    const auto named = [value](std::string_view prefix, SecretPlace::Kind kind) -> std::optional<SecretPlace> {
        if (!value.starts_with(prefix) || value.size() == prefix.size())
            return std::nullopt;
        return SecretPlace{kind, std::string(value.substr(prefix.size()))};
    };
    if (auto place = named(VariablePrefix, SecretPlace::Kind::Variable))
        return place;
    return named(KeychainPrefix, SecretPlace::Kind::Keychain);
}

bool holdsSecret(std::string_view headerName, std::string_view value)
{
    return carriesSecret(headerName) && !value.empty() && value != LeftOut && !secretPlace(headerName, value);
}

Plan withoutSecrets(Plan plan)
{
    for (Target &target : plan.targets) {
        for (auto &[name, value] : target.headers) {
            if (holdsSecret(name, value))
                value = LeftOut;
        }
    }
    return plan;
}

} // namespace tokamark::plan
