#pragma once

#include "metrics/requestrecord.h"
#include "metrics/verdict.h"
#include "plan/plan.h"
#include "session/runsnapshot.h"

#include <QString>

#include <span>
#include <string>
#include <vector>

namespace tokamark::session {

/// What the verdicts of one cell rest on, beside its figures.
struct JudgedCell {
    const CellView *view = nullptr;
    QString model; ///< of its target
    double exactOutputTokens = 0; ///< what the plan asked for exactly; 0: nothing
};

/// The verdicts of `cells[index]`, held against the other targets that served the same model in the same point of the
/// same repetition, as far as they have been measured.
[[nodiscard]] std::vector<metrics::Verdict> judgeCell(const plan::Plan &plan, std::span<const JudgedCell> cells,
                                                      std::size_t index);

/// Mean output length that the plan asked of the counted requests, where it asked for exact lengths; 0 otherwise.
[[nodiscard]] double exactOutputTokens(const plan::Workload &workload, std::span<const metrics::RequestRecord> records);

} // namespace tokamark::session
