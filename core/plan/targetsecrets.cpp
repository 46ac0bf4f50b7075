#include "plan/targetsecrets.h"

#include "base/urlparts.h"
#include "plan/bodysecrets.h"
#include "plan/metricspage.h"
#include "plan/plannames.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

namespace tokamark::plan {
namespace {

constexpr std::string_view VariablePrefix = "env:";

/// No new plan has such URLs; older programs took and stored them.
void hideInUrls(Target &target)
{
    if (!target.isSimulated())
        target.url = urlWithoutSecrets(target.url);
    for (std::string &text : target.metricsUrls) {
        const std::string url = metricsPageOf(text).url;
        text.replace(text.size() - url.size(), url.size(), urlWithoutSecrets(url)); // where its key is, is no secret
    }
    target.gpuMetricsUrl = urlWithoutSecrets(target.gpuMetricsUrl);
}

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

std::optional<SecretPlace> placeIn(std::string_view value)
{
    const auto named = [value](std::string_view prefix, SecretPlace::Kind kind) -> std::optional<SecretPlace> {
        if (!value.starts_with(prefix) || value.size() == prefix.size())
            return std::nullopt;
        return SecretPlace{kind, std::string(value.substr(prefix.size()))};
    };
    if (auto place = named(VariablePrefix, SecretPlace::Kind::Variable))
        return place;
    return named(KeychainPrefix, SecretPlace::Kind::Keychain);
}

std::optional<SecretPlace> secretPlace(std::string_view headerName, std::string_view value)
{
    return carriesSecret(headerName) ? placeIn(value) : std::nullopt;
}

bool holdsSecret(std::string_view headerName, std::string_view value)
{
    return carriesSecret(headerName) && !value.empty() && value != LeftOut && !secretPlace(headerName, value);
}

std::vector<std::string> secretsIn(const std::vector<std::pair<std::string, std::string>> &headers,
                                   const std::string &extraBody)
{
    std::vector<std::string> secrets;
    for (const auto &[name, value] : headers) {
        if (!holdsSecret(name, value))
            continue;
        secrets.push_back(value);
        // Behind the name of the scheme, "Bearer".
        if (const std::size_t blank = value.rfind(' '); blank != std::string::npos && blank + 1 < value.size())
            secrets.push_back(value.substr(blank + 1));
    }
    for (BodySecret &secret : openBodySecrets(extraBody))
        secrets.push_back(std::move(secret.value));
    return secrets;
}

Plan withoutSecrets(Plan plan, std::vector<std::string> keys)
{
    for (const Target &target : plan.targets)
        std::ranges::move(secretsIn(target.headers, target.extraBody), std::back_inserter(keys));
    // What people give servers that ask for any key at all: it stands elsewhere without being one.
    std::erase_if(keys, [&plan](const std::string &key) {
        return std::ranges::find(KindNames, key) != KindNames.end()
            || std::ranges::any_of(plan.targets, [&key](const Target &target) {
                   return key == target.name || key == target.model || key == target.device;
               });
    });
    for (Target &target : plan.targets) {
        hideInUrls(target);
        for (auto &[name, value] : target.headers) {
            if (holdsSecret(name, value) || holdsKey(value, keys))
                value = LeftOut;
        }
        target.extraBody
            = replaceBodySecrets(target.extraBody, keys, [](const BodySecret &secret) -> std::optional<std::string> {
                  return placeIn(secret.value) ? std::nullopt : std::optional<std::string>(LeftOut);
              });
    }
    if (plan.beforeRepetition) {
        for (std::string &part : plan.beforeRepetition->command) {
            if (holdsKey(part, keys))
                part = LeftOut;
        }
    }
    return plan;
}

} // namespace tokamark::plan
