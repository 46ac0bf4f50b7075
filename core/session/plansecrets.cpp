#include "session/plansecrets.h"

#include "http/requesthead.h"

namespace tokamark::session {
namespace {

/// Not a value that any server takes, and readable for who opens the database.
constexpr const char *LeftOut = "(not stored)";

} // namespace

plan::Plan withoutSecrets(plan::Plan plan)
{
    for (plan::Target &target : plan.targets) {
        for (auto &[name, value] : target.headers) {
            if (http::carriesSecret(name))
                value = LeftOut;
        }
    }
    return plan;
}

Expected<void> checkSecrets(const plan::Plan &plan)
{
    for (const plan::Target &target : plan.targets) {
        for (const auto &[name, value] : target.headers) {
            if (value == LeftOut)
                return fail(ErrorCode::KeyMissing, name);
        }
    }
    return {};
}

} // namespace tokamark::session
