#pragma once

#include "metrics/cellfigures.h"

#include <vector>

namespace tokamark::metrics {

/// The time in which one request was in flight.
struct InFlight {
    Instant from;
    Instant to;
};

/// How many requests were in flight over a window.
struct ConcurrencyFigures {
    double mean = 0; ///< time integral / length
    double lowShare = 0; ///< share of the window under 95 % of what was expected, 0..1
    double peak = 0; ///< the most at any moment
    double fullFromSecond = 0; ///< since the window opened: when 95 % of what was expected was first reached
    double fullToSecond = 0; ///< and last left; before `fullFromSecond` where it never was

    bool operator==(const ConcurrencyFigures &) const = default;
};

/// With `thinking` users the number in flight swings around its mean by chance, so then it is judged by twentieths of
/// the window instead of moment by moment. Reorders nothing; the order of `requests` does not matter.
[[nodiscard]] ConcurrencyFigures concurrencyHeld(const std::vector<InFlight> &requests, const MeasuredWindow &window,
                                                 double expected, bool thinking);

} // namespace tokamark::metrics
