#pragma once

#include "metrics/cellfigures.h"
#include "metrics/percentile.h"
#include "metrics/requestrecord.h"
#include "metrics/verdict.h"
#include "plan/plan.h"

#include <span>
#include <vector>

namespace tokamark::metrics {

/// What the records alone do not say.
struct SummaryInput {
    std::span<const RequestRecord> records;
    MeasuredWindow window;
    ClientHealth client;
    plan::LoadKind load = plan::LoadKind::Closed;
    std::uint32_t users = 1; ///< of a closed loop
    Duration thinkTime{};
    Duration requestTimeout{};
    std::span<const plan::Slo> slos;
    std::uint64_t bootstrapSeed = 0;
    bool rampInsideWindow = false; ///< the window holds the ramp, so only part of it can be steady
    /// The window is another than the measured one, so requests count by when they were sent and not by the phase that
    /// they were given.
    bool movedWindow = false;
};

/// Figures of one cell, by the definitions in docs/metrics.md. Pure: equal input gives equal output to the last bit.
[[nodiscard]] CellFigures summarise(const SummaryInput &input);

using plan::Threshold;
using plan::VerdictThresholds;

struct VerdictInput {
    const CellFigures *figures = nullptr;
    plan::LoadKind load = plan::LoadKind::Closed;
    std::uint32_t users = 1; ///< of a closed loop
    double shownPercentile = 95; ///< the highest one that is shown (see `highestShown`)
    double exactOutputTokens = 0; ///< mean output length the plan asked for exactly; 0: none asked for
    bool exactLengthPossible = true; ///< this API can hold the server to a length
    std::uint32_t serverParallelism = 0; ///< requests that the server works on at a time; 0: not known
    bool parallelismTold = false; ///< by the server itself; else what its kind has as it is delivered
    double otherTargetsOutputTokens = 0; ///< mean of the other targets of the same model in the same point; 0: none
    double otherTargetsInputTokens = 0;
    double otherTargetsOutputError = 0; ///< standard errors of the two means
    double otherTargetsInputError = 0;
    /// Requests have due instants of their own, by a think time or a schedule; else each is due when the one before it
    /// has ended.
    bool ownDueInstants = false;
    double outputBeyondLimit = 0; ///< tokens beyond what answers were allowed / those that they were allowed
    /// The plan lets prompts be alike without saying how much. Otherwise the figures say what is meant to be cached, and
    /// only what is beyond that is held against a point.
    bool cacheOpen = false;
    bool gpusUntold = false; ///< see `tellsAllButGpus`
    bool wholeCell = false; ///< ramp and drain are inside, so the load cannot be held throughout
};

/// Every verdict that needs nothing more than the run itself, the worst first. Ends with an `Unchecked` note for each
/// thing that could not be judged; a list without warning or worse begins with `Valid`.
[[nodiscard]] std::vector<Verdict> judge(const VerdictInput &input, const VerdictThresholds &thresholds = {});

} // namespace tokamark::metrics
