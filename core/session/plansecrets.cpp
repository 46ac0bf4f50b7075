#include "session/plansecrets.h"

#include <QString>

#include <array>

namespace tokamark::session {
namespace {

/// Not a value that any server takes, and readable for who opens the database.
constexpr const char *LeftOut = "(not stored)";

bool carriesKey(const std::string &header)
{
    const QString name = QString::fromStdString(header);
    constexpr std::array Words{"authorization", "cookie", "key", "token", "secret", "password"};
    for (const char *word : Words) {
        if (name.contains(QLatin1String(word), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace

plan::Plan withoutSecrets(plan::Plan plan)
{
    for (plan::Target &target : plan.targets) {
        for (auto &[name, value] : target.headers) {
            if (carriesKey(name))
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
