#include "widgets/headerbar.h"

#include "format/numberformat.h"
#include "widgets/card.h"
#include "widgets/noticecard.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVariant>

namespace tokamark::ui {

namespace {

/// By the limits that the points of the run are held against.
Tone clientTone(const metrics::ClientHealth &health, const plan::VerdictThresholds &limits)
{
    const double latenessMs = health.sendLatenessP99 / 1000.0;
    if (latenessMs > limits.sendLatenessMs.bad || 100 * health.cpuShare > limits.workerCpu.bad)
        return Tone::Bad;
    if (latenessMs > limits.sendLatenessMs.warning || 100 * health.cpuShare > limits.workerCpu.warning)
        return Tone::Warning;
    return Tone::Good;
}

} // namespace

HeaderBar::HeaderBar(QWidget *parent)
    : QFrame(parent)
    , m_product(makeLabel("product", this))
    , m_plan(makeLabel("dim", this))
    , m_client(makeLabel("badge", this))
    , m_stamps(makeLabel("badge", this))
{
    setProperty("role", QStringLiteral("header"));
    setFixedHeight(44);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::Large, 0, spacing::Large, 0);
    layout->setSpacing(spacing::Small);
    layout->addWidget(m_product);
    layout->addWidget(m_plan);
    layout->addStretch(1);
    layout->addWidget(m_client);
    layout->addWidget(m_stamps);
    m_product->setText(QStringLiteral("Tokamark"));
    retranslate();
}

void HeaderBar::setPlanName(const QString &name, bool modified)
{
    m_plan->setText(modified ? name + QStringLiteral(" •") : name);
}

void HeaderBar::setSnapshot(const SnapshotPointer &snapshot)
{
    m_snapshot = snapshot;
    retranslate();
}

void HeaderBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void HeaderBar::retranslate()
{
    // A run that is paused sends nothing, but still has what it saw last.
    const bool live = m_snapshot && m_snapshot->live && m_snapshot->state != session::RunState::Paused;
    m_stamps->setVisible(live);
    if (!live) {
        m_client->setText(tr("Client: idle"));
        m_client->setToolTip({});
        setStyleProperty(m_client, "tone", styleName(Tone::Neutral));
        return;
    }
    const metrics::ClientHealth &health = m_snapshot->live->client;
    const Tone tone = clientTone(health, m_snapshot->plan ? m_snapshot->plan->verdicts : plan::VerdictThresholds());
    const QString state = tone == Tone::Good ? tr("Client: healthy")
        : tone == Tone::Warning              ? tr("Client: busy")
                                             : tr("Client: overloaded");
    m_client->setText(QStringLiteral("● ") + state);
    m_client->setToolTip(
        tr("Busiest worker: %1 % of a core. Requests sent late (p99): %2 ms.")
            .arg(format::fixed(health.cpuShare * 100, 0), format::fixed(health.sendLatenessP99 / 1000, 2)));
    setStyleProperty(m_client, "tone", styleName(tone));
    m_stamps->setText(QStringLiteral("● ") + (health.kernelStamps ? tr("kernel timestamps") : tr("user timestamps")));
    m_stamps->setToolTip(health.kernelStamps
                             ? tr("The kernel stamps every arrival, so a busy client does not change the times.")
                             : tr("This system gives no kernel stamps: times are taken after the read."));
    setStyleProperty(m_stamps, "tone", styleName(health.kernelStamps ? Tone::Good : Tone::Warning));
}

} // namespace tokamark::ui
