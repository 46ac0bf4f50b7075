#pragma once

#include "metrics/comparison.h"
#include "storage/storedrun.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokamark::report {

/// The worst finding of one kind, and the repetition that it was made in.
struct PointFinding {
    metrics::Verdict verdict;
    const storage::StoredCell *cell = nullptr; ///< of the run
};

/// Everything that was found of the repetitions of a point, the worst of each code and subject. The worst first, and of equal
/// ones what the judge looked at first: failures before what comes of them.
[[nodiscard]] std::vector<PointFinding> findingsOver(std::span<const storage::StoredCell *const> cells);

/// The view over the repetitions of one combination of target, workload and level. Points into the run it was made
/// from, which must outlive it.
struct Point {
    std::uint32_t target = 0;
    std::uint32_t workload = 0;
    plan::Level level;
    std::vector<const storage::StoredCell *> cells; ///< finished repetitions, in their order
    std::optional<Error> error; ///< why there is no finished one, if that is known
    storage::StoredCellState lastState = storage::StoredCellState::Done; ///< of the attempt that was begun last

    [[nodiscard]] bool isMeasured() const noexcept { return !cells.empty(); }
    /// The figures of the repetitions, for `metrics::estimate` and `metrics::compare`.
    [[nodiscard]] std::vector<const metrics::CellFigures *> figures() const;
    [[nodiscard]] std::optional<metrics::MetricEstimate> estimate(metrics::Metric metric) const;
    /// Requests with a TTFT or a failure, over all repetitions: what a percentile rests on at the least.
    [[nodiscard]] std::uint64_t samples() const;
    [[nodiscard]] std::uint64_t started() const;
    [[nodiscard]] std::uint64_t completed() const;
    [[nodiscard]] std::uint64_t failed() const;
    /// Requests per second that met every limit; the mean over the repetitions, for it may be zero. Empty where one of them
    /// was not held against limits.
    [[nodiscard]] std::optional<double> goodput() const;
    [[nodiscard]] bool tokensEstimated() const;
    /// What the hardware could do at most, by the first repetition; null where that is not known.
    [[nodiscard]] const metrics::PhysicsFigures *physics() const;
    /// Mean share of it that was reached, 0..1.
    [[nodiscard]] std::optional<double> rooflineShare() const;
    /// Distinct findings of at least a warning over all repetitions, the worst of each code, in the order of `findingsOver`;
    /// empty if there is none.
    [[nodiscard]] std::vector<PointFinding> findings() const;
    /// The remarks of all repetitions, each once.
    [[nodiscard]] std::vector<PointFinding> notes() const;
    /// Codes of the findings: "ERRORS TOO-FEW-SAMPLES", "VALID" without any. If nothing was measured, what became
    /// of the last attempt: "FAILED", "CANCELLED", "BROKEN" (its program ended), "RUNNING".
    [[nodiscard]] QString verdictText() const;
};

/// What is worth knowing beside the figures and no fault; what could not be checked is not among it.
[[nodiscard]] bool isRemark(const metrics::Verdict &verdict) noexcept;

/// Every combination of which a cell was started, by target, workload and rising level. Broken and cancelled attempts
/// count nowhere; of several finished attempts at one cell the last counts.
[[nodiscard]] std::vector<Point> pointsOf(const storage::StoredRun &run);

} // namespace tokamark::report
