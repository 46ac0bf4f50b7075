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

/// The lengths of answers that were asked for in a cell.
struct LengthsAsked {
    double exactTokens = 0; ///< in the mean, where exact lengths were asked for; 0: they were not
    /// What answers are said to have beyond the most that each was allowed, over all that was allowed. Above zero the
    /// server did not keep to the limit, or does not count what it sends.
    double beyondLimit = 0;

    bool operator==(const LengthsAsked &) const = default;
};

/// What the verdicts of one cell rest on, beside its figures.
struct JudgedCell {
    const CellView *view = nullptr;
    QString model; ///< of its target
    bool exactLengthPossible = true; ///< at the API that its requests go to
    std::optional<profiles::Parallelism> parallelism; ///< of the server
    LengthsAsked lengths;
    bool gpusUntold = false; ///< the plan tells all of its hardware but the number of GPUs
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
/// places in `cells`. `targets` and `lengths`: of the run, and of each cell.
[[nodiscard]] std::vector<std::pair<std::size_t, std::vector<metrics::Verdict>>>
judgePoint(const plan::Plan &plan, std::span<const CellView> cells, std::span<const storage::StoredTarget> targets,
           std::span<const LengthsAsked> lengths, std::size_t settled);

/// What was asked of the counted requests to a target. `counts` says which those are; empty: those of the measured window.
[[nodiscard]] LengthsAsked lengthsAsked(const plan::Workload &workload, const storage::StoredTarget &target,
                                        std::span<const metrics::RequestRecord> records,
                                        const std::function<bool(const metrics::RequestRecord &)> &counts = {});

} // namespace tokamark::session
