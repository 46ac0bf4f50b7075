#include "session/plansecrets.h"

#include "plan/targetsecrets.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace tokamark::session {
namespace {

/// Names of headers are the same in whatever case.
bool isSameHeader(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

} // namespace

void giveSecrets(plan::Plan &plan, const GivenSecrets &given)
{
    for (plan::Target &target : plan.targets) {
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
    for (const plan::Target &target : plan.targets) {
        for (const auto &[name, value] : target.headers) {
            if (value == plan::LeftOut)
                return MissingSecret{target.name, name};
        }
    }
    return std::nullopt;
}

Expected<void> checkSecrets(const plan::Plan &plan)
{
    if (const auto missing = missingSecret(plan))
        return fail(ErrorCode::KeyMissing, missing->header, "a header of " + missing->target);
    return {};
}

} // namespace tokamark::session
