#pragma once

#include "metrics/steadyfigures.h"

#include <cstddef>
#include <optional>
#include <span>

namespace tokamark::metrics {

/// One value of a quantity over time.
struct TimedPoint {
    double second = 0;
    double value = 0; ///< finite
};

/// What stands for a block of points.
enum class BlockValue { Mean, Median };

/// How a quantity moved between two seconds. `points` are in the order of time.
struct TrendInput {
    std::span<const TimedPoint> points;
    double from = 0;
    double to = 0;
    std::size_t blocks = 10;
    BlockValue value = BlockValue::Mean;
};

/// The drift over blocks of equal length by Theil and Sen: the median of the slopes between any two blocks, with Sen's
/// interval, widened where neighbouring blocks resemble each other. Where one step between two levels fits the blocks
/// better than the line and is beyond what chance makes of the best place for it, that step. Empty if a block holds
/// fewer than three points or the line leaves the positive numbers.
[[nodiscard]] std::optional<Trend> findTrend(const TrendInput &input);

} // namespace tokamark::metrics
