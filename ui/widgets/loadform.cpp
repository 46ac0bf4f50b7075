#include "widgets/loadform.h"

#include "dialogs/dialogservice.h"
#include "plan/durationtext.h"
#include "plan/plannames.h"
#include "plan/requirementtext.h"
#include "widgets/formcard.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace tokamark::ui {

namespace {

const QString Kind = QStringLiteral("load.kind");
const QString Levels = QStringLiteral("load.concurrency");
const QString Rates = QStringLiteral("load.request_rate"); ///< levels of the other kinds, in the same row
const QString Speeds = QStringLiteral("load.trace_speed");
const QString Require = QStringLiteral("search.require");
const QString Burstiness = QStringLiteral("load.burstiness");
const QString Limit = QStringLiteral("load.max_in_flight");
const QString Trace = QStringLiteral("load.trace");
const QString Extent = QStringLiteral("load.duration");
const QString Requests = QStringLiteral("load.requests"); ///< the other thing to measure by, in the same row
const QString Ramp = QStringLiteral("load.ramp");
const QString Warmup = QStringLiteral("load.warmup");
const QString ThinkTime = QStringLiteral("load.think_time");
const QString WarmupRequests = QStringLiteral("load.warmup_requests");
const QString Repetitions = QStringLiteral("repetitions");

QString number(double value)
{
    return QString::fromStdString(plan::numberText({plan::LoadKind::Open, value}));
}

/// Numbers as plans and command lines write them; "inf" is one.
std::optional<double> numberIn(const QString &text)
{
    if (text == QStringLiteral("inf"))
        return std::numeric_limits<double>::infinity();
    bool isNumber = false;
    const double value = text.toDouble(&isNumber);
    return isNumber && !std::isnan(value) ? std::optional(value) : std::nullopt;
}

/// What a kind of load begins with, and nothing that belongs to another kind.
plan::Load loadOf(plan::LoadKind kind, plan::Load load)
{
    load.kind = kind;
    load.burstiness = 1;
    load.maxInFlight.reset();
    load.trace.clear();
    load.thinkTime = {};
    switch (kind) {
    case plan::LoadKind::Closed: load.levels = {1, 10, 50}; break;
    case plan::LoadKind::Open: load.levels = {1, 2, 4}; break;
    case plan::LoadKind::Trace:
        load.levels = {1};
        load.ramp = {};
        load.rampInsideWindow = false;
        load.warmup = Duration{};
        load.duration.reset();
        load.requests.reset();
        return load;
    }
    if (!load.duration && !load.requests) {
        load.duration = plan::Load().duration;
        load.warmup.reset();
    }
    return load;
}

/// The two ends between which a search looks, and of another load its levels.
std::vector<double> shownLevels(const plan::Plan &plan)
{
    return plan.search ? std::vector{plan.search->lowest, plan.search->highest} : plan.load.levels;
}

QString requirementsOf(const plan::Plan &plan)
{
    QStringList texts;
    if (plan.search) {
        for (const plan::Requirement &requirement : plan.search->requirements)
            texts << QString::fromStdString(plan::requirementText(requirement));
    }
    return texts.join(QStringLiteral(", "));
}

/// Begins with the ends of the levels that stood there, and leaves such ends behind as levels.
void setSearch(plan::Plan &plan, const std::vector<plan::Requirement> &requirements)
{
    if (requirements.empty() && plan.search) {
        plan.load.levels = {plan.search->lowest, plan.search->highest};
        plan.search.reset();
        return;
    }
    if (requirements.empty())
        return;
    if (!plan.search) {
        plan::Search &search = plan.search.emplace();
        if (plan.load.levels.size() > 1) {
            search.lowest = std::ranges::min(plan.load.levels);
            search.highest = std::ranges::max(plan.load.levels);
        }
        plan.load.levels.clear();
        plan.repetitions = std::max(plan.repetitions, plan::SearchRepetitions);
    }
    plan.search->requirements = requirements;
}

QString text(Duration duration)
{
    return QString::fromStdString(plan::durationText(duration));
}

} // namespace

LoadForm::LoadForm(DialogService &dialogs, QWidget *parent)
    : PlanForm(parent)
    , m_dialogs(dialogs)
    , m_kind(new QComboBox)
    , m_levels(new QLineEdit)
    , m_require(new QLineEdit)
    , m_burstiness(new QLineEdit)
    , m_limit(new QLineEdit)
    , m_trace(new QLineEdit)
    , m_browse(new QPushButton)
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
    m_kind->addItems({QString(), QString(), QString()});
    m_extentKind->addItems({QString(), QString()});
    m_repetitions->setRange(1, 1000);
    m_warmupRequests->setRange(0, std::numeric_limits<int>::max());
    card().addRow(Kind, m_kind);
    card().addRow(Trace, pair(m_trace, m_browse));
    card().addRow(Levels, m_levels);
    card().addRow(Require, m_require);
    card().addRow(Burstiness, m_burstiness);
    card().addRow(Limit, m_limit);
    card().addRow(Extent, pair(m_extentKind, m_extent));
    card().addRow(Ramp, pair(m_ramp, m_rampInside));
    card().addRow(Warmup, m_warmup);
    card().addRow(WarmupRequests, m_warmupRequests);
    card().addRow(ThinkTime, m_thinkTime);
    card().addRow(Repetitions, m_repetitions);

    connectArrivals();
    connect(m_levels, &QLineEdit::editingFinished, this, &LoadForm::commitLevels);
    connect(m_require, &QLineEdit::editingFinished, this, &LoadForm::commitRequirements);
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
    for (const double level : shownLevels(plan))
        levels.append(number(level));
    setText(m_levels, levels.join(QStringLiteral(", ")));
    setText(m_require, requirementsOf(plan));
    const QSignalBlocker loadKind(m_kind);
    m_kind->setCurrentIndex(static_cast<int>(plan.load.kind));
    setText(m_burstiness, number(plan.load.burstiness));
    setText(m_limit, plan.load.maxInFlight ? QString::number(*plan.load.maxInFlight) : QString());
    setText(m_trace, QString::fromStdString(plan.load.trace));
    showKind(plan.load.kind);
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
    if (key == Rates || key == Speeds || key == QLatin1String("search.lowest")
        || key == QLatin1String("search.highest"))
        return PlanForm::showFault(Levels, text);
    return PlanForm::showFault(key == Requests ? Extent : key, text);
}

void LoadForm::connectArrivals()
{
    connect(m_kind, &QComboBox::activated, this, [this](int kind) { choose(static_cast<plan::LoadKind>(kind)); });
    connect(m_burstiness, &QLineEdit::editingFinished, this, &LoadForm::commitBurstiness);
    connect(m_limit, &QLineEdit::editingFinished, this, &LoadForm::commitLimit);
    connect(m_trace, &QLineEdit::editingFinished, this, [this] {
        change(Trace, [this](plan::Plan &p) { p.load.trace = m_trace->text().trimmed().toStdString(); });
    });
    connect(m_browse, &QPushButton::clicked, this, &LoadForm::browse);
}

void LoadForm::choose(plan::LoadKind kind)
{
    if (kind != plan().load.kind)
        change(Kind, [kind](plan::Plan &p) {
            p.load = loadOf(kind, p.load);
            // The bounds of users are none for rates, and a trace has nothing to search over.
            p.search.reset();
        });
}

/// Each kind of load has fields of its own.
void LoadForm::showKind(plan::LoadKind kind)
{
    const bool trace = kind == plan::LoadKind::Trace;
    card().setRowVisible(Trace, trace);
    card().setRowVisible(Require, !trace);
    card().setRowVisible(Burstiness, kind == plan::LoadKind::Open);
    card().setRowVisible(Limit, kind != plan::LoadKind::Closed);
    card().setRowVisible(ThinkTime, kind == plan::LoadKind::Closed);
    card().setRowVisible(Ramp, !trace);
    card().setRowVisible(Warmup, !trace);
    retranslate();
}

void LoadForm::browse()
{
    const QString path = m_dialogs.openFile(this, tr("Trace"), QFileInfo(m_trace->text()).path(),
                                            tr("Traces (*.jsonl *.csv);;All files (*)"));
    if (path.isEmpty())
        return;
    m_trace->setText(path);
    change(Trace, [&path](plan::Plan &p) { p.load.trace = path.toStdString(); });
}

void LoadForm::commitBurstiness()
{
    const auto value = numberIn(m_burstiness->text().trimmed());
    if (!value)
        return refuse(Burstiness, tr("“%1” is not a number.").arg(m_burstiness->text()));
    change(Burstiness, [value](plan::Plan &p) { p.load.burstiness = *value; });
}

void LoadForm::commitLimit()
{
    const QString typed = m_limit->text().trimmed();
    bool isNumber = false;
    const uint limit = typed.toUInt(&isNumber);
    if (!typed.isEmpty() && !isNumber)
        return refuse(Limit, tr("“%1” is not a number of requests.").arg(typed));
    change(Limit, [&](plan::Plan &p) {
        p.load.maxInFlight = typed.isEmpty() ? std::nullopt : std::optional<std::uint32_t>(limit);
    });
}

void LoadForm::commitLevels()
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    std::vector<double> levels;
    for (const QString &part : m_levels->text().split(separators, Qt::SkipEmptyParts)) {
        const auto level = numberIn(part);
        if (!level)
            return refuse(Levels, tr("“%1” is not a number. Write for example 10, 50, 100.").arg(part));
        levels.push_back(*level);
    }
    if (plan().search)
        return commitBounds(levels);
    change(Levels, [&](plan::Plan &p) { p.load.levels = levels; });
}

void LoadForm::commitBounds(const std::vector<double> &bounds)
{
    if (bounds.size() != 2)
        return refuse(Levels, tr("Write where the search begins and where it ends at the latest: 1, 512."));
    change(Levels, [&](plan::Plan &p) {
        p.search->lowest = bounds[0];
        p.search->highest = bounds[1];
    });
}

void LoadForm::commitRequirements()
{
    static const QRegularExpression separators(QStringLiteral("[,;]"));
    std::vector<plan::Requirement> requirements;
    for (const QString &part : m_require->text().split(separators, Qt::SkipEmptyParts)) {
        const auto requirement = plan::parseRequirement(part.toStdString());
        if (!requirement && !part.trimmed().isEmpty())
            return refuse(
                Require,
                tr("“%1” is no limit. Write for example ttft_p95 <= 500, in milliseconds.").arg(part.trimmed()));
        if (requirement)
            requirements.push_back(*requirement);
    }
    // A search may rest on the limits of requests alone, and leaving the empty field does not end it.
    if (plan().search && plan().search->requirements == requirements)
        return;
    change(Require, [&](plan::Plan &p) { setSearch(p, requirements); });
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

QString LoadForm::kindText(plan::LoadKind kind)
{
    switch (kind) {
    case plan::LoadKind::Closed: return tr("users");
    case plan::LoadKind::Open: return tr("request rate");
    case plan::LoadKind::Trace: return tr("trace");
    }
    return {};
}

void LoadForm::retranslateLevels()
{
    if (plan().search) {
        const bool users = plan().load.kind == plan::LoadKind::Closed;
        card().setRowText(Levels, users ? tr("Users, from and to") : tr("Requests per second, from and to"),
                          tr("The search doubles from the first, and ends at the second."));
        return;
    }
    switch (plan().load.kind) {
    case plan::LoadKind::Closed:
        card().setRowText(Levels, tr("Concurrent users"), tr("Each waits for its answer before it asks again."));
        break;
    case plan::LoadKind::Open:
        card().setRowText(Levels, tr("Requests per second"), tr("They come whether or not others were answered."));
        break;
    case plan::LoadKind::Trace:
        card().setRowText(Levels, tr("Times its speed"), tr("2: the trace in half of its time."));
        break;
    }
}

void LoadForm::retranslate()
{
    card().setTitle(tr("Load"));
    card().setRowText(Kind, tr("Load by"), tr("What sets the pace of the requests."));
    for (int kind = 0; kind < m_kind->count(); ++kind)
        m_kind->setItemText(kind, kindText(static_cast<plan::LoadKind>(kind)));
    card().setRowText(Trace, tr("Trace"), tr("A recording of Mooncake, Azure or BurstGPT."));
    m_trace->setAccessibleName(tr("Trace"));
    m_browse->setText(tr("Browse…"));
    retranslateLevels();
    card().setRowText(Require, tr("Find the limit"),
                      tr("Searches for the largest load that keeps this: ttft_p95 <= 500, tpot_p95 <= 50."));
    m_require->setPlaceholderText(tr("no search"));
    card().setRowText(Burstiness, tr("Burstiness"),
                      tr("1: requests come by chance. Less: in bursts. inf: at even distances."));
    card().setRowText(Limit, tr("In flight at most"), tr("Empty: no limit. What waits is timed from when it was due."));
    m_limit->setPlaceholderText(tr("no limit"));
    card().setRowText(Extent, tr("Measure"), tr("Without ramp and warm-up."));
    card().setRowText(Ramp, tr("Ramp"), tr("Users come one by one during this time, or the rate rises."));
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
    m_extent->setPlaceholderText(plan().load.kind == plan::LoadKind::Trace ? tr("the whole trace") : QString());
}

} // namespace tokamark::ui
