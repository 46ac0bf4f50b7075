#include "metrics/limitseries.h"

#include "metrics/limitanswer.h"

namespace tokamark::metrics {

std::vector<LimitSeries> findLimits(const plan::Plan &plan, std::span<const SearchedCell> cells, LimitRule rule)
{
    std::vector<LimitSeries> series;
    if (!plan.search)
        return series;
    for (std::uint32_t target = 0; target < plan.targets.size(); ++target) {
        for (std::uint32_t workload = 0; workload < plan.workloads.size(); ++workload) {
            LimitSearch search(*plan.search, plan.load.kind, plan.repetitions, rule);
            for (const SearchedCell &cell : cells) {
                if (cell.key.target != target || cell.key.workload != workload
                    || cell.key.level >= plan.load.levels.size())
                    continue;
                const double load = plan.load.levels[cell.key.level];
                if (cell.figures != nullptr)
                    search.add(load, voteOf(*cell.figures, cell.verdicts, *plan.search));
                else if (cell.failed)
                    search.addFailure(load);
            }
            series.push_back({target, workload, search.state()});
        }
    }
    return series;
}

} // namespace tokamark::metrics
