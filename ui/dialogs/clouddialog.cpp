#include "dialogs/clouddialog.h"

#include "bridge/background.h"
#include "cloud/cloudclient.h"
#include "dialogs/dialogsize.h"
#include "format/tiptext.h"
#include "http/url.h"
#include "secrets/secretstore.h"
#include "widgets/card.h"
#include "widgets/noticecard.h"
#include "widgets/theme.h"
#include "words/cloudwords.h"
#include "words/errorwords.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringList>
#include <QTableWidget>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace tokamark::ui {

namespace {

enum Column : int { NameColumn, StatusColumn, InstanceColumn, ScalingColumn, AccessColumn, ColumnCount };

QStringList scalings(const cloud::CloudDeployment &deployment)
{
    QStringList texts;
    for (const cloud::CloudService &service : deployment.services)
        texts.append(words::scaling(service));
    return texts;
}

QStringList instances(const cloud::CloudDeployment &deployment)
{
    QStringList texts;
    for (const cloud::CloudService &service : deployment.services)
        texts.append(QString::fromStdString(service.instanceType));
    return texts;
}

/// What the token of an account goes by in the keychain.
std::string tokenNameOf(const std::string &api)
{
    const auto url = http::parseUrl(api);
    return "bentocloud " + (url ? url->host : std::string());
}

} // namespace

plan::Target CloudDialog::targetOf(const cloud::CloudDeployment &deployment, const std::string &tokenName)
{
    plan::Target target;
    target.name = deployment.name;
    target.url = deployment.url;
    target.kind = "bentoml";
    if (deployment.isProtected)
        target.apiKeyKeychain = tokenName;
    const QStringList facts = instances(deployment) + scalings(deployment);
    target.note = facts.join(QStringLiteral(", ")).toStdString();
    return target;
}

CloudDialog::CloudDialog(std::shared_ptr<secrets::SecretStore> secrets, QWidget *parent)
    : QDialog(parent)
    , m_secrets(std::move(secrets))
    , m_client(new cloud::CloudClient(this))
    , m_api(new QLineEdit(QString::fromUtf8(cloud::DefaultCloudApi), this))
    , m_token(new QLineEdit(this))
    , m_list(new QPushButton(tr("List deployments"), this))
    , m_kept(makeLabel("caption", this))
    , m_notice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_table(new QTableWidget(0, ColumnCount, this))
{
    setWindowTitle(tr("BentoCloud"));
    resizeOver(*this, {820, 520});
    build();
    connect(m_list, &QPushButton::clicked, this, &CloudDialog::signIn);
    connect(m_add, &QPushButton::clicked, this, &CloudDialog::addSelected);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &CloudDialog::showSelected);
    connect(m_table, &QTableWidget::itemActivated, this, &CloudDialog::addSelected);
    showSelected();
}

void CloudDialog::build()
{
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(tr("empty: the one that is kept"));
    m_list->setDefault(true);
    m_kept->setWordWrap(true);
    m_kept->setText(tr("The token goes into the system's keychain; where there is none it is remembered until the "
                       "program ends. It is never written to the database."));
    m_notice->hide();
    m_table->setHorizontalHeaderLabels({tr("Deployment"), tr("State"), tr("Instance"), tr("Scaling"), tr("Access")});
    m_table->setAccessibleName(tr("Deployments"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(ScalingColumn, QHeaderView::Stretch);

    auto *account = new QGridLayout;
    account->setHorizontalSpacing(spacing::Medium);
    account->setColumnStretch(1, 1);
    auto *apiLabel = makeLabel("dim", this);
    apiLabel->setText(tr("API URL"));
    apiLabel->setBuddy(m_api);
    auto *tokenLabel = makeLabel("dim", this);
    tokenLabel->setText(tr("API token"));
    tokenLabel->setBuddy(m_token);
    m_api->setAccessibleName(apiLabel->text());
    m_token->setAccessibleName(tokenLabel->text());
    account->addWidget(apiLabel, 0, 0);
    account->addWidget(m_api, 0, 1, 1, 2);
    account->addWidget(tokenLabel, 1, 0);
    account->addWidget(m_token, 1, 1);
    account->addWidget(m_list, 1, 2);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_add = buttons->addButton(tr("Add as backend"), QDialogButtonBox::ActionRole);
    // Named here, for the toolkit's own words are a package that need not be there.
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    rows->setSpacing(spacing::Medium);
    rows->addLayout(account);
    rows->addWidget(m_kept);
    rows->addWidget(m_table, 1);
    rows->addWidget(m_notice);
    rows->addWidget(buttons);
}

void CloudDialog::signIn()
{
    const cloud::CloudAccount account{m_api->text().trimmed().toStdString(), m_token->text().trimmed().toStdString()};
    m_list->setEnabled(false);
    m_notice->setNotice(Tone::Neutral, {}, tr("Asking %1…").arg(QString::fromStdString(account.api)));
    m_notice->show();
    if (!account.token.empty())
        return list(account, true);
    // The keychain may ask a person, so it is read elsewhere.
    inBackground(
        this, [secrets = m_secrets, name = tokenNameOf(account.api)] { return secrets->readKeychain(name); },
        [this, api = account.api](const Expected<std::string> &token) {
            if (!token)
                return showError(token.error());
            list({api, *token}, false);
        });
}

void CloudDialog::list(const cloud::CloudAccount &account, bool keep)
{
    m_client->list(account, [this, account, keep](Expected<std::vector<cloud::CloudDeployment>> found) {
        if (!found)
            return showError(found.error());
        // Only a token that was accepted is worth keeping.
        if (keep)
            keepToken(account);
        // The field may say another one by now, which the token is not meant for.
        m_tokenName = tokenNameOf(account.api);
        showList(*std::move(found));
    });
}

void CloudDialog::keepToken(const cloud::CloudAccount &account)
{
    using Kept = secrets::SecretStore::Kept;
    m_token->clear();
    inBackground(
        this, [secrets = m_secrets, account] { return secrets->keep(tokenNameOf(account.api), account.token); },
        [this](const Expected<Kept> &kept) {
            if (!kept)
                m_kept->setText(words::sentence(kept.error()) + QLatin1Char(' ') + words::advice(kept.error()));
            else if (*kept == Kept::InKeychain)
                m_kept->setText(tr("The token is in the system's keychain."));
            else
                m_kept->setText(tr("There is no keychain here: the token is remembered until the program ends."));
        });
}

void CloudDialog::showList(std::vector<cloud::CloudDeployment> deployments)
{
    m_list->setEnabled(true);
    m_deployments = std::move(deployments);
    m_table->clearSelection();
    m_table->setRowCount(static_cast<int>(m_deployments.size()));
    int row = 0;
    for (const cloud::CloudDeployment &deployment : m_deployments) {
        const std::array texts{QString::fromStdString(deployment.name), words::deploymentStatus(deployment.status),
                               instances(deployment).join(QStringLiteral("; ")),
                               scalings(deployment).join(QStringLiteral("; ")),
                               deployment.isProtected ? tr("with a token") : tr("open")};
        for (int column = 0; column < ColumnCount; ++column) {
            auto *item = new QTableWidgetItem(texts.at(static_cast<std::size_t>(column)));
            item->setToolTip(format::tip(QString::fromStdString(deployment.url)));
            m_table->setItem(row, column, item);
        }
        ++row;
    }
    if (!m_deployments.empty())
        m_table->selectRow(0);
    showSelected();
    if (m_deployments.empty()) {
        m_notice->setNotice(Tone::Neutral, {}, tr("This account has no deployments."));
        m_notice->show();
    }
    Q_EMIT answered();
}

void CloudDialog::showError(const Error &error)
{
    m_list->setEnabled(true);
    m_deployments.clear();
    m_table->setRowCount(0);
    showSelected();
    // No keychain and no token typed is no fault yet: the way out is to type it.
    const bool untold = m_token->text().isEmpty()
        && (error.code == ErrorCode::KeyMissing || error.code == ErrorCode::KeychainUnavailable);
    if (untold)
        m_notice->setNotice(Tone::Warning, {}, tr("No token is kept for this account. Type one to sign in."));
    else
        m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->show();
    Q_EMIT answered();
}

const cloud::CloudDeployment *CloudDialog::selected() const
{
    const int row = m_table->currentRow();
    const bool valid = row >= 0 && static_cast<std::size_t>(row) < m_deployments.size();
    return valid && !m_table->selectedItems().isEmpty() ? &m_deployments[static_cast<std::size_t>(row)] : nullptr;
}

void CloudDialog::showSelected()
{
    const cloud::CloudDeployment *deployment = selected();
    m_add->setEnabled(deployment != nullptr && !deployment->url.empty());
    m_notice->hide();
    if (deployment == nullptr)
        return;
    QStringList texts;
    for (const cloud::CloudWarning warning : cloud::warningsOf(*deployment))
        texts.append(words::sentence(warning));
    if (!texts.isEmpty()) {
        m_notice->setNotice(Tone::Warning, QString::fromStdString(deployment->name), texts.join(QLatin1Char('\n')));
        m_notice->show();
    }
}

void CloudDialog::addSelected()
{
    const cloud::CloudDeployment *deployment = selected();
    if (deployment == nullptr || deployment->url.empty())
        return;
    Q_EMIT backendWanted(targetOf(*deployment, m_tokenName));
    m_notice->setNotice(Tone::Good, {},
                        tr("%1 is among the backends now.").arg(QString::fromStdString(deployment->name)));
    m_notice->show();
}

} // namespace tokamark::ui
