#include "dialogs/trialdialog.h"

#include "backends/curlcommand.h"
#include "bridge/background.h"
#include "dialogs/dialogsize.h"
#include "format/numberformat.h"
#include "http/url.h"
#include "plan/targetsecrets.h"
#include "secrets/secretstore.h"
#include "widgets/card.h"
#include "widgets/noticecard.h"
#include "widgets/theme.h"
#include "words/errorwords.h"
#include "words/outcomewords.h"
#include "words/refusalwords.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringDecoder>
#include <QStringList>
#include <QVBoxLayout>

#include <string_view>

namespace tokamark::ui {

namespace {

constexpr std::uint32_t TrialTokens = 16;
constexpr const char *DefaultKeyVariable = "API_KEY";

/// One read: when it came, which clock says so, and its bytes, a line for each line of them. A character that is cut by
/// the end of a read stands where it is completed, for `decoder` goes on where it was.
QString readText(const backends::TrialRead &read, QStringDecoder &decoder)
{
    const QString time = QStringLiteral("%1 ms").arg(toMilliseconds(read.since), 9, 'f', 2);
    const QString head = time + (read.kernelStamp ? QStringLiteral(" k  ") : QStringLiteral("    "));
    const QString indent(head.size(), QLatin1Char(' '));
    QStringList lines;
    const QString text = decoder.decode(QByteArrayView(read.bytes.data(), static_cast<qsizetype>(read.bytes.size())));
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty())
            lines.append((lines.isEmpty() ? head : indent) + line);
    }
    return lines.isEmpty() ? head.trimmed() : lines.join(QLatin1Char('\n'));
}

/// What the server said, and what to change where it names a field that it does not take.
QString refusalText(const backends::TrialResult &result)
{
    std::string body;
    for (const backends::TrialRead &read : result.reads)
        body += read.bytes;
    const QString said = QString::fromStdString(result.refusal);
    const QString advice = words::refusalAdvice(static_cast<std::uint16_t>(result.status),
                                                body.empty() ? said : QString::fromStdString(body));
    return advice.isEmpty() ? said : said + QLatin1Char('\n') + advice;
}

} // namespace

TrialDialog::TrialDialog(const plan::Target &target, const profiles::Detection &detection,
                         std::shared_ptr<secrets::SecretStore> secrets, QWidget *parent)
    : QDialog(parent)
    , m_target(target)
    , m_secrets(std::move(secrets))
    , m_detection(detection)
    , m_trial(new backends::TrialRequest(this))
    , m_state(makeLabel("heading", this))
    , m_facts(makeLabel("plain", this))
    , m_notice(new NoticeCard(NoticeCard::Look::Card, this))
    , m_stream(new QPlainTextEdit(this))
    , m_again(new QPushButton(tr("Send again"), this))
    , m_curl(new QPushButton(tr("Copy as curl"), this))
{
    setWindowTitle(tr("Try one request: %1").arg(QString::fromStdString(target.name)));
    resizeOver(*this, {860, 600});
    m_stream->setReadOnly(true);
    m_stream->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_stream->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_stream->setAccessibleName(tr("What the server sent, with the time of each read"));
    m_facts->setTextFormat(Qt::RichText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_facts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_notice->hide();

    auto *hint = makeLabel("caption", this);
    hint->setText(tr("Times count from sending the request. k: stamped by the kernel."));
    auto *columns = new QHBoxLayout;
    columns->setSpacing(spacing::Large);
    columns->addWidget(m_stream, 1);
    columns->addWidget(m_facts);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_again, QDialogButtonBox::ActionRole);
    buttons->addButton(m_curl, QDialogButtonBox::ActionRole);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(spacing::Large, spacing::Large, spacing::Large, spacing::Large);
    rows->setSpacing(spacing::Small);
    rows->addWidget(m_state);
    rows->addWidget(m_notice);
    rows->addLayout(columns, 1);
    rows->addWidget(hint);
    rows->addWidget(buttons);
    // Named here, for the toolkit's own words are a package that need not be there.
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &TrialDialog::send);
    connect(m_curl, &QPushButton::clicked, this, &TrialDialog::copyCurl);
    send();
}

TrialDialog::~TrialDialog()
{
    // The trial may still talk to the server below.
    m_trial->cancel();
}

void TrialDialog::send()
{
    m_notice->hide();
    m_stream->clear();
    m_facts->hide();
    m_state->setText(tr("Waiting for the answer…"));
    m_again->setEnabled(false);
    m_curl->setEnabled(false);
    inBackground(
        this, [secrets = m_secrets, target = m_target] { return secrets->filledIn(target); },
        [this](const Expected<plan::Target> &filled) { sendWith(filled); });
}

void TrialDialog::sendWith(const Expected<plan::Target> &filled)
{
    if (!filled)
        return showError(filled.error());
    auto spec = makeSpec(*filled);
    if (!spec)
        return showError(spec.error());
    m_spec = *spec;
    m_curl->setEnabled(true);
    m_trial->start(std::move(*spec), [this](Expected<backends::TrialResult> result) { showResult(result); });
}

Expected<backends::TrialSpec> TrialDialog::makeSpec(const plan::Target &filled)
{
    backends::TrialSpec spec;
    std::string url = m_target.url;
    if (m_target.isSimulated()) {
        const std::string preset = m_target.simulation();
        if (!m_server) {
            auto server = simulator::SimulatorServer::start({.presets = {preset}});
            if (!server)
                return tl::unexpected(std::move(server.error()));
            m_server = std::move(*server);
        }
        url = m_server->url(preset);
    }
    auto parsed = http::parseUrl(url);
    if (!parsed)
        return tl::unexpected(std::move(parsed.error()));
    spec.endpoint = {std::move(*parsed), filled.headers, filled.tls, plan::secretsIn({}, filled.extraBody)};
    spec.protocol = profiles::chooseProtocol(filled, m_detection);
    spec.request.prompt = "Say hello in one short sentence.";
    spec.request.maxTokens = TrialTokens;
    spec.limits.requestTimeout = std::chrono::seconds(60);
    return spec;
}

void TrialDialog::showResult(const Expected<backends::TrialResult> &result)
{
    if (!result)
        return showError(result.error());
    m_again->setEnabled(true);
    QStringList reads;
    QStringDecoder decoder(QStringDecoder::Utf8);
    for (const backends::TrialRead &read : result->reads)
        reads.append(readText(read, decoder));
    m_stream->setPlainText(reads.join(QLatin1Char('\n')));
    // Two counts in one sentence: each in its own form.
    m_state->setText(tr("%1 %2: status %3, %4, %5", "method, URL, status, number of reads, number of events")
                         .arg(QString::fromStdString(result->method), QString::fromStdString(result->url),
                              QString::number(result->status),
                              tr("%n read(s)", nullptr, static_cast<int>(result->reads.size())),
                              tr("%n event(s)", nullptr, static_cast<int>(result->events.size()))));
    showFacts(*result);
    if (!result->refusal.empty())
        m_notice->setNotice(Tone::Bad, tr("The server refused"), refusalText(*result));
    m_notice->setVisible(!result->refusal.empty());
    Q_EMIT answered();
}

void TrialDialog::showFacts(const backends::TrialResult &result)
{
    const metrics::RequestRecord &record = result.record;
    const auto time = [](const std::optional<Duration> &value) {
        return value ? format::latency(toMilliseconds(*value)) : QStringLiteral("–");
    };
    QString rows;
    const auto add = [&rows](const QString &name, const QString &value) {
        rows += QStringLiteral("<tr><td style='padding:2px 16px 2px 0'>%1</td><td align='right' style='padding:2px 0'>"
                               "<b>%2</b></td></tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    const QString tokens = format::count(record.outputTokens);
    add(tr("Outcome"), words::label(record.outcome));
    add(tr("TTFT"), time(result.ttft));
    add(tr("TPOT"), time(result.tpot));
    add(tr("Output tokens"),
        record.outputSource == metrics::CountSource::Estimated ? format::estimated(tokens) : tokens);
    add(tr("Prompt tokens"), record.promptTokens == 0 ? tr("not told") : format::count(record.promptTokens));
    add(tr("Token events"), format::count(record.contentEvents));
    add(tr("Received"), tr("%1 bytes").arg(format::count(record.bytesReceived)));
    add(tr("Timestamps"), record.stamps == metrics::StampSource::Kernel ? tr("kernel") : tr("after the read"));
    m_facts->setText(QStringLiteral("<table>%1</table>").arg(rows));
    m_facts->show();
}

void TrialDialog::showError(const Error &error)
{
    m_again->setEnabled(true);
    m_state->setText(tr("No answer"));
    m_notice->setNotice(Tone::Bad, words::sentence(error), words::advice(error));
    m_notice->show();
    Q_EMIT answered();
}

void TrialDialog::copyCurl()
{
    const auto command
        = backends::toCurl(*m_spec, m_target.apiKeyEnv.empty() ? DefaultKeyVariable : m_target.apiKeyEnv);
    if (!command)
        return showError(command.error());
    QGuiApplication::clipboard()->setText(QString::fromStdString(*command));
    m_state->setText(tr("The curl command is on the clipboard."));
}

} // namespace tokamark::ui
