#include "dialogshots.h"

#include "dialogs/backenddialog.h"
#include "dialogs/ceilingdialog.h"
#include "dialogs/helpdialog.h"
#include "dialogs/trialdialog.h"
#include "secrets/secretstore.h"
#include "simulator/simulatorserver.h"

#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

namespace tokamark {

namespace {

using namespace std::chrono_literals;

constexpr auto Patience = 10s;
constexpr const char *Preset = "vllm-llama3-8b-a100";

plan::Target simulatedTarget()
{
    plan::Target target;
    target.name = "vLLM";
    target.url = std::string("sim:") + Preset;
    target.note = "16 bits, one A100";
    return target;
}

plan::Target faultyTarget()
{
    plan::Target target = simulatedTarget();
    target.url = "htp:/nowhere";
    target.headers = {{"", "no name"}};
    target.extraBody = "{\"top_p\": 1";
    return target;
}

void awaitAnswer(ui::TrialDialog &dialog)
{
    QEventLoop loop;
    QObject::connect(&dialog, &ui::TrialDialog::answered, &loop, &QEventLoop::quit);
    QTimer::singleShot(Patience, &loop, &QEventLoop::quit);
    loop.exec();
}

Expected<void> shootOne(QWidget &widget, const QString &name, const Shoot &shoot)
{
    widget.show();
    return shoot(widget, name);
}

} // namespace

Expected<void> shootDialogs(const ui::Theme &theme, const Shoot &shoot)
{
    const auto secretStore = std::make_shared<secrets::SecretStore>();
    for (const auto &[name, target] :
         {std::pair("backend", simulatedTarget()), std::pair("backend-faults", faultyTarget())}) {
        ui::BackendDialog dialog(target, 0, secretStore);
        if (auto shot = shootOne(dialog, QString::fromLatin1(name), shoot); !shot)
            return shot;
    }
    auto server = simulator::SimulatorServer::start({.presets = {Preset}});
    if (!server)
        return tl::unexpected(server.error());
    plan::Target refused = simulatedTarget();
    refused.url = (*server)->url() + "/nowhere";
    plan::Target unreachable = simulatedTarget();
    unreachable.url = "http://127.0.0.1:1";
    for (const auto &[name, target] : {std::pair("trial", simulatedTarget()), std::pair("trial-refused", refused),
                                       std::pair("trial-unreachable", unreachable)}) {
        ui::TrialDialog dialog(target, {}, secretStore);
        awaitAnswer(dialog);
        if (auto shot = shootOne(dialog, QString::fromLatin1(name), shoot); !shot)
            return shot;
    }
    ui::CeilingDialog ceiling;
    if (auto shot = shootOne(ceiling, QStringLiteral("ceiling"), shoot); !shot)
        return shot;
    ui::HelpDialog help(theme);
    for (const ui::HelpPlace &place :
         {ui::HelpPlace{}, ui::HelpPlace{QStringLiteral("metrics"), QStringLiteral("figures")}}) {
        help.openAt(place);
        const QString name = place.key.isEmpty() ? QStringLiteral("help") : QStringLiteral("help-") + place.key;
        if (auto shot = shootOne(help, name, shoot); !shot)
            return shot;
    }
    return {};
}

} // namespace tokamark
