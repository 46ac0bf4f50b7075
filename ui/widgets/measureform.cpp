#include "widgets/measureform.h"

#include "widgets/fittingcombo.h"
#include "widgets/formcard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <limits>
#include <optional>

namespace tokamark::ui {

namespace {

const QString Extent = QStringLiteral("load.duration");
const QString Requests = QStringLiteral("load.requests"); ///< the other thing to measure by, in the same row
const QString Ramp = QStringLiteral("load.ramp");
const QString Warmup = QStringLiteral("load.warmup");
const QString WarmupRequests = QStringLiteral("load.warmup_requests");
const QString Repetitions = QStringLiteral("repetitions");

} // namespace

MeasureForm::MeasureForm(QWidget *parent)
    : PlanForm(parent)
    , m_extentKind(makeFittingCombo(this))
    , m_extent(new QLineEdit)
    , m_ramp(new QLineEdit)
    , m_rampInside(new QCheckBox)
    , m_warmup(new QLineEdit)
    , m_warmupRequests(new QSpinBox)
    , m_repetitions(new QSpinBox)
{
    m_extentKind->addItems({QString(), QString()});
    m_repetitions->setRange(1, 1000);
    m_warmupRequests->setRange(0, std::numeric_limits<int>::max());
    card().addRow(Extent, sideBySide(m_extentKind, m_extent));
    card().addRow(Ramp, sideBySide(m_ramp, m_rampInside));
    card().addRow(Warmup, m_warmup);
    card().addRow(WarmupRequests, m_warmupRequests);
    card().addRow(Repetitions, m_repetitions);
    connectFields();
}

void MeasureForm::connectFields()
{
    connect(m_extent, &QLineEdit::editingFinished, this, &MeasureForm::commitExtent);
    connect(m_extentKind, &QComboBox::activated, this, [this](int kind) {
        m_extent->setText(kind == 0 ? QStringLiteral("60s") : QStringLiteral("500"));
        commitExtent();
    });
    connect(m_ramp, &QLineEdit::editingFinished, this, [this] {
        changeDuration(m_ramp, Ramp, Duration{}, [](plan::Plan &p, auto value) { p.load.ramp = *value; });
    });
    connect(m_rampInside, &QCheckBox::toggled, this, [this](bool inside) {
        change(Ramp, [inside](plan::Plan &p) {
            p.load.rampInsideWindow = inside;
            p.load.warmup = inside ? std::optional(Duration{}) : std::nullopt;
        });
    });
    connect(m_warmup, &QLineEdit::editingFinished, this, [this] {
        changeDuration(m_warmup, Warmup, std::nullopt, [](plan::Plan &p, auto value) { p.load.warmup = value; });
    });
    connect(m_warmupRequests, &QSpinBox::valueChanged, this, [this](int value) {
        change(WarmupRequests, [value](plan::Plan &p) { p.load.warmupRequests = static_cast<std::uint32_t>(value); });
    });
    connect(m_repetitions, &QSpinBox::valueChanged, this, [this](int value) {
        change(Repetitions, [value](plan::Plan &p) { p.repetitions = static_cast<std::uint32_t>(value); });
    });
}

void MeasureForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    const bool trace = plan.load.kind == plan::LoadKind::Trace;
    card().setRowVisible(Ramp, !trace);
    card().setRowVisible(Warmup, !trace);
    // A search repeats what lies at its edge alone, and says so in its own form.
    card().setRowVisible(Repetitions, !plan.search);
    m_extent->setPlaceholderText(trace ? tr("the whole trace") : QString());
    const QSignalBlocker kind(m_extentKind);
    m_extentKind->setCurrentIndex(plan.load.requests ? 1 : 0);
    if (plan.load.requests)
        setText(m_extent, QString::number(*plan.load.requests));
    else
        setDuration(m_extent, plan.load.duration);
    setDuration(m_ramp, plan.load.ramp);
    const QSignalBlocker inside(m_rampInside);
    m_rampInside->setChecked(plan.load.rampInsideWindow);
    setDuration(m_warmup, plan.load.warmup);
    const QSignalBlocker warmupRequests(m_warmupRequests);
    m_warmupRequests->setValue(static_cast<int>(plan.load.warmupRequests));
    const QSignalBlocker repetitions(m_repetitions);
    m_repetitions->setValue(static_cast<int>(plan.repetitions));
}

bool MeasureForm::showFault(const QString &key, const QString &text)
{
    return PlanForm::showFault(key == Requests ? Extent : key, text);
}

void MeasureForm::commitExtent()
{
    if (m_extentKind->currentIndex() == 0) {
        changeDuration(m_extent, Extent, std::nullopt, [](plan::Plan &p, auto value) {
            p.load.duration = value;
            p.load.requests.reset();
        });
        return;
    }
    bool isNumber = false;
    const qulonglong requests = m_extent->text().trimmed().toULongLong(&isNumber);
    if (!isNumber)
        return refuse(Extent, tr("“%1” is not a number of requests.").arg(m_extent->text()));
    change(Extent, [requests](plan::Plan &p) {
        p.load.requests = requests;
        p.load.duration.reset();
        // Every request counts, so there is nothing to warm up before.
        if (p.load.warmup)
            p.load.warmup = Duration{};
    });
}

void MeasureForm::retranslate()
{
    card().setTitle(tr("Measurement"));
    card().setRowText(Extent, tr("Measure"), tr("Without ramp and warm-up."));
    card().setRowText(Ramp, tr("Ramp"), tr("Users come one by one during this time, or the rate rises."));
    card().setRowText(Warmup, tr("Warm-up"), tr("Empty: until the rate is steady, at most 30 s. 0s: none."));
    card().setRowText(WarmupRequests, tr("Warm-up requests"),
                      tr("Sent and awaited before each cell; they count nowhere."));
    card().setRowText(Repetitions, tr("Repetitions"), tr("Three or more allow to say what differs."));
    m_extentKind->setItemText(0, tr("for a time"));
    m_extentKind->setItemText(1, tr("number of requests"));
    m_extentKind->setAccessibleName(tr("Measure by"));
    m_extent->setAccessibleName(tr("Length"));
    m_ramp->setAccessibleName(tr("Ramp"));
    m_rampInside->setText(tr("counts"));
    m_rampInside->setToolTip(tr("As in the 2024 study: the window opens with the first user."));
    m_warmup->setPlaceholderText(tr("until the rate is steady"));
}

} // namespace tokamark::ui
