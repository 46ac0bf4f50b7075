#include "dialogs/backenddialog.h"

#include "bridge/background.h"
#include "dialogs/hardwarefields.h"
#include "dialogs/keyfield.h"
#include "dialogs/simulatedfield.h"
#include "models/backendfaults.h"
#include "models/backendfields.h"
#include "models/backendlines.h"
#include "models/backendwords.h"
#include "models/seriesstyle.h"
#include "profiles/profiles.h"
#include "protocol/nativeprotocol.h"
#include "secrets/secretstore.h"
#include "session/simulatedkind.h"
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
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
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

constexpr int LinesHeight = 48;
constexpr int MostGpus = 100'000;

QIcon markerIcon(int marker)
{
    QPixmap picture(14, 14);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paintMarker(painter, static_cast<Marker>(marker), QColor(storedColor(marker)), QRectF(2, 2, 10, 10));
    painter.end();
    return QIcon(picture);
}

} // namespace

BackendDialog::BackendDialog(const plan::Target &target, int marker, std::shared_ptr<secrets::SecretStore> secrets,
                             QWidget *parent)
    : QDialog(parent)
    , m_original(target)
    , m_originalMarker(marker)
    , m_secrets(std::move(secrets))
    , m_scroll(new QScrollArea(this))
    , m_form(new FormCard(m_scroll))
    , m_name(new QLineEdit)
    , m_url(new QLineEdit)
    , m_simulated(new SimulatedField)
    , m_kind(new QComboBox)
    , m_endpoint(new QComboBox)
    , m_native(new QComboBox)
    , m_model(new QLineEdit)
    , m_key(new KeyField)
    , m_headers(new QPlainTextEdit)
    , m_extraBody(new QLineEdit)
    , m_caFile(new QLineEdit)
    , m_insecure(new QCheckBox)
    , m_metricsUrls(new QPlainTextEdit)
    , m_gpus(new QSpinBox)
    , m_gpuMetricsUrl(new QLineEdit)
    , m_device(new QLineEdit)
    , m_note(new QLineEdit)
    , m_marker(new QComboBox)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    resize(560, 620);
    buildFields();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    m_scroll->setWidget(m_form);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_scroll, 1);
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
    for (QPlainTextEdit *lines : {m_headers, m_metricsUrls}) {
        lines->setFixedHeight(LinesHeight);
        lines->setTabChangesFocus(true);
        lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    }
    m_native->setEditable(true);
    m_native->setInsertPolicy(QComboBox::NoInsert);
    m_gpus->setRange(0, MostGpus);
    using Rows = std::initializer_list<std::pair<const char *, QWidget *>>;
    const auto addRows = [this](const Rows &rows) {
        for (const auto &[key, field] : rows)
            m_form->addRow(QString::fromLatin1(key), field);
    };
    addRows({{"name", m_name},
             {"url", m_url},
             {"simulated", m_simulated},
             {"kind", m_kind},
             {"endpoint", m_endpoint},
             {"native", m_native},
             {"model", m_model},
             {"api_key_env", m_key},
             {"headers", m_headers},
             {"extra_body", m_extraBody},
             {"ca_file", m_caFile},
             {"insecure", m_insecure},
             {"metrics_urls", m_metricsUrls},
             {"gpus", m_gpus}});
    m_hardware = new HardwareFields(*m_form, this);
    addRows({{"gpu_metrics_url", m_gpuMetricsUrl}, {"device", m_device}, {"note", m_note}, {"color", m_marker}});
    connect(m_hardware, &HardwareFields::changed, this, &BackendDialog::validate);
    for (QLineEdit *field : {m_name, m_url, m_model, m_extraBody, m_caFile, m_gpuMetricsUrl, m_device, m_note})
        connect(field, &QLineEdit::textChanged, this, &BackendDialog::validate);
    for (QPlainTextEdit *lines : {m_headers, m_metricsUrls})
        connect(lines, &QPlainTextEdit::textChanged, this, &BackendDialog::validate);
    connect(m_key, &KeyField::changed, this, &BackendDialog::validate);
    connect(m_native, &QComboBox::editTextChanged, this, &BackendDialog::validate);
    connect(m_simulated, &SimulatedField::chosen, this, &BackendDialog::chooseSimulated);
    for (QComboBox *combo : {m_kind, m_endpoint}) {
        connect(combo, &QComboBox::currentIndexChanged, this, [this] {
            showNatives();
            validate();
        });
    }
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
    showNatives();
    m_native->setCurrentText(QString::fromStdString(target.native));
    m_key->setTarget(target);
    m_headers->setPlainText(backendlines::text(target.headers));
    m_extraBody->setText(QString::fromStdString(target.extraBody));
    m_caFile->setText(QString::fromStdString(target.tls.caFile));
    m_insecure->setChecked(target.tls.insecure);
    m_metricsUrls->setPlainText(backendlines::text(target.metricsUrls));
    m_gpus->setValue(static_cast<int>(target.gpus));
    m_hardware->setHardware(target.hardware);
    m_gpuMetricsUrl->setText(QString::fromStdString(target.gpuMetricsUrl));
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
    target.native = target.endpoint == plan::Endpoint::Native ? m_native->currentText().trimmed().toStdString() : "";
    target.model = m_model->text().trimmed().toStdString();
    m_key->applyTo(target);
    target.headers = backendlines::headers(m_headers->toPlainText());
    target.extraBody = m_extraBody->text().trimmed().toStdString();
    target.tls.caFile = m_caFile->text().trimmed().toStdString();
    target.tls.insecure = m_insecure->isChecked();
    target.metricsUrls = backendlines::words(m_metricsUrls->toPlainText());
    target.gpus = static_cast<std::uint32_t>(m_gpus->value());
    target.hardware = m_hardware->hardware();
    target.gpuMetricsUrl = m_gpuMetricsUrl->text().trimmed().toStdString();
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

std::vector<std::pair<QString, QString>> BackendDialog::faults() const
{
    std::vector<std::pair<QString, QString>> faults = backendFaults(target());
    if (const QString fault = m_key->fault(); !fault.isEmpty())
        faults.emplace(faults.begin(), QStringLiteral("api_key_env"), fault);
    return faults;
}

void BackendDialog::validate()
{
    m_form->setRowVisible(QStringLiteral("simulated"), m_url->text().toStdString().starts_with(plan::SimulatedScheme));
    m_simulated->setUrl(m_url->text().toStdString());
    m_form->clearErrors();
    const auto found = faults();
    for (const auto &[key, text] : found)
        m_form->setError(key, text);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(found.empty());
    makeRoom();
}

void BackendDialog::makeRoom()
{
    // No field is cut at its right edge, whatever the language.
    m_scroll->setMinimumWidth(m_form->minimumSizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width());
    // Where all fields fit, and faults below them, they are seen without scrolling.
    const int frame = layout()->sizeHint().height() - m_scroll->sizeHint().height();
    const QLayout *form = m_form->layout();
    // A height that goes with the width it has only while there is text that wraps.
    const int fields
        = form->hasHeightForWidth() ? form->totalHeightForWidth(m_form->width()) : form->totalSizeHint().height();
    const int wanted = fields + frame;
    const int most = screen()->availableGeometry().height() * 9 / 10;
    if (std::min(wanted, most) > height())
        resize(width(), std::min(wanted, most));
}

void BackendDialog::showNatives()
{
    const profiles::BackendProfile *profile = profiles::findProfile(m_kind->currentData().toString().toStdString());
    const QString before = m_native->currentText();
    m_native->clear();
    m_native->addItem(QString());
    if (profile != nullptr) {
        for (const protocol::NativeDialect *native : profile->natives)
            m_native->addItem(QString::fromUtf8(native->name.data(), static_cast<qsizetype>(native->name.size())));
    }
    m_native->setCurrentText(before);
    const auto endpoint = static_cast<plan::Endpoint>(m_endpoint->currentData().toInt());
    m_form->setRowVisible(QStringLiteral("native"), endpoint == plan::Endpoint::Native);
}

void BackendDialog::chooseSimulated(const QString &url)
{
    m_url->setText(url);
    const std::string kind = session::kindOfSimulated(url.toStdString().substr(plan::SimulatedScheme.size()));
    m_kind->setCurrentIndex(m_kind->findData(QString::fromStdString(kind)));
}

void BackendDialog::accept()
{
    const std::string key = m_key->newKey();
    if (key.empty())
        return QDialog::accept();
    setEnabled(false);
    inBackground(
        this, [secrets = m_secrets, name = target().apiKeyKeychain, key] { return secrets->keep(name, key); },
        [this](const Expected<secrets::SecretStore::Kept> &kept) {
            setEnabled(true);
            if (kept)
                return QDialog::accept();
            m_form->setError(QStringLiteral("api_key_env"),
                             words::sentence(kept.error()) + QLatin1Char(' ') + words::advice(kept.error()));
            makeRoom();
        });
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
    const auto row = [this](const char *key, const QString &help = {}) {
        const QString name = QString::fromLatin1(key);
        m_form->setRowText(name, backendFieldName(name), help);
    };
    for (const char *key : {"name", "url", "simulated", "kind", "endpoint", "model", "insecure", "note", "color"})
        row(key);
    row("native", tr("Which of the server's own APIs, where it has several; for a service of BentoML its method."));
    row("api_key_env",
        tr("The key itself is never stored with backends or runs. Where there is no keychain, a key put into it is "
           "remembered until the program ends."));
    row("headers", tr("One a line, “Name: value”."));
    row("extra_body", tr("A JSON object that is merged into every request."));
    row("ca_file", tr("PEM file to trust instead of the system's certificates."));
    row("metrics_urls",
        tr("Where the server tells of itself, one a line for each replica; empty: the usual place; off: nowhere. "
           "env:VAR@URL gives a page of another host a key of its own."));
    row("gpus", tr("GPUs that serve this backend, for rates per GPU."));
    row("gpu_metrics_url", tr("A DCGM exporter, where the GPUs are in another host."));
    row("device", tr("Backends with the same name here share a GPU and never run at the same time."));
    m_key->retranslate();
    m_hardware->retranslate();
    m_simulated->retranslate();
    m_gpus->setSpecialValueText(tr("not known"));
    m_native->lineEdit()->setPlaceholderText(tr("the first it has"));
    m_metricsUrls->setPlaceholderText(QStringLiteral("http://host:port/metrics"));
    m_gpuMetricsUrl->setPlaceholderText(QStringLiteral("http://host:9400/metrics"));
    // Named here, for the toolkit's own words are a package that need not be there.
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("OK"));
    m_buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    const std::array endpoints{tr("as the server has it"), tr("chat completions"), tr("completions"),
                               tr("its own API")};
    for (int i = 0; i < static_cast<int>(endpoints.size()); ++i)
        m_endpoint->setItemText(i, endpoints[static_cast<std::size_t>(i)]);
    m_model->setPlaceholderText(tr("the first it offers"));
    m_extraBody->setPlaceholderText(QStringLiteral("{\"top_p\": 1}"));
    m_insecure->setText(tr("do not verify (insecure)"));
    const std::array markers
        = {tr("circle"), tr("square"), tr("triangle"), tr("diamond"), tr("plus"), tr("inverted triangle"),
           tr("cross"),  tr("star")};
    for (int i = 0; i < m_marker->count(); ++i)
        m_marker->setItemText(i, markers.at(static_cast<std::size_t>(i)));
}

} // namespace tokamark::ui
