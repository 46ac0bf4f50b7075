#include "session/plansecrets.h"

#include "plan/bodysecrets.h"
#include "plan/targetsecrets.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string_view>

namespace tokamark::session {
namespace {

/// Names of headers are the same in whatever case.
bool isSameHeader(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// A text that was given again; empty: none at that place.
std::optional<std::string> textAt(const nlohmann::json &given, const std::string &place)
{
    const nlohmann::json::json_pointer pointer(place);
    if (!given.contains(pointer) || !given.at(pointer).is_string())
        return std::nullopt;
    return given.at(pointer).get<std::string>();
}

} // namespace

Expected<std::vector<std::string>> secretsOf(const plan::Plan &plan, secrets::SecretStore &store)
{
    std::vector<std::string> all;
    for (const plan::Target &target : plan.targets) {
        const auto filled = store.filledIn(target);
        if (!filled)
            return tl::unexpected(filled.error());
        std::ranges::move(plan::secretsIn(filled->headers, filled->extraBody), std::back_inserter(all));
        const auto pageKeys = store.pageKeysOf(target);
        if (!pageKeys)
            return tl::unexpected(pageKeys.error());
        std::ranges::copy_if(*pageKeys, std::back_inserter(all), [](const std::string &key) { return !key.empty(); });
    }
    return all;
}

void giveSecrets(plan::Plan &plan, const GivenSecrets &given)
{
    const auto texts = nlohmann::json::parse(given.extraBody, nullptr, false);
    for (plan::Target &target : plan.targets) {
        target.extraBody = plan::replaceBodySecrets(target.extraBody, {}, [&texts](const plan::BodySecret &secret) {
            return secret.value == plan::LeftOut ? textAt(texts, secret.place) : std::nullopt;
        });
        for (auto &[name, value] : target.headers) {
            const auto it = std::ranges::find_if(
                given.headers, [&name = name](const auto &header) { return isSameHeader(header.first, name); });
            if (value == plan::LeftOut && it != given.headers.end())
                value = it->second;
        }
        if (given.apiKeyEnv.empty() && given.apiKeyKeychain.empty())
            continue;
        const auto taken = std::erase_if(target.headers, [](const auto &header) {
            return header.second == plan::LeftOut && isSameHeader(header.first, "authorization");
        });
        if (taken > 0 || !target.apiKeyEnv.empty() || !target.apiKeyKeychain.empty()) {
            target.apiKeyEnv = given.apiKeyEnv;
            target.apiKeyKeychain = given.apiKeyKeychain;
        }
    }
}

std::optional<MissingSecret> missingSecret(const plan::Plan &plan)
{
    using Where = MissingSecret::Where;
    for (const plan::Target &target : plan.targets) {
        for (const auto &[name, value] : target.headers) {
            if (value == plan::LeftOut)
                return MissingSecret{Where::Header, target.name, name, {}};
        }
        if (const auto secret = plan::leftOutOfBody(target.extraBody))
            return MissingSecret{Where::ExtraBody, target.name, secret->name, secret->place};
    }
    if (plan.beforeRepetition
        && std::ranges::find(plan.beforeRepetition->command, plan::LeftOut) != plan.beforeRepetition->command.end())
        return MissingSecret{Where::Command, {}, "before_repetition", {}};
    return std::nullopt;
}

Expected<void> checkSecrets(const plan::Plan &plan)
{
    const auto missing = missingSecret(plan);
    if (!missing)
        return {};
    switch (missing->where) {
    case MissingSecret::Where::Header:
        return fail(ErrorCode::KeyMissing, missing->name, "a header of " + missing->target);
    case MissingSecret::Where::ExtraBody:
        return fail(ErrorCode::KeyMissing, missing->name, "in the extra body of " + missing->target);
    case MissingSecret::Where::Command:
        return fail(ErrorCode::KeyMissing, missing->name, "a part of the command was not stored");
    }
    return {};
}

} // namespace tokamark::session
