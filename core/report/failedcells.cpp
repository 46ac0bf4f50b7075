#include "report/failedcells.h"

#include <QStringList>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace tokamark::report {
namespace {

using storage::StoredCell;

using Place = std::pair<std::uint32_t, std::uint32_t>; ///< target, workload

/// What became of the repetitions of a point: the last attempt at each, null once one has measured it.
using Fates = std::map<std::uint32_t, const StoredCell *>;

std::map<Place, std::map<plan::Level, Fates>> fatesOf(const storage::StoredRun &run)
{
    std::map<Place, std::map<plan::Level, Fates>> all;
    for (const StoredCell &cell : run.cells) {
        if (cell.key.level >= run.plan.load.levels.size())
            continue;
        Fates &point = all[{cell.key.target, cell.key.workload}][run.plan.load.level(cell.key.level)];
        const bool measured = cell.state == storage::StoredCellState::Done && cell.figures;
        const auto [known, isNew] = point.try_emplace(cell.key.repetition, measured ? nullptr : &cell);
        if (!isNew && known->second != nullptr)
            known->second = measured ? nullptr : &cell;
    }
    return all;
}

/// The level, with the repetitions that failed for this reason where not all did.
QString levelTitle(const plan::Level &level, const Fates &point, const Error &error)
{
    QStringList repetitions;
    for (const auto &[repetition, cell] : point) {
        if (cell != nullptr && cell->error == error)
            repetitions.append(QString::number(repetition + 1));
    }
    const QString text = QString::fromStdString(plan::text(level));
    if (repetitions.size() == static_cast<qsizetype>(point.size()))
        return text;
    return QStringLiteral("%1 (repetition %2)").arg(text, repetitions.join(QStringLiteral(", ")));
}

/// Each reason once.
std::vector<Error> reasonsOf(const std::map<plan::Level, Fates> &levels)
{
    std::vector<Error> reasons;
    for (const auto &[level, point] : levels)
        for (const auto &[repetition, cell] : point)
            if (cell != nullptr && cell->error && std::ranges::find(reasons, *cell->error) == reasons.end())
                reasons.push_back(*cell->error);
    return reasons;
}

} // namespace

std::vector<FailedCells> failedCells(const storage::StoredRun &run)
{
    std::vector<FailedCells> all;
    for (const auto &[place, levels] : fatesOf(run)) {
        const auto &[target, workload] = place;
        for (const Error &error : reasonsOf(levels)) {
            QStringList title{QString::fromStdString(run.plan.targets.at(target).name)};
            if (run.plan.workloads.size() > 1)
                title.append(QString::fromStdString(run.plan.workloads.at(workload).name));
            for (const auto &[level, point] : levels) {
                const bool isOne = std::ranges::any_of(point, [&error](const auto &fate) {
                    return fate.second != nullptr && fate.second->error == error;
                });
                if (isOne)
                    title.append(levelTitle(level, point, error));
            }
            all.push_back({title.join(QStringLiteral(", ")), error});
        }
    }
    return all;
}

} // namespace tokamark::report
