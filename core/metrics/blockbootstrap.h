#pragma once

#include "metrics/cellfigures.h"
#include "metrics/metric.h"
#include "metrics/windowbins.h"

#include <array>
#include <cstdint>
#include <vector>

namespace tokamark::metrics {

/// A latency of one request of the window, and when in the window the request was sent.
struct TimedValue {
    double seconds = 0; ///< since the window opened
    double value = 0; ///< milliseconds; +infinity for a failure
};

/// What one cell hands to the bootstrap.
struct BootstrapInput {
    double windowSeconds = 0;
    double blockSeconds = 0; ///< at least twice the p95 of E2EL, so that a block holds whole requests
    std::uint64_t seed = 0;
    BinnedAmount tokens;
    BinnedAmount completions;
    std::array<std::vector<TimedValue>, 4> latencies; ///< TTFT, TPOT, E2EL, TTFT from due (empty in a closed loop)
};

/// How far the figures of a cell would swing if the same run were made again.
struct BootstrapResult {
    Interval outputTokensPerSecond; ///< 95 %
    Interval ttftP50;
    Interval ttftP95;
    std::array<double, MetricCount> logErrors{};
};

/// Circular block bootstrap over time: the window is put together anew from blocks that begin at random, because
/// neighbouring requests share the server's state and are no independent samples. All zero where the window is shorter
/// than four blocks (see `isLongEnough`): then it holds too few independent parts to say anything.
[[nodiscard]] bool isLongEnough(const BootstrapInput &input) noexcept;
[[nodiscard]] BootstrapResult blockBootstrap(const BootstrapInput &input);

} // namespace tokamark::metrics
