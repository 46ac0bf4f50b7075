#include "metrics/limitsamples.h"

#include <algorithm>

namespace tokamark::metrics {

std::optional<double> endOfFewSamples(const plan::Plan &plan, std::span<const SearchedCell> cells,
                                      const LimitSeries &series)
{
    const auto isFew = [](const Verdict &verdict) {
        return verdict.code == VerdictCode::TooFewSamples && verdict.severity >= Severity::Warning;
    };
    for (const std::optional<double> end : {series.state.meets, series.state.fails}) {
        const bool few = end && std::ranges::any_of(cells, [&](const SearchedCell &cell) {
                             return cell.key.target == series.target && cell.key.workload == series.workload
                                 && cell.key.level < plan.load.levels.size()
                                 && plan.load.level(cell.key.level).value == *end
                                 && std::ranges::any_of(cell.verdicts, isFew);
                         });
        if (few)
            return end;
    }
    return std::nullopt;
}

} // namespace tokamark::metrics
