#include "dialogs/backenddialog.h"

#include "models/backendwords.h"
#include "models/seriesstyle.h"
#include "profiles/profiles.h"
#include "widgets/formcard.h"
#include "widgets/markerpainter.h"
#include "widgets/theme.h"
#include "words/errorwords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QIcon>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>
#include <vector>

namespace tokamark::ui {

namespace {

constexpr std::array Endpoints{plan::Endpoint::Auto, plan::Endpoint::Chat, plan::Endpoint::Completions,
                               plan::Endpoint::Native};

const QString Prefix = QStringLiteral("targets[0].");

QIcon markerIcon(int marker)
{
    QPixmap picture(14, 14);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paintMarker(painter, static_cast<Marker>(marker), QColor(storedColor(marker)), QRectF(2, 2, 10, 10));
    painter.end();
    return QIcon(picture);
}

/// One header a line, "Name: value"; a line without a colon stays a name, which the check then refuses.
std::vector<std::pair<std::string, std::string>> parseHeaders(const QString &text)
{
    std::vector<std::pair<std::string, std::string>> headers;
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        const QString name = colon < 0 ? line : line.left(colon);
        const QString value = colon < 0 ? QString() : line.mid(colon + 1);
        headers.emplace_back(name.trimmed().toStdString(), value.trimmed().toStdString());
    }
    return headers;
}

QString headerText(const std::vector<std::pair<std::string, std::string>> &headers)
{
    QStringList lines;
    for (const auto &[name, value] : headers)
        lines.append(QString::fromStdString(name) + QStringLiteral(": ") + QString::fromStdString(value));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

BackendDialog::BackendDialog(const plan::Target &target, int marker, QWidget *parent)
    : QDialog(parent)
    , m_original(target)
    , m_originalMarker(marker)
    , m_form(new FormCard(this))
    , m_name(new QLineEdit)
    , m_url(new QLineEdit)
    , m_kind(new QComboBox)
    , m_endpoint(new QComboBox)
    , m_model(new QLineEdit)
    , m_key(new QLineEdit)
    , m_headers(new QPlainTextEdit)
    , m_extraBody(new QLineEdit)
    , m_caFile(new QLineEdit)
    , m_insecure(new QCheckBox)
    , m_device(new QLineEdit)
    , m_note(new QLineEdit)
    , m_marker(new QComboBox)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    resize(560, 620);
    buildFields();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    layout->addWidget(m_form);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    fill(target, marker);
    validate();
}

void BackendDialog::buildFields()
{
    for (const profiles::BackendProfile *profile : profiles::allProfiles()) {
        const std::string kind(profile->kind);
        m_kind->addItem(kindName(kind), QString::fromStdString(kind));
    }
    for (const plan::Endpoint endpoint : Endpoints)
        m_endpoint->addItem(QString(), static_cast<int>(endpoint));
    for (int marker = 0; marker < SeriesCount; ++marker)
        m_marker->addItem(markerIcon(marker), QString());
    m_headers->setFixedHeight(56);
    m_headers->setTabChangesFocus(true);
    const std::initializer_list<std::pair<const char *, QWidget *>> rows
        = {{"name", m_name},      {"url", m_url},           {"kind", m_kind},       {"endpoint", m_endpoint},
           {"model", m_model},    {"api_key_env", m_key},   {"headers", m_headers}, {"extra_body", m_extraBody},
           {"ca_file", m_caFile}, {"insecure", m_insecure}, {"device", m_device},   {"note", m_note},
           {"color", m_marker}};
    for (const auto &[key, field] : rows)
        m_form->addRow(Prefix + QString::fromLatin1(key), field);
    for (QLineEdit *field : {m_name, m_url, m_model, m_key, m_extraBody, m_caFile, m_device, m_note})
        connect(field, &QLineEdit::textChanged, this, &BackendDialog::validate);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &BackendDialog::validate);
    connect(m_insecure, &QCheckBox::toggled, this, &BackendDialog::validate);
}

void BackendDialog::fill(const plan::Target &target, int marker)
{
    m_name->setText(QString::fromStdString(target.name));
    m_url->setText(QString::fromStdString(target.url));
    m_kind->setCurrentIndex(m_kind->findData(QString::fromStdString(target.kind)));
    if (m_kind->currentIndex() < 0)
        m_kind->setCurrentIndex(m_kind->findData(QStringLiteral("openai")));
    m_endpoint->setCurrentIndex(std::max(0, m_endpoint->findData(static_cast<int>(target.endpoint))));
    m_model->setText(QString::fromStdString(target.model));
    m_key->setText(QString::fromStdString(target.apiKeyEnv));
    m_headers->setPlainText(headerText(target.headers));
    m_extraBody->setText(QString::fromStdString(target.extraBody));
    m_caFile->setText(QString::fromStdString(target.tls.caFile));
    m_insecure->setChecked(target.tls.insecure);
    m_device->setText(QString::fromStdString(target.device));
    m_note->setText(QString::fromStdString(target.note));
    m_marker->setCurrentIndex(marker);
}

plan::Target BackendDialog::target() const
{
    plan::Target target = m_original;
    target.name = m_name->text().trimmed().toStdString();
    target.url = m_url->text().trimmed().toStdString();
    target.kind = m_kind->currentData().toString().toStdString();
    target.endpoint = static_cast<plan::Endpoint>(m_endpoint->currentData().toInt());
    if (target.endpoint != plan::Endpoint::Native)
        target.native.clear();
    target.model = m_model->text().trimmed().toStdString();
    target.apiKeyEnv = m_key->text().trimmed().toStdString();
    target.headers = parseHeaders(m_headers->toPlainText());
    target.extraBody = m_extraBody->text().trimmed().toStdString();
    target.tls.caFile = m_caFile->text().trimmed().toStdString();
    target.tls.insecure = m_insecure->isChecked();
    target.device = m_device->text().trimmed().toStdString();
    target.note = m_note->text().trimmed().toStdString();
    if (marker() != m_originalMarker)
        target.color = storedColor(marker()).toStdString();
    return target;
}

int BackendDialog::marker() const
{
    return m_marker->currentIndex();
}

void BackendDialog::validate()
{
    plan::Plan plan;
    plan.targets.push_back(target());
    m_form->clearErrors();
    const std::vector<Error> faults = plan::check(plan);
    for (const Error &fault : faults)
        m_form->setError(QString::fromStdString(fault.detail.substr(0, fault.detail.find(':'))),
                         words::sentence(fault));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(faults.empty());
    makeRoom();
}

void BackendDialog::makeRoom()
{
    // Faults stand below their fields; without room for them the fields would cover them.
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

void BackendDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    // Only now the fonts are those of the window.
    makeRoom();
}

void BackendDialog::retranslate()
{
    setWindowTitle(tr("Backend"));
    const auto row = [this](const char *key, const QString &label, const QString &help = {}) {
        m_form->setRowText(Prefix + QString::fromLatin1(key), label, help);
    };
    row("name", tr("Name"));
    row("url", tr("URL"));
    row("kind", tr("Server"));
    row("endpoint", tr("API"));
    row("model", tr("Model"));
    row("api_key_env", tr("API key from"), tr("Name of an environment variable. The key itself is never stored."));
    row("headers", tr("Headers"), tr("One a line, “Name: value”."));
    row("extra_body", tr("Extra fields"), tr("A JSON object that is merged into every request."));
    row("ca_file", tr("CA file"), tr("PEM file to trust instead of the system's certificates."));
    row("insecure", tr("Certificate"));
    row("device", tr("GPU"), tr("Backends with the same name here share a GPU and never run at the same time."));
    row("note", tr("Note"));
    row("color", tr("Marker"));
    // Named here, for the toolkit's own words are a package that need not be there.
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("OK"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    const std::array endpoints{tr("as the server has it"), tr("chat completions"), tr("completions"),
                               tr("its own API")};
    for (int i = 0; i < static_cast<int>(endpoints.size()); ++i)
        m_endpoint->setItemText(i, endpoints[static_cast<std::size_t>(i)]);
    m_model->setPlaceholderText(tr("the first it offers"));
    m_key->setPlaceholderText(QStringLiteral("OPENAI_API_KEY"));
    m_extraBody->setPlaceholderText(QStringLiteral("{\"top_p\": 1}"));
    m_insecure->setText(tr("do not verify (insecure)"));
    const std::array markers
        = {tr("circle"), tr("square"), tr("triangle"), tr("diamond"), tr("plus"), tr("inverted triangle"),
           tr("cross"),  tr("star")};
    for (int i = 0; i < m_marker->count(); ++i)
        m_marker->setItemText(i, markers.at(static_cast<std::size_t>(i)));
}

} // namespace tokamark::ui
