#pragma once

#include "metrics/requestrecord.h"
#include "metrics/verdict.h"
#include "plan/plan.h"
#include "profiles/profiles.h"
#include "session/runsnapshot.h"
#include "storage/storedrun.h"

#include <QString>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::session {

/// What the verdicts of one cell rest on, beside its figures.
struct JudgedCell {
    const CellView *view = nullptr;
    QString model; ///< of its target
    bool exactLengthPossible = true; ///< at the API that its requests go to
    std::optional<profiles::Parallelism> parallelism; ///< of the server
    double exactOutputTokens = 0; ///< what the plan asked for exactly; 0: nothing
};

/// What the server of a target can do, out of what is stored of it.
struct ServerAbilities {
    bool exactLength = true;
    std::optional<profiles::Parallelism> parallelism;
};
[[nodiscard]] ServerAbilities abilitiesOf(const storage::StoredTarget &target);

/// The verdicts of `cells[index]`, held against the other targets that served the same model in the same point of the
/// same repetition, as far as they have been measured.
[[nodiscard]] std::vector<metrics::Verdict> judgeCell(const plan::Plan &plan, std::span<const JudgedCell> cells,
                                                      std::size_t index);

/// The verdicts of all cells in the point and repetition of `cells[settled]` that are other than they were, by their
/// places in `cells`. `targets` and `exactOutputTokens`: of the run, and of each cell.
[[nodiscard]] std::vector<std::pair<std::size_t, std::vector<metrics::Verdict>>>
judgePoint(const plan::Plan &plan, std::span<const CellView> cells, std::span<const storage::StoredTarget> targets,
           std::span<const double> exactOutputTokens, std::size_t settled);

/// Mean output length that the plan asked of the counted requests, where it asked for exact lengths; 0 otherwise.
/// `counts` says which those are; empty: those of the measured window.
[[nodiscard]] double exactOutputTokens(const plan::Workload &workload, std::span<const metrics::RequestRecord> records,
                                       const std::function<bool(const metrics::RequestRecord &)> &counts = {});

} // namespace tokamark::session
