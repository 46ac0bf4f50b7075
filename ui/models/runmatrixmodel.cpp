#include "models/runmatrixmodel.h"

#include "bridge/runstates.h"
#include "format/figureformat.h"
#include "format/numberformat.h"
#include "format/tiptext.h"
#include "models/resultcharts.h"
#include "models/seriesstyle.h"
#include "plan/matrix.h"
#include "report/points.h"
#include "words/errorwords.h"
#include "words/levelwords.h"
#include "words/verdictwords.h"

#include <QColor>
#include <QStringList>
#include <QTextDocument>

#include <algorithm>
#include <utility>

namespace tokamark::ui {

namespace {

/// Equal plans keep the table; another plan is another table.
bool samePlan(const SnapshotPointer &a, const SnapshotPointer &b)
{
    return a && b && a->run == b->run && a->plan && b->plan && (a->plan == b->plan || *a->plan == *b->plan);
}

/// The same run, whose search has tried further loads: they stand behind those that were there.
bool hasMoreLevels(const SnapshotPointer &a, const SnapshotPointer &b)
{
    if (!a || !b || a->run != b->run || !a->plan || !b->plan || !b->plan->search)
        return false;
    const std::vector<double> &before = a->plan->load.levels;
    const std::vector<double> &after = b->plan->load.levels;
    if (after.size() <= before.size() || !std::equal(before.begin(), before.end(), after.begin()))
        return false;
    plan::Plan same = *b->plan;
    same.load.levels = before;
    return same == *a->plan;
}

const metrics::Verdict *worstVerdict(const std::vector<metrics::Verdict> &verdicts)
{
    const auto worst = std::ranges::max_element(verdicts, {}, &metrics::Verdict::severity);
    return worst == verdicts.end() || worst->severity < metrics::Severity::Warning ? nullptr : &*worst;
}

/// Why a cell failed as a whole, every finding with its numbers, and every remark.
QStringList findingLines(const session::CellView &cell)
{
    QStringList lines;
    if (cell.error)
        lines.append(words::sentenceWithAdvice(*cell.error));
    for (const metrics::Verdict &verdict : cell.verdicts) {
        if (!cell.figures || (verdict.severity < metrics::Severity::Warning && !report::isRemark(verdict)))
            continue;
        lines.append(
            QStringLiteral("%1: %2").arg(QLatin1String(metrics::name(verdict.code)), words::sentence(verdict)));
    }
    return lines;
}

/// The small line as it is read: what failed comes first.
QString joined(const QString &failures, const QString &detail)
{
    return failures.isEmpty() || detail.isEmpty() ? failures + detail : failures + QStringLiteral(" · ") + detail;
}

double progress(const load::CellSnapshot &live)
{
    if (live.remainingSeconds < 0)
        return -1;
    const double total = live.elapsedSeconds + live.remainingSeconds;
    return total > 0 ? live.elapsedSeconds / total : 0;
}

} // namespace

RunMatrixModel::RunMatrixModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RunMatrixModel::setSnapshot(const SnapshotPointer &snapshot)
{
    if (hasMoreLevels(m_snapshot, snapshot)) {
        addLevels(snapshot);
        return;
    }
    if (!samePlan(m_snapshot, snapshot)) {
        beginResetModel();
        m_snapshot = snapshot;
        layOut();
        m_places = places();
        m_awaited = awaited();
        endResetModel();
        return;
    }
    const SnapshotPointer before = std::exchange(m_snapshot, snapshot);
    const std::vector<Place> placesBefore = std::exchange(m_places, places());
    const std::vector<bool> awaitedBefore = std::exchange(m_awaited, awaited());
    const auto columns = static_cast<std::size_t>(columnCount());
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const auto cell = m_places[i].cell;
        const std::size_t row = i / columns;
        const bool same = m_places[i] == placesBefore[i] && m_awaited[row] == awaitedBefore[row]
            && (!cell
                || (m_snapshot->current != cell && before->current != cell
                    && before->cells[*cell].state == m_snapshot->cells[*cell].state
                    && before->cells[*cell].verdicts == m_snapshot->cells[*cell].verdicts));
        if (same)
            continue;
        const QModelIndex place = index(static_cast<int>(row), static_cast<int>(i % columns));
        Q_EMIT dataChanged(place, place);
    }
}

/// A column for each, where it belongs; the others keep their cells, and views what they have chosen and scrolled to.
void RunMatrixModel::addLevels(const SnapshotPointer &snapshot)
{
    const std::size_t known = m_levelOrder.size();
    m_snapshot = snapshot;
    for (const std::uint32_t level : plan::risingLevels(m_snapshot->plan->load)) {
        if (level < known)
            continue;
        const std::vector<double> &levels = m_snapshot->plan->load.levels;
        const auto place = std::ranges::upper_bound(m_levelOrder, levels[level], {},
                                                    [&levels](std::uint32_t other) { return levels[other]; });
        const auto column = static_cast<int>(place - m_levelOrder.begin());
        beginInsertColumns({}, column, column);
        m_levelOrder.insert(place, level);
        m_places = places();
        m_awaited = awaited();
        endInsertColumns();
    }
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RunMatrixModel::layOut()
{
    m_levelOrder.clear();
    if (!m_snapshot || !m_snapshot->plan)
        return;
    m_levelOrder = plan::risingLevels(m_snapshot->plan->load);
}

std::vector<RunMatrixModel::Place> RunMatrixModel::places() const
{
    const auto columns = static_cast<std::size_t>(columnCount());
    std::vector<Place> result(static_cast<std::size_t>(rowCount()) * columns);
    if (!m_snapshot || !m_snapshot->plan)
        return result;
    const plan::Plan &plan = *m_snapshot->plan;
    for (std::size_t i = 0; i < m_snapshot->cells.size(); ++i) {
        const session::CellView &cell = m_snapshot->cells[i];
        const auto column = std::ranges::find(m_levelOrder, cell.key.level) - m_levelOrder.begin();
        const std::size_t row = cell.key.target * plan.workloads.size() + cell.key.workload;
        const std::size_t at = row * columns + static_cast<std::size_t>(column);
        if (at >= result.size() || static_cast<std::size_t>(column) >= columns)
            continue;
        Place &place = result[at];
        // Cells come in the order in which they run, so a later one that does not wait is the newer.
        if (!place.cell || cell.state != session::CellState::Waiting)
            place.cell = i;
    }
    return result;
}

/// A search plans the next cell when it knows the last, so rows that it has not come to have none.
std::vector<bool> RunMatrixModel::awaited() const
{
    std::vector<bool> rows(static_cast<std::size_t>(rowCount()), m_snapshot && !isOver(m_snapshot->state));
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (m_places[i].cell)
            rows[i / static_cast<std::size_t>(columnCount())] = false;
    }
    return rows;
}

/// What stands for a row that has no cell yet, where its first one will be.
QVariant RunMatrixModel::awaitedData(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.column() > 0 || !m_awaited.at(static_cast<std::size_t>(index.row())))
        return {};
    switch (role) {
    case StateRole: return static_cast<int>(session::CellState::Waiting);
    case Qt::DisplayRole:
    case ValueRole: return tr("waiting");
    case Qt::AccessibleTextRole: return tr("%1: %2", "backend: that it waits").arg(rowName(index.row()), tr("waiting"));
    default: return {};
    }
}

std::optional<std::size_t> RunMatrixModel::cellAt(const QModelIndex &index) const
{
    if (!index.isValid())
        return std::nullopt;
    return m_places.at(static_cast<std::size_t>(index.row() * columnCount() + index.column())).cell;
}

QModelIndex RunMatrixModel::currentPlace() const
{
    if (!m_snapshot || !m_snapshot->current)
        return {};
    const auto found = std::ranges::find(m_places, m_snapshot->current, &Place::cell);
    if (found == m_places.end())
        return {};
    const auto at = static_cast<int>(found - m_places.begin());
    return index(at / columnCount(), at % columnCount());
}

int RunMatrixModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid() || !m_snapshot || !m_snapshot->plan)
        return 0;
    return static_cast<int>(m_snapshot->plan->targets.size() * m_snapshot->plan->workloads.size());
}

int RunMatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_levelOrder.size());
}

QVariant RunMatrixModel::data(const QModelIndex &index, int role) const
{
    const auto place = cellAt(index);
    if (!place)
        return awaitedData(index, role);
    const session::CellView &cell = m_snapshot->cells[*place];
    const metrics::Verdict *verdict = cell.figures ? worstVerdict(cell.verdicts) : nullptr;
    switch (role) {
    case StateRole: return static_cast<int>(cell.state);
    case Qt::DisplayRole:
    case ValueRole: return value(cell);
    case UnitRole: return cell.figures || cell.state == session::CellState::Running ? tr("tok/s") : QString();
    case DetailRole: return detail(cell);
    case FailuresRole: return failures(cell);
    case SeverityRole: return cell.figures ? static_cast<int>(metrics::worst(cell.verdicts)) : -1;
    case VerdictRole: return verdict ? QString::fromLatin1(metrics::name(verdict->code)) : QString();
    case RemarksRole:
        return cell.figures ? static_cast<int>(std::ranges::count_if(cell.verdicts, report::isRemark)) : 0;
    case ProgressRole: return m_snapshot->current == place && m_snapshot->live ? progress(*m_snapshot->live) : -1.0;
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3 %4", "backend, users: value detail")
            .arg(rowName(index.row()), columnName(index.column()), value(cell), joined(failures(cell), detail(cell)));
    case Qt::AccessibleDescriptionRole: return findingLines(cell).join(QLatin1Char(' '));
    case Qt::ToolTipRole: return tip(index, cell);
    default: return {};
    }
}

QString RunMatrixModel::tip(const QModelIndex &index, const session::CellView &cell) const
{
    const QString text = data(index, Qt::AccessibleTextRole).toString();
    const QStringList lines = findingLines(cell);
    // Sentences wrap only in what looks like a document.
    return lines.isEmpty()
        ? format::tip(text)
        : Qt::convertFromPlainText(text + QLatin1Char('\n') + lines.join(QLatin1Char('\n')), Qt::WhiteSpaceNormal);
}

QString RunMatrixModel::value(const session::CellView &cell) const
{
    switch (cell.state) {
    case session::CellState::Waiting: return tr("waiting");
    case session::CellState::Running:
        return m_snapshot->live ? format::number(m_snapshot->live->tokensPerSecond) : QStringLiteral("–");
    case session::CellState::Failed: return tr("failed");
    case session::CellState::Cancelled: return tr("stopped");
    case session::CellState::Done: break;
    }
    if (!cell.figures)
        return QStringLiteral("–");
    const QString rate = format::number(cell.figures->outputTokensPerSecond);
    return cell.figures->tokensEstimated ? format::estimated(rate) : rate;
}

QString RunMatrixModel::failures(const session::CellView &cell) const
{
    std::uint64_t failed = cell.figures ? cell.figures->failed : 0;
    if (cell.state == session::CellState::Running && m_snapshot->live)
        failed = m_snapshot->live->failed;
    return failed == 0 ? QString() : tr("%1 failed", "requests").arg(format::count(failed));
}

QString RunMatrixModel::detail(const session::CellView &cell) const
{
    if (cell.state == session::CellState::Running && m_snapshot->live) {
        const load::CellSnapshot &live = *m_snapshot->live;
        const QString time = live.remainingSeconds < 0
            ? format::clock(live.elapsedSeconds)
            : tr("%1 of %2")
                  .arg(format::clock(live.elapsedSeconds), format::clock(live.elapsedSeconds + live.remainingSeconds));
        return tr("%1 · TTFT %2 · %3 in flight")
            .arg(time, live.ttftP50Ms > 0 ? format::latency(live.ttftP50Ms) : QStringLiteral("–"),
                 format::count(live.inFlight));
    }
    if (cell.figures) {
        const metrics::CellFigures &figures = *cell.figures;
        const double timeout = toSeconds(m_snapshot->plan->limits.requestTimeout);
        const QString median = format::percentile(figures.ttft, 50, timeout);
        const QString rate = format::number(figures.requestsPerSecond);
        const QString requests = format::count(figures.completed);
        // No higher than what the verdict is about: it says nothing of percentiles that the plan does not ask for.
        const Statistic high = highestStored(m_snapshot->plan->percentiles);
        if (high == Statistic::P50)
            return tr("TTFT %1 · %2 req/s · %3 requests").arg(median, rate, requests);
        return tr("TTFT %1 · %2 %3 · %4 req/s · %5 requests", "%2: the name of a percentile")
            .arg(median, resultcharts::name(high), format::percentile(figures.ttft, high.percentile, timeout), rate,
                 requests);
    }
    return {};
}

QString RunMatrixModel::rowName(int row) const
{
    const plan::Plan &plan = *m_snapshot->plan;
    const auto place = static_cast<std::size_t>(row);
    const std::size_t workloads = plan.workloads.size();
    const QString target = QString::fromStdString(plan.targets.at(place / workloads).name);
    if (workloads == 1)
        return target;
    return tr("%1 · %2", "backend · workload")
        .arg(target, QString::fromStdString(plan.workloads.at(place % workloads).name));
}

QString RunMatrixModel::columnName(int column) const
{
    return words::levelText(m_snapshot->plan->load.level(m_levelOrder.at(static_cast<std::size_t>(column))));
}

QVariant RunMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    // A view that is told of fewer rows asks for those that it still has.
    if (section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount()))
        return {};
    if (orientation == Qt::Horizontal)
        return role == Qt::DisplayRole ? QVariant(columnName(section)) : QVariant();
    const std::size_t target = static_cast<std::size_t>(section) / m_snapshot->plan->workloads.size();
    const std::size_t workload = static_cast<std::size_t>(section) % m_snapshot->plan->workloads.size();
    switch (role) {
    case Qt::DisplayRole: return rowName(section);
    case MarkerRole: return lookOf(*m_snapshot->plan, target, workload).marker;
    case ColorRole: return QString::fromStdString(m_snapshot->plan->targets.at(target).color);
    default: return {};
    }
}

} // namespace tokamark::ui
