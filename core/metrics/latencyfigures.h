#pragma once

#include "metrics/cellfigures.h"

#include <cstdint>
#include <vector>

namespace tokamark::metrics {

/// The distribution of `values` with `failures` standing above them. Reorders `values`: percentiles are found by
/// selection, because a cell has millions of chunk gaps and sorting them would take most of the time.
[[nodiscard]] LatencyFigures latencyFigures(std::vector<double> &values, std::uint64_t failures);

} // namespace tokamark::metrics
