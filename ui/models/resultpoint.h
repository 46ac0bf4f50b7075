#pragma once

#include "metrics/cellfigures.h"
#include "metrics/metric.h"
#include "metrics/percentile.h"
#include "metrics/verdict.h"
#include "models/statistic.h"
#include "report/cellfailures.h"
#include "storage/storedrun.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::ui {

/// The metric of comparisons and published figures that is the same figure; none for chunk gaps and for percentiles that
/// are not stored.
[[nodiscard]] std::optional<metrics::Metric> metricOf(LatencyKind kind, Statistic which);

/// The view over the repetitions of one combination of run, target, workload and level.
struct ResultPoint {
    plan::Level level;
    std::vector<const storage::StoredCell *> cells; ///< done, one for each repetition, in their order; never empty
    std::vector<metrics::Verdict> verdicts; ///< of all repetitions, the worst of each kind
    metrics::Severity severity = metrics::Severity::Fine;
    const FurtherPercentiles *further = nullptr; ///< of the set; null: none
    const report::CellFailures *knownFailures = nullptr; ///< of the set; null: none
    double timeoutSeconds = 0; ///< of a request, by its plan

    [[nodiscard]] std::vector<const metrics::CellFigures *> figures() const;
    /// Geometric mean over the repetitions; NaN if one has no value or too few samples for it, infinite if one is.
    [[nodiscard]] double latency(LatencyKind kind, Statistic which) const;
    /// How much that is worth: the least over the repetitions.
    [[nodiscard]] metrics::PercentileTrust trust(LatencyKind kind, Statistic which) const;
    [[nodiscard]] double outputRate() const;
    [[nodiscard]] double requestRate() const;
    [[nodiscard]] double ratePerUser() const;
    [[nodiscard]] std::optional<metrics::Interval> latencyInterval(LatencyKind kind, Statistic which) const;
    [[nodiscard]] std::optional<metrics::Interval> outputRateInterval() const;
    [[nodiscard]] std::uint64_t completed() const;
    /// Requests sent in the windows, and those of them that failed.
    [[nodiscard]] std::uint64_t started() const;
    [[nodiscard]] std::uint64_t failed() const;
    /// Why, over the repetitions, the most frequent cause first.
    [[nodiscard]] std::vector<storage::FailureGroup> failures() const;
    [[nodiscard]] bool tokensEstimated() const;
};

} // namespace tokamark::ui
