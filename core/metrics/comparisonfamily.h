#pragma once

#include "metrics/comparison.h"
#include "metrics/percentile.h"

#include <array>
#include <optional>
#include <span>

namespace tokamark::metrics {

/// The figures that a comparison speaks of first: output rate, TTFT p50 and TTFT p95.
[[nodiscard]] const std::array<Metric, 3> &headlineMetrics() noexcept;

/// The percentile that a metric is; empty for means and rates.
[[nodiscard]] std::optional<double> percentileOf(Metric metric);

/// What a metric is worth by the number of requests of all repetitions, a chunk gap by that of gaps; means and rates are always fine.
[[nodiscard]] PercentileTrust trustOf(Repetitions repetitions, Metric metric);

/// Figures that are read together: of a hundred comparisons of equals at most five call any of them different. Among many
/// figures one lies apart by chance, so `significant` stays only where Holm's rule lets it stand. Six tenths of the five
/// percent are for the output rate, three for p50, p90 and p95 of the TTFT, one for all the rest; what a figure had is the
/// others' once it stands. Nothing is taken for granted of how figures hang together.
void holdTogether(std::span<Difference *const> family);

/// The same for a difference that was picked out of `candidates`, by Bonferroni.
void holdAmong(Difference &difference, std::size_t candidates);

} // namespace tokamark::metrics
