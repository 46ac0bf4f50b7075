#pragma once

#include "metrics/cellfigures.h"
#include "metrics/metric.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokamark::metrics {

/// Where an interval comes from. Only one between runs lets a sentence say "faster".
enum class IntervalKind : std::uint8_t {
    None, ///< cannot be told
    WithinRun, ///< block bootstrap: how far this very run would swing, blind to what differs from run to run
    BetweenRuns, ///< t interval with repetitions as units; of a high percentile never narrower than within them
};

/// The fewest repetitions that carry an interval between runs.
inline constexpr std::uint32_t FewestRepetitions = 3;

/// The figures of the repetitions of one point, in their order. Not owned.
using Repetitions = std::span<const CellFigures *const>;

/// One metric of a point over its repetitions.
struct MetricEstimate {
    std::uint32_t repetitions = 0;
    double value = 0; ///< geometric mean over the repetitions: latencies and rates vary by factors
    double lowest = 0; ///< of the repetitions
    double highest = 0;
    Interval interval; ///< 95 %
    IntervalKind kind = IntervalKind::None;

    bool operator==(const MetricEstimate &) const = default;
};

/// Empty if a repetition has no value. Infinite where failures reach the percentile in any of them.
[[nodiscard]] std::optional<MetricEstimate> estimate(Repetitions repetitions, Metric metric);

/// How one metric of point B differs from that of point A.
struct Difference {
    Metric metric = Metric::TtftMean;
    double a = 0;
    double b = 0;
    std::optional<double> changePct; ///< b against a; empty where either is infinite or zero
    std::optional<double> lowPct; ///< 95 %
    std::optional<double> highPct;
    IntervalKind kind = IntervalKind::None;
    std::uint32_t repetitions = 0; ///< of the point with fewer
    /// How likely so large a difference is between equals, two-sided; only between runs.
    std::optional<double> chance;
    bool apartAlone = false; ///< the interval is one between runs and leaves zero out
    /// It is called a difference: apart alone, and it stands among all figures that it is compared together with (see
    /// `holdTogether`). Never with under three repetitions.
    bool significant = false;
    std::uint32_t together = 1; ///< figures compared together, this one included

    bool operator==(const Difference &) const = default;
};

/// `paired`: repetition i of both ran next to each other, as in one run; what both share then falls out of the
/// difference. Otherwise the two points are taken as independent. Empty if either has no value.
[[nodiscard]] std::optional<Difference> compare(Repetitions a, Repetitions b, Metric metric, bool paired);
/// Every metric that both have.
[[nodiscard]] std::vector<Difference> compareAll(Repetitions a, Repetitions b, bool paired);

} // namespace tokamark::metrics
