#pragma once

#include "metrics/cellfigures.h"
#include "metrics/limitsearch.h"
#include "metrics/verdict.h"
#include "plan/matrix.h"
#include "plan/plan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tokamark::metrics {

/// One cell as a search sees it, running or stored. Not owned.
struct SearchedCell {
    plan::CellKey key;
    const CellFigures *figures = nullptr; ///< null: not measured, or failed as a whole
    std::span<const Verdict> verdicts;
    bool failed = false;
};

/// The search of one target with one workload.
struct LimitSeries {
    std::uint32_t target = 0;
    std::uint32_t workload = 0;
    LimitState state;

    bool operator==(const LimitSeries &) const = default;
};

/// How far the searches of a plan are, in the order in which they run: target by target, workload by workload. Empty for
/// a plan that searches for nothing. `cells`: those measured so far, of several attempts at one only the one that counts.
/// `rule`: other than today's for runs that were decided by another one.
[[nodiscard]] std::vector<LimitSeries> findLimits(const plan::Plan &plan, std::span<const SearchedCell> cells,
                                                  LimitRule rule = LimitRule::Interval);

} // namespace tokamark::metrics
