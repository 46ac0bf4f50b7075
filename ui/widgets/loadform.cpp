#include "widgets/loadform.h"

#include "plan/durationtext.h"
#include "widgets/formcard.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStringList>

#include <limits>

namespace tokamark::ui {

namespace {

const QString Levels = QStringLiteral("load.concurrency");
const QString Extent = QStringLiteral("load.duration");
const QString Requests = QStringLiteral("load.requests"); ///< the other thing to measure by, in the same row
const QString Ramp = QStringLiteral("load.ramp");
const QString Warmup = QStringLiteral("load.warmup");
const QString ThinkTime = QStringLiteral("load.think_time");
const QString WarmupRequests = QStringLiteral("load.warmup_requests");
const QString Repetitions = QStringLiteral("repetitions");

QString text(Duration duration)
{
    return QString::fromStdString(plan::durationText(duration));
}

} // namespace

LoadForm::LoadForm(QWidget *parent)
    : PlanForm(parent)
    , m_levels(new QLineEdit)
    , m_extentKind(new QComboBox)
    , m_extent(new QLineEdit)
    , m_ramp(new QLineEdit)
    , m_rampInside(new QCheckBox)
    , m_warmup(new QLineEdit)
    , m_warmupRequests(new QSpinBox)
    , m_thinkTime(new QLineEdit)
    , m_repetitions(new QSpinBox)
{
    const auto pair = [this](QWidget *left, QWidget *right) {
        auto *both = new QWidget(this);
        auto *row = new QHBoxLayout(both);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(spacing::Small);
        row->addWidget(left, 1);
        row->addWidget(right, 1);
        both->setFocusProxy(left);
        return both;
    };
    m_extentKind->addItems({QString(), QString()});
    m_repetitions->setRange(1, 1000);
    m_warmupRequests->setRange(0, std::numeric_limits<int>::max());
    card().addRow(Levels, m_levels);
    card().addRow(Extent, pair(m_extentKind, m_extent));
    card().addRow(Ramp, pair(m_ramp, m_rampInside));
    card().addRow(Warmup, m_warmup);
    card().addRow(WarmupRequests, m_warmupRequests);
    card().addRow(ThinkTime, m_thinkTime);
    card().addRow(Repetitions, m_repetitions);

    connect(m_levels, &QLineEdit::editingFinished, this, &LoadForm::commitLevels);
    connect(m_extent, &QLineEdit::editingFinished, this, &LoadForm::commitExtent);
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
    connect(m_thinkTime, &QLineEdit::editingFinished, this, [this] {
        changeDuration(m_thinkTime, ThinkTime, Duration{},
                       [](plan::Plan &p, auto value) { p.load.thinkTime = *value; });
    });
    connect(m_warmupRequests, &QSpinBox::valueChanged, this, [this](int value) {
        change(WarmupRequests, [value](plan::Plan &p) { p.load.warmupRequests = static_cast<std::uint32_t>(value); });
    });
    connect(m_repetitions, &QSpinBox::valueChanged, this, [this](int value) {
        change(Repetitions, [value](plan::Plan &p) { p.repetitions = static_cast<std::uint32_t>(value); });
    });
}

void LoadForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    QStringList levels;
    for (const std::uint32_t users : plan.load.concurrency)
        levels.append(QString::number(users));
    setText(m_levels, levels.join(QStringLiteral(", ")));
    const QSignalBlocker kind(m_extentKind);
    m_extentKind->setCurrentIndex(plan.load.requests ? 1 : 0);
    setText(m_extent,
            plan.load.requests       ? QString::number(*plan.load.requests)
                : plan.load.duration ? text(*plan.load.duration)
                                     : QString());
    setText(m_ramp, text(plan.load.ramp));
    const QSignalBlocker inside(m_rampInside);
    m_rampInside->setChecked(plan.load.rampInsideWindow);
    setText(m_warmup, plan.load.warmup ? text(*plan.load.warmup) : QString());
    const QSignalBlocker warmupRequests(m_warmupRequests);
    m_warmupRequests->setValue(static_cast<int>(plan.load.warmupRequests));
    setText(m_thinkTime, text(plan.load.thinkTime));
    const QSignalBlocker repetitions(m_repetitions);
    m_repetitions->setValue(static_cast<int>(plan.repetitions));
}

bool LoadForm::showFault(const QString &key, const QString &text)
{
    return PlanForm::showFault(key == Requests ? Extent : key, text);
}

void LoadForm::commitLevels()
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    std::vector<std::uint32_t> levels;
    for (const QString &part : m_levels->text().split(separators, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const uint users = part.toUInt(&isNumber);
        if (!isNumber)
            return refuse(Levels, tr("“%1” is not a number of users. Write for example 10, 50, 100.").arg(part));
        levels.push_back(users);
    }
    change(Levels, [&](plan::Plan &p) { p.load.concurrency = levels; });
}

void LoadForm::commitExtent()
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

void LoadForm::retranslate()
{
    card().setTitle(tr("Load"));
    card().setRowText(Levels, tr("Concurrent users"), tr("Each waits for its answer before it asks again."));
    card().setRowText(Extent, tr("Measure"), tr("Without ramp and warm-up."));
    card().setRowText(Ramp, tr("Ramp"), tr("Users come one by one during this time."));
    card().setRowText(Warmup, tr("Warm-up"), tr("Empty: until the rate is steady, at most 30 s. 0s: none."));
    card().setRowText(WarmupRequests, tr("Warm-up requests"),
                      tr("Sent and awaited before each cell; they count nowhere."));
    card().setRowText(ThinkTime, tr("Think time"), tr("A user's pause between an answer and the next request."));
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
