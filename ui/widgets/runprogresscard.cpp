#include "widgets/runprogresscard.h"

#include "bridge/runstates.h"
#include "format/numberformat.h"
#include "metrics/limitsamples.h"
#include "widgets/card.h"
#include "widgets/elidedlabel.h"
#include "widgets/theme.h"
#include "words/levelwords.h"
#include "words/limitwords.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QStringList>
#include <QVBoxLayout>
#include <QVariant>

#include <algorithm>
#include <vector>

namespace tokamark::ui {

namespace {

constexpr int Steps = 1000;

bool hasEnded(const session::CellView &cell)
{
    return cell.state != session::CellState::Waiting && cell.state != session::CellState::Running;
}

/// By time where it is known, else by cells.
double share(const session::RunSnapshot &snapshot)
{
    const double total = snapshot.elapsedSeconds + snapshot.remainingSeconds;
    const auto done = std::ranges::count_if(snapshot.cells, hasEnded);
    if (snapshot.remainingSeconds >= 0 && total > 0)
        return snapshot.elapsedSeconds / total;
    return snapshot.cells.empty() ? 0 : static_cast<double>(done) / static_cast<double>(snapshot.cells.size());
}

/// Where the search that a cell belongs to is.
QString searchText(const session::RunSnapshot &snapshot, const plan::CellKey &key)
{
    for (const metrics::LimitSeries &series : snapshot.limits) {
        if (series.target == key.target && series.workload == key.workload)
            return words::progress(series.state, snapshot.plan->load.kind);
    }
    return {};
}

/// What the searches have found, and where that rests on little.
QString foundText(const session::RunSnapshot &snapshot)
{
    std::vector<metrics::SearchedCell> done;
    for (const session::CellView &cell : snapshot.cells) {
        if (cell.state == session::CellState::Done)
            done.push_back({cell.key, cell.figures ? &*cell.figures : nullptr, cell.verdicts, false});
    }
    const plan::LoadKind kind = snapshot.plan->load.kind;
    QStringList found;
    for (const metrics::LimitSeries &series : snapshot.limits) {
        QString sentence = words::sentence(series.state, kind);
        if (const std::optional<double> end = metrics::endOfFewSamples(*snapshot.plan, done, series))
            sentence += QLatin1Char(' ') + words::fewSamples(*end, kind);
        const QString name = QString::fromStdString(snapshot.plan->targets.at(series.target).name);
        found << (snapshot.limits.size() == 1 ? sentence : name + QStringLiteral(": ") + sentence);
    }
    return found.join(QLatin1Char(' '));
}

} // namespace

RunProgressCard::RunProgressCard(QWidget *parent)
    : QFrame(parent)
    , m_count(makeLabel("heading", this))
    , m_cell(new ElidedLabel("dim", this))
    , m_time(makeLabel("dim", this))
    , m_bar(new QProgressBar(this))
{
    setProperty("role", QStringLiteral("card"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *line = new QHBoxLayout;
    line->setSpacing(spacing::Medium);
    line->addWidget(m_count);
    line->addWidget(m_cell, 1);
    line->addWidget(m_time);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, spacing::Medium);
    layout->setSpacing(spacing::Small);
    layout->addLayout(line);
    layout->addWidget(m_bar);
    m_bar->setRange(0, Steps);
    m_bar->setTextVisible(false);
    retranslate();
}

void RunProgressCard::setSnapshot(const SnapshotPointer &snapshot)
{
    m_snapshot = snapshot;
    retranslate();
}

void RunProgressCard::retranslate()
{
    m_bar->setAccessibleName(tr("Progress of the run"));
    if (!m_snapshot || !m_snapshot->plan) {
        m_count->setText(tr("Starting…"));
        m_cell->clear();
        m_time->clear();
        m_bar->setValue(0);
        return;
    }
    const std::size_t cells = m_snapshot->cells.size();
    if (m_snapshot->current && m_snapshot->plan->search) {
        m_count->setText(tr("Cell %1").arg(*m_snapshot->current + 1));
    } else if (m_snapshot->current) {
        m_count->setText(tr("Cell %1 of %2").arg(*m_snapshot->current + 1).arg(cells));
    } else {
        const auto over = std::ranges::count_if(m_snapshot->cells, hasEnded);
        m_count->setText(tr("%1 of %2 cells").arg(over).arg(cells));
    }
    m_cell->setText(whatRuns());
    m_time->setText(timeText());
    m_bar->setValue(static_cast<int>(std::clamp(share(*m_snapshot), 0.0, 1.0) * Steps));
}

QString RunProgressCard::whatRuns() const
{
    switch (m_snapshot->state) {
    case session::RunState::Preparing: return tr("preparing");
    case session::RunState::Paused: return waitsForStorage(*m_snapshot) ? tr("waiting for the database") : tr("paused");
    case session::RunState::Stopping: return tr("stopping: requests in flight may end");
    case session::RunState::Finished: return m_snapshot->limits.empty() ? tr("finished") : foundText(*m_snapshot);
    case session::RunState::Stopped: return tr("stopped; what is finished is kept");
    case session::RunState::Failed: return tr("ended early; what is finished is kept");
    case session::RunState::Running:
    case session::RunState::Pausing: break;
    }
    if (!m_snapshot->current)
        return {};
    const plan::Plan &plan = *m_snapshot->plan;
    const plan::CellKey &key = m_snapshot->cells.at(*m_snapshot->current).key;
    QStringList parts{QString::fromStdString(plan.targets.at(key.target).name),
                      words::levelText(plan.load.level(key.level))};
    if (plan.workloads.size() > 1)
        parts.append(QString::fromStdString(plan.workloads.at(key.workload).name));
    if (plan.repetitions > 1)
        parts.append(tr("repetition %1 of %2").arg(key.repetition + 1).arg(plan.repetitions));
    if (const QString search = searchText(*m_snapshot, key); !search.isEmpty())
        parts.append(search);
    if (m_snapshot->live && m_snapshot->live->failed > 0)
        parts.append(tr("requests failed: %1").arg(format::count(m_snapshot->live->failed)));
    if (m_snapshot->state == session::RunState::Pausing)
        parts.append(tr("pausing after this cell"));
    return parts.join(QStringLiteral(", "));
}

QString RunProgressCard::timeText() const
{
    QStringList parts{tr("%1 elapsed").arg(format::clock(m_snapshot->elapsedSeconds))};
    const bool going = m_snapshot->state == session::RunState::Running
        || m_snapshot->state == session::RunState::Preparing || m_snapshot->state == session::RunState::Pausing;
    if (going && m_snapshot->remainingSeconds >= 0) {
        const auto milliseconds = static_cast<qint64>(m_snapshot->remainingSeconds * 1000);
        const QDateTime end = QDateTime::currentDateTime().addMSecs(milliseconds);
        parts.append(tr("about %1 left").arg(format::duration(m_snapshot->remainingSeconds)));
        parts.append(tr("ends %1").arg(QLocale().toString(end.time(), QStringLiteral("HH:mm"))));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace tokamark::ui
