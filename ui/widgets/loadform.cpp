#include "widgets/loadform.h"

#include "dialogs/dialogservice.h"
#include "widgets/formcard.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QStringList>

#include <cmath>
#include <limits>
#include <optional>

namespace tokamark::ui {

namespace {

const QString Kind = QStringLiteral("load.kind");
const QString Levels = QStringLiteral("load.concurrency");
const QString Rates = QStringLiteral("load.request_rate"); ///< levels of the other kinds, in the same row
const QString Speeds = QStringLiteral("load.trace_speed");
const QString Burstiness = QStringLiteral("load.burstiness");
const QString Limit = QStringLiteral("load.max_in_flight");
const QString Trace = QStringLiteral("load.trace");
const QString ThinkTime = QStringLiteral("load.think_time");

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

} // namespace

LoadForm::LoadForm(DialogService &dialogs, QWidget *parent)
    : PlanForm(parent)
    , m_dialogs(dialogs)
    , m_kind(new QComboBox)
    , m_levels(new QLineEdit)
    , m_burstiness(new QLineEdit)
    , m_limit(new QLineEdit)
    , m_trace(new QLineEdit)
    , m_browse(new QPushButton)
    , m_thinkTime(new QLineEdit)
{
    m_kind->addItems({QString(), QString(), QString()});
    card().addRow(Kind, m_kind);
    card().addRow(Trace, sideBySide(m_trace, m_browse));
    card().addRow(Levels, m_levels);
    card().addRow(Burstiness, m_burstiness);
    card().addRow(Limit, m_limit);
    card().addRow(ThinkTime, m_thinkTime);

    connect(m_kind, &QComboBox::activated, this, [this](int kind) { choose(static_cast<plan::LoadKind>(kind)); });
    connect(m_levels, &QLineEdit::editingFinished, this, &LoadForm::commitLevels);
    connect(m_burstiness, &QLineEdit::editingFinished, this, &LoadForm::commitBurstiness);
    connect(m_limit, &QLineEdit::editingFinished, this, &LoadForm::commitLimit);
    connect(m_trace, &QLineEdit::editingFinished, this, [this] {
        change(Trace, [this](plan::Plan &p) { p.load.trace = m_trace->text().trimmed().toStdString(); });
    });
    connect(m_browse, &QPushButton::clicked, this, &LoadForm::browse);
    connect(m_thinkTime, &QLineEdit::editingFinished, this, [this] {
        changeDuration(m_thinkTime, ThinkTime, Duration{},
                       [](plan::Plan &p, auto value) { p.load.thinkTime = *value; });
    });
}

void LoadForm::setPlan(const plan::Plan &plan)
{
    remember(plan);
    QStringList levels;
    for (const double level : shownLevels(plan))
        levels.append(number(level));
    setText(m_levels, levels.join(QStringLiteral(", ")));
    const QSignalBlocker loadKind(m_kind);
    m_kind->setCurrentIndex(static_cast<int>(plan.load.kind));
    setText(m_burstiness, number(plan.load.burstiness));
    setText(m_limit, plan.load.maxInFlight ? QString::number(*plan.load.maxInFlight) : QString());
    setText(m_trace, QString::fromStdString(plan.load.trace));
    setDuration(m_thinkTime, plan.load.thinkTime);
    showKind(plan.load.kind);
}

bool LoadForm::showFault(const QString &key, const QString &text)
{
    if (key == Rates || key == Speeds || key == QLatin1String("search.lowest")
        || key == QLatin1String("search.highest"))
        return PlanForm::showFault(Levels, text);
    return PlanForm::showFault(key, text);
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
    card().setRowVisible(Burstiness, kind == plan::LoadKind::Open);
    card().setRowVisible(Limit, kind != plan::LoadKind::Closed);
    card().setRowVisible(ThinkTime, kind == plan::LoadKind::Closed);
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
    card().setRowText(Burstiness, tr("Burstiness"),
                      tr("1: requests come by chance. Less: in bursts. inf: at even distances."));
    card().setRowText(Limit, tr("In flight at most"), tr("Empty: no limit. What waits is timed from when it was due."));
    m_limit->setPlaceholderText(tr("no limit"));
    card().setRowText(ThinkTime, tr("Think time"), tr("A user's pause between an answer and the next request."));
}

} // namespace tokamark::ui
