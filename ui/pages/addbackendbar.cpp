#include "pages/addbackendbar.h"

#include "backends/portsearch.h"
#include "bridge/backendhealth.h"
#include "bridge/backendstore.h"
#include "bridge/background.h"
#include "dialogs/clouddialog.h"
#include "http/barehost.h"
#include "http/url.h"
#include "models/backendwords.h"
#include "profiles/profiles.h"
#include "session/simulatedkind.h"
#include "simulator/preset.h"
#include "widgets/noticecard.h"
#include "widgets/theme.h"
#include "words/errorwords.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokamark::ui {

namespace {

constexpr std::uint16_t HttpPort = 80; ///< of a gateway, beside the usual ports of servers

/// A name to start with: the maker's, or host and port where nobody told.
std::string nameFor(const plan::Target &target, const profiles::Detection &detection)
{
    if (detection.kind != "openai")
        return kindName(detection.kind).toStdString();
    const auto url = http::parseUrl(target.url);
    return url ? url->hostHeader() : target.url;
}

plan::Target detectedTarget(plan::Target target, const profiles::Detection &detection)
{
    target.name = nameFor(target, detection);
    target.kind = detection.kind;
    if (!detection.models.empty())
        target.model = detection.models.front().id;
    return target;
}

plan::Target simulatedTarget(const simulator::Preset &preset)
{
    plan::Target target;
    target.kind = session::kindOf(preset.engine);
    target.name = preset.engine == simulator::EngineKind::Generic ? preset.name : kindName(target.kind).toStdString();
    target.url = std::string(plan::SimulatedScheme) + preset.name;
    target.device = "simulated";
    return target;
}

} // namespace

AddBackendBar::AddBackendBar(const AppContext &context, BackendHealth &health, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_health(health)
    , m_url(new QLineEdit(this))
    , m_detect(new QPushButton(this))
    , m_simulated(new QPushButton(this))
    , m_cloud(new QPushButton(this))
    , m_simulatedMenu(new QMenu(this))
    , m_notice(new NoticeCard(NoticeCard::Look::Card, this))
{
    build();
    connect(m_detect, &QPushButton::clicked, this, &AddBackendBar::detectAndAdd);
    connect(m_url, &QLineEdit::returnPressed, this, &AddBackendBar::detectAndAdd);
    connect(m_cloud, &QPushButton::clicked, this, &AddBackendBar::addFromCloud);
    retranslate();
}

void AddBackendBar::build()
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(13);
    m_url->setFont(fixed);
    m_url->setClearButtonEnabled(true);
    m_detect->setProperty("primary", true);
    m_simulated->setProperty("menu", true);
    m_simulated->setMenu(m_simulatedMenu);
    m_notice->hide();
    auto *line = new QHBoxLayout;
    line->setSpacing(spacing::Medium);
    line->addWidget(m_url, 1);
    for (QPushButton *button : {m_detect, m_simulated, m_cloud})
        line->addWidget(button);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(spacing::Medium);
    rows->addLayout(line);
    rows->addWidget(m_notice);
}

void AddBackendBar::focusUrl()
{
    m_url->setFocus();
}

void AddBackendBar::showSimulated()
{
    m_simulated->showMenu();
}

void AddBackendBar::showError(const Error &error)
{
    m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->show();
}

void AddBackendBar::addFromCloud()
{
    auto *dialog = new CloudDialog(m_context.secretStore, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CloudDialog::backendWanted, this, &AddBackendBar::addDeployment);
    dialog->open();
}

/// What serves in a deployment is for its server to say; one that sleeps, or does not answer, is added for what it is.
void AddBackendBar::addDeployment(const plan::Target &target)
{
    m_health.ask(target, [this, target](const Expected<profiles::Detection> &detection) {
        plan::Target added = target;
        if (!detection) {
            m_context.backends.add({added});
            showError(detection.error());
            return;
        }
        added.kind = detection->kind;
        if (!detection->models.empty())
            added.model = detection->models.front().id;
        m_context.backends.add({added}, QString::fromStdString(profiles::toJson(*detection)));
    });
}

/// A host without a port: every known server that answers at one of the usual ports is added. They are asked without a
/// key, for that is meant for one of them.
void AddBackendBar::searchAndAdd(const QString &host)
{
    m_detect->setEnabled(false);
    m_notice->setNotice(Tone::Neutral, {}, tr("Asking %1 at the usual ports…").arg(host));
    m_notice->show();
    using Found = Expected<std::vector<backends::FoundServer>>;
    inBackground(
        this,
        [name = host.toStdString()] {
            std::vector<std::uint16_t> ports = profiles::usualPorts();
            ports.push_back(HttpPort);
            return backends::detectAtPorts(name, ports, {});
        },
        [this, host](const Found &found) {
            m_detect->setEnabled(true);
            m_notice->hide();
            bool any = false;
            for (const backends::FoundServer &server : found ? *found : std::vector<backends::FoundServer>()) {
                if (!server.detection)
                    continue;
                any = true;
                plan::Target target;
                target.url = server.url.text();
                m_context.backends.add({detectedTarget(target, *server.detection)},
                                       QString::fromStdString(profiles::toJson(*server.detection)));
            }
            if (any)
                m_url->clear();
            else
                showError(found && !found->empty() ? found->front().detection.error()
                                                   : Error{ErrorCode::ConnectRefused, host.toStdString(), {}});
        });
}

void AddBackendBar::detectAndAdd()
{
    // Return in the field asks as well, and what is asked is not asked twice.
    if (!m_detect->isEnabled())
        return;
    plan::Target target;
    target.url = m_url->text().trimmed().toStdString();
    if (target.url.empty())
        return;
    if (target.isSimulated()) {
        const simulator::Preset *preset = simulator::findPreset(target.simulation());
        if (preset == nullptr)
            return showDetectError(target, {ErrorCode::NotFound, target.url, {}});
        plan::Target simulated = simulatedTarget(*preset);
        simulated.url = target.url;
        simulated.kind = session::kindOfSimulated(target.simulation());
        m_context.backends.add({simulated});
        m_url->clear();
        return;
    }
    const auto url = http::parseUrl(target.url);
    if (!url)
        return showDetectError(target, url.error());
    if (http::isBareHost(target.url))
        return searchAndAdd(QString::fromStdString(target.url));
    target.url = url->text();
    m_detect->setEnabled(false);
    m_notice->setNotice(Tone::Neutral, {}, tr("Asking %1 what it is…").arg(QString::fromStdString(target.url)));
    m_notice->show();
    m_health.ask(target, [this, target](const Expected<profiles::Detection> &detection) {
        m_detect->setEnabled(true);
        if (!detection)
            return showDetectError(target, detection.error());
        m_notice->hide();
        m_url->clear();
        m_context.backends.add({detectedTarget(target, *detection)},
                               QString::fromStdString(profiles::toJson(*detection)));
    });
}

void AddBackendBar::showDetectError(const plan::Target &target, const Error &error)
{
    showError(error);
    m_notice->addAction(tr("Try again"), [this] { detectAndAdd(); });
    if (http::parseUrl(target.url)) {
        m_notice->addAction(tr("Add anyway"), [this, target] {
            plan::Target added = target;
            added.name = nameFor(target, {});
            m_context.backends.add({added});
            m_notice->hide();
        });
        m_notice->addAction(tr("What Tokamark asked"), [this, target, error] { showQuestions(target, error); });
    }
    m_notice->show();
}

void AddBackendBar::showQuestions(const plan::Target &target, const Error &error)
{
    const QString asked = tr("GET %1/v1/models").arg(QString::fromStdString(target.url));
    const QString cause = QString::fromStdString(error.cause.empty() ? error.detail : error.cause);
    m_notice->setNotice(Tone::Bad, words::sentence(error),
                        tr("%1 → %2. Nothing else was sent.", "request → what came back").arg(asked, cause));
    m_notice->addAction(tr("Try again"), [this] { detectAndAdd(); });
    m_notice->show();
}

void AddBackendBar::fillSimulated()
{
    m_simulatedMenu->clear();
    QMenu *small = m_simulatedMenu->addMenu(tr("Llama 3 8B on an A100"));
    QMenu *large = m_simulatedMenu->addMenu(tr("Llama 3 70B, 4 bits, on an A100"));
    for (const simulator::Preset &preset : simulator::presets()) {
        const bool generic = preset.engine == simulator::EngineKind::Generic;
        const bool isLarge = preset.name.find("70b") != std::string::npos;
        QMenu *menu = generic ? m_simulatedMenu : isLarge ? large : small;
        const QString name = generic ? QString::fromStdString(preset.name) : kindName(session::kindOf(preset.engine));
        menu->addAction(name, this, [this, target = simulatedTarget(preset)] { m_context.backends.add({target}); });
    }
}

void AddBackendBar::retranslate()
{
    m_url->setPlaceholderText(tr("http://host:port"));
    m_url->setAccessibleName(tr("URL of a server"));
    m_detect->setText(tr("Detect and add"));
    m_simulated->setText(tr("Simulated"));
    m_cloud->setText(tr("BentoCloud…"));
    fillSimulated();
}

} // namespace tokamark::ui
