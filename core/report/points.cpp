#include "report/points.h"

#include "metrics/worseverdict.h"

#include <QStringList>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace tokamark::report {
namespace {

using metrics::CellFigures;
using metrics::Severity;
using metrics::Verdict;
using storage::StoredCell;
using storage::StoredCellState;

template <class Value> std::uint64_t sumOver(const std::vector<const CellFigures *> &figures, const Value &value)
{
    std::uint64_t sum = 0;
    for (const CellFigures *cell : figures)
        sum += value(*cell);
    return sum;
}

QString stateName(StoredCellState state)
{
    switch (state) {
    case StoredCellState::Running: return QStringLiteral("RUNNING");
    case StoredCellState::Cancelled: return QStringLiteral("CANCELLED");
    case StoredCellState::Broken: return QStringLiteral("BROKEN");
    case StoredCellState::Done:
    case StoredCellState::Failed: break;
    }
    return QStringLiteral("FAILED");
}

/// The last finished attempt at each cell.
std::map<plan::CellKey, const StoredCell *> finishedCells(const storage::StoredRun &run)
{
    std::map<plan::CellKey, const StoredCell *> finished;
    for (const StoredCell &cell : run.cells) {
        if (cell.state == StoredCellState::Done && cell.figures)
            finished[cell.key] = &cell;
    }
    return finished;
}

} // namespace

std::vector<PointFinding> findingsOver(std::span<const StoredCell *const> cells)
{
    std::vector<PointFinding> result;
    std::map<metrics::VerdictCode, std::size_t> turns;
    for (const StoredCell *cell : cells) {
        for (const Verdict &verdict : cell->verdicts) {
            turns.try_emplace(verdict.code, turns.size());
            const auto known = std::ranges::find_if(result, [&verdict](const PointFinding &other) {
                return other.verdict.code == verdict.code && other.verdict.subject == verdict.subject;
            });
            if (known == result.end())
                result.push_back({verdict, cell});
            else if (metrics::isWorse(verdict, known->verdict))
                *known = {verdict, cell};
        }
    }
    std::ranges::stable_sort(result, [&turns](const PointFinding &a, const PointFinding &b) {
        if (a.verdict.severity != b.verdict.severity)
            return a.verdict.severity > b.verdict.severity;
        if (a.verdict.code != b.verdict.code)
            return turns.at(a.verdict.code) < turns.at(b.verdict.code);
        return metrics::isWorse(a.verdict, b.verdict);
    });
    return result;
}

bool isRemark(const Verdict &verdict) noexcept
{
    return verdict.severity == Severity::Note && verdict.code != metrics::VerdictCode::Unchecked;
}

std::vector<const CellFigures *> Point::figures() const
{
    std::vector<const CellFigures *> result;
    for (const StoredCell *cell : cells)
        result.push_back(&*cell->figures);
    return result;
}

std::optional<metrics::MetricEstimate> Point::estimate(metrics::Metric metric) const
{
    return metrics::estimate(figures(), metric);
}

const metrics::PhysicsFigures *Point::physics() const
{
    for (const CellFigures *cell : figures()) {
        if (cell->physics && cell->physics->mostTokensPerSecond > 0)
            return &*cell->physics;
    }
    return nullptr;
}

std::optional<double> Point::rooflineShare() const
{
    double sum = 0;
    double count = 0;
    for (const CellFigures *cell : figures()) {
        if (!cell->physics || !(cell->physics->mostTokensPerSecond > 0))
            continue;
        sum += cell->outputTokensPerSecond / cell->physics->mostTokensPerSecond;
        ++count;
    }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

std::uint64_t Point::samples() const
{
    return sumOver(figures(), [](const CellFigures &cell) { return cell.ttft.samples + cell.ttft.failures; });
}

std::uint64_t Point::started() const
{
    return sumOver(figures(), [](const CellFigures &cell) { return cell.started; });
}

std::uint64_t Point::completed() const
{
    return sumOver(figures(), [](const CellFigures &cell) { return cell.completed; });
}

std::uint64_t Point::failed() const
{
    return sumOver(figures(), [](const CellFigures &cell) { return cell.failed; });
}

std::optional<double> Point::goodput() const
{
    double sum = 0;
    for (const CellFigures *cell : figures()) {
        if (!cell->goodput)
            return std::nullopt;
        sum += *cell->goodput / static_cast<double>(cells.size());
    }
    return isMeasured() ? std::optional(sum) : std::nullopt;
}

bool Point::tokensEstimated() const
{
    return std::ranges::any_of(cells, [](const StoredCell *cell) { return cell->figures->tokensEstimated; });
}

std::vector<PointFinding> Point::findings() const
{
    std::vector<PointFinding> result;
    for (PointFinding &finding : findingsOver(cells)) {
        const bool isKnown = std::ranges::any_of(
            result, [&finding](const PointFinding &other) { return other.verdict.code == finding.verdict.code; });
        if (finding.verdict.severity >= Severity::Warning && !isKnown)
            result.push_back(std::move(finding));
    }
    return result;
}

std::vector<PointFinding> Point::notes() const
{
    std::vector<PointFinding> result;
    for (const StoredCell *cell : cells) {
        for (const Verdict &verdict : cell->verdicts) {
            const bool isKnown = std::ranges::any_of(result, [&verdict](const PointFinding &other) {
                return other.verdict.code == verdict.code && other.verdict.subject == verdict.subject;
            });
            if (isRemark(verdict) && !isKnown)
                result.push_back({verdict, cell});
        }
    }
    return result;
}

QString Point::verdictText() const
{
    if (!isMeasured())
        return stateName(lastState);
    QStringList codes;
    for (const PointFinding &finding : findings())
        codes.append(QString::fromLatin1(metrics::name(finding.verdict.code)));
    return codes.isEmpty() ? QString::fromLatin1(metrics::name(metrics::VerdictCode::Valid)) : codes.join(u' ');
}

std::vector<Point> pointsOf(const storage::StoredRun &run)
{
    const std::map<plan::CellKey, const StoredCell *> finished = finishedCells(run);
    std::map<std::tuple<std::uint32_t, std::uint32_t, plan::Level>, Point> points;
    for (const StoredCell &cell : run.cells) {
        if (cell.key.level >= run.plan.load.levels.size())
            continue;
        const plan::Level level = run.plan.load.level(cell.key.level);
        Point &point = points[{cell.key.target, cell.key.workload, level}];
        point.target = cell.key.target;
        point.workload = cell.key.workload;
        point.level = level;
        point.lastState = cell.state;
        const auto last = finished.find(cell.key);
        if (last != finished.end() && last->second == &cell)
            point.cells.push_back(&cell);
        else if (cell.error)
            point.error = cell.error;
    }
    std::vector<Point> result;
    for (auto &[key, point] : points) {
        std::ranges::sort(point.cells, {}, [](const StoredCell *cell) { return cell->key.repetition; });
        result.push_back(std::move(point));
    }
    return result;
}

} // namespace tokamark::report
