#include "models/backendfaults.h"

#include "models/backendfields.h"
#include "plan/bodysecrets.h"
#include "plan/planfault.h"
#include "plan/targetsecrets.h"
#include "words/faultwords.h"

#include <QCoreApplication>

#include <string>

namespace tokamark::ui {

namespace {

struct BackendFaults {
    Q_DECLARE_TR_FUNCTIONS(BackendFaults)
};

} // namespace

std::vector<std::pair<QString, QString>> backendFaults(const plan::Target &target)
{
    plan::Plan plan;
    plan.targets.push_back(target);
    std::vector<std::pair<QString, QString>> faults;
    for (const plan::Fault &fault : plan::findFaults(plan))
        faults.emplace_back(backendFieldKey(QString::fromStdString(fault.key)), words::sentence(fault));
    const auto refuse = [&faults](const char *field, const std::string &name) {
        faults.emplace_back(
            QString::fromLatin1(field),
            BackendFaults::tr("The value of %1 is a secret, which would be stored. Write env:VARIABLE or "
                              "keychain:NAME in its place, or use the API key above.")
                .arg(QString::fromStdString(name)));
    };
    for (const auto &[name, value] : target.headers) {
        if (plan::holdsSecret(name, value))
            refuse("headers", name);
    }
    for (const plan::BodySecret &secret : plan::openBodySecrets(target.extraBody))
        refuse("extra_body", secret.name);
    return faults;
}

} // namespace tokamark::ui
