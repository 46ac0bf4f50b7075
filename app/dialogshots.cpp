#include "dialogshots.h"

#include "dialogs/backenddialog.h"
#include "dialogs/ceilingdialog.h"
#include "dialogs/helpdialog.h"
#include "dialogs/trialdialog.h"
#include "secrets/secretstore.h"
#include "simulator/simulatorserver.h"

#include <QEventLoop>
#include <QScrollArea>
#include <QScrollBar>
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
    target.url = std::string(plan::SimulatedScheme) + Preset;
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

/// One that fills every field, with its key in the keychain.
plan::Target fullTarget()
{
    plan::Target target;
    target.name = "Triton, staging";
    target.url = "https://triton.example.org:8443/team";
    target.kind = "triton";
    target.endpoint = plan::Endpoint::Native;
    target.native = "llmapi";
    target.model = "tensorrt_llm";
    target.apiKeyKeychain = "staging";
    target.headers = {{"X-Team", "blue"}, {"X-Route-Token", "env:ROUTE_TOKEN"}};
    target.extraBody = "{\"top_p\": 0.9, \"top_k\": 40}";
    target.tls.caFile = "/etc/ssl/certs/team.pem";
    target.metricsUrls = {"https://one.example.org:8002/metrics", "https://two.example.org:8002/metrics"};
    target.gpus = 8;
    target.hardware = {"H100-SXM", "Llama 3 70B", "fp8", "int8", 1.5};
    target.gpuMetricsUrl = "http://triton.example.org:9400/metrics";
    target.device = "rack 3";
    target.note = "FP8, two replicas";
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
         {std::pair("backend", simulatedTarget()), std::pair("backend-faults", faultyTarget()),
          std::pair("backend-full", fullTarget())}) {
        ui::BackendDialog dialog(target, 0, secretStore);
        if (auto shot = shootOne(dialog, QString::fromLatin1(name), shoot); !shot)
            return shot;
        // What is below the fold, where the form has one.
        QScrollBar *bar = dialog.findChild<QScrollArea *>()->verticalScrollBar();
        if (bar->maximum() == 0)
            continue;
        bar->setValue(bar->maximum());
        if (auto shot = shoot(dialog, QString::fromLatin1(name) + QStringLiteral("-end")); !shot)
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
