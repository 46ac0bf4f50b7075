#include "report/cellfailures.h"

#include <algorithm>
#include <functional>

namespace tokamark::report {
namespace {

using storage::FailureGroup;
using storage::StoredCell;

bool hasFailures(const StoredCell &cell)
{
    return cell.state == storage::StoredCellState::Done && cell.figures && cell.figures->failed > 0;
}

/// The message that stays is that of the cell which came first.
void addTo(std::vector<FailureGroup> &all, const std::vector<FailureGroup> &more)
{
    for (const FailureGroup &group : more) {
        const auto known = std::ranges::find_if(all, [&group](const FailureGroup &other) {
            return other.outcome == group.outcome && other.httpStatus == group.httpStatus;
        });
        if (known == all.end())
            all.push_back(group);
        else
            known->count += group.count;
    }
}

} // namespace

Expected<CellFailures> failuresOf(const storage::StoredRun &run, storage::RunRepository &history)
{
    CellFailures all;
    for (const StoredCell &cell : run.cells) {
        if (!hasFailures(cell))
            continue;
        auto groups = history.failures(cell.id);
        if (!groups)
            return tl::unexpected(groups.error());
        all.emplace(cell.id, std::move(*groups));
    }
    return all;
}

std::vector<FailureGroup> failureCounts(const metrics::CellFigures &figures)
{
    std::vector<FailureGroup> groups;
    for (std::size_t place = 0; place < figures.failuresByOutcome.size(); ++place) {
        if (figures.failuresByOutcome[place] > 0)
            groups.push_back({static_cast<metrics::Outcome>(place), 0, figures.failuresByOutcome[place], {}});
    }
    return groups;
}

std::vector<FailureGroup> failuresOver(std::span<const StoredCell *const> cells, const CellFailures &known)
{
    std::vector<FailureGroup> all;
    for (const StoredCell *cell : cells) {
        if (!hasFailures(*cell))
            continue;
        const auto asked = known.find(cell->id);
        addTo(all, asked == known.end() ? failureCounts(*cell->figures) : asked->second);
    }
    std::ranges::stable_sort(all, std::ranges::greater(), &FailureGroup::count);
    return all;
}

} // namespace tokamark::report
