#pragma once

#include "metrics/comparison.h"
#include "storage/storedrun.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::report {

/// The view over the repetitions of one combination of target, workload and level. Points into the run it was made
/// from, which must outlive it.
struct Point {
    std::uint32_t target = 0;
    std::uint32_t workload = 0;
    std::uint32_t users = 0;
    std::vector<const storage::StoredCell *> cells; ///< finished repetitions, in their order
    std::optional<Error> error; ///< why there is no finished one, if that is known

    [[nodiscard]] bool isMeasured() const noexcept { return !cells.empty(); }
    /// The figures of the repetitions, for `metrics::estimate` and `metrics::compare`.
    [[nodiscard]] std::vector<const metrics::CellFigures *> figures() const;
    [[nodiscard]] std::optional<metrics::MetricEstimate> estimate(metrics::Metric metric) const;
    /// Requests with a TTFT or a failure, over all repetitions: what a percentile rests on at the least.
    [[nodiscard]] std::uint64_t samples() const;
    [[nodiscard]] std::uint64_t completed() const;
    [[nodiscard]] std::uint64_t failed() const;
    [[nodiscard]] bool tokensEstimated() const;
    /// Distinct findings of at least a warning over all repetitions, the worst of each code; empty if there is none.
    [[nodiscard]] std::vector<metrics::Verdict> findings() const;
    /// Codes of the findings: "ERRORS TOO-FEW-SAMPLES", "VALID" without any, "FAILED" if nothing was measured.
    [[nodiscard]] QString verdictText() const;
};

/// Every combination of which a cell was started, by target, workload and rising level. Broken and cancelled attempts
/// count nowhere; of several finished attempts at one cell the last counts.
[[nodiscard]] std::vector<Point> pointsOf(const storage::StoredRun &run);

} // namespace tokamark::report
