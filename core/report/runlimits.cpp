#include "report/runlimits.h"

#include "metrics/limitsamples.h"

#include <algorithm>
#include <map>

namespace tokamark::report {

std::vector<metrics::LimitSeries> limitsOf(const storage::StoredRun &run)
{
    // In the order measured, so that the last attempt that says something is the one that counts.
    std::map<plan::CellKey, metrics::SearchedCell> last;
    for (const storage::StoredCell &cell : run.cells) {
        if (cell.state == storage::StoredCellState::Done && cell.figures)
            last.insert_or_assign(cell.key, metrics::SearchedCell{cell.key, &*cell.figures, cell.verdicts, false});
        else if (cell.state == storage::StoredCellState::Failed)
            last.try_emplace(cell.key, metrics::SearchedCell{cell.key, nullptr, {}, true});
    }
    std::vector<metrics::SearchedCell> cells;
    for (const auto &[key, cell] : last)
        cells.push_back(cell);
    std::vector<metrics::LimitSeries> limits = metrics::findLimits(run.plan, cells);
    // A finished run with a search that would go on was decided by the majority, and what it has told stays told.
    const bool wouldGoOn
        = std::ranges::any_of(limits, [](const metrics::LimitSeries &series) { return series.state.next.has_value(); });
    if (run.info.state == storage::StoredState::Finished && wouldGoOn)
        limits = metrics::findLimits(run.plan, cells, metrics::LimitRule::Majority);
    return limits;
}

std::optional<double> endOfFewSamples(const storage::StoredRun &run, const metrics::LimitSeries &series)
{
    std::vector<metrics::SearchedCell> done;
    for (const storage::StoredCell &cell : run.cells) {
        if (cell.state == storage::StoredCellState::Done)
            done.push_back({cell.key, cell.figures ? &*cell.figures : nullptr, cell.verdicts, false});
    }
    return metrics::endOfFewSamples(run.plan, done, series);
}

} // namespace tokamark::report
