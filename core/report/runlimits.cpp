#include "report/runlimits.h"

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
    const auto isFew = [](const metrics::Verdict &verdict) {
        return verdict.code == metrics::VerdictCode::TooFewSamples && verdict.severity >= metrics::Severity::Warning;
    };
    for (const std::optional<double> end : {series.state.meets, series.state.fails}) {
        const bool few = end && std::ranges::any_of(run.cells, [&](const storage::StoredCell &cell) {
                             return cell.state == storage::StoredCellState::Done && cell.key.target == series.target
                                 && cell.key.workload == series.workload && cell.key.level < run.plan.load.levels.size()
                                 && run.plan.load.level(cell.key.level).value == *end
                                 && std::ranges::any_of(cell.verdicts, isFew);
                         });
        if (few)
            return end;
    }
    return std::nullopt;
}

} // namespace tokamark::report
