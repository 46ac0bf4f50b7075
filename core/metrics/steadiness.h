#pragma once

#include "metrics/blockbootstrap.h"
#include "metrics/steadyfigures.h"
#include "metrics/windowbins.h"

#include <span>

namespace tokamark::metrics {

/// What is known of a cell's pace over time.
struct SteadyInput {
    double windowSeconds = 0;
    double fromSecond = 0; ///< all users are at work from here
    double toSecond = 0;
    double answerSeconds = 0; ///< median E2EL; 0: nothing was answered
    const BinnedAmount *tokens = nullptr; ///< received, over the window
    const BinnedAmount *asked = nullptr; ///< due, over the window, where a recording says so; null: the load is level
    std::span<const TimedValue> ttft; ///< by the instant of sending, in any order; failures are passed over
};

/// Looks for a drift or a step of the output rate and of the median TTFT. A stretch under ten answers long says
/// nothing: what one wave of requests does is no change of the server. Neither do trends under a load that is not level,
/// which are left out: rate and TTFT follow it in every server.
[[nodiscard]] SteadyFigures steadyFigures(const SteadyInput &input);

} // namespace tokamark::metrics
