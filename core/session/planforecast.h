#pragma once

#include "base/error.h"
#include "plan/traceforecast.h"

#include <vector>

namespace tokamark::session {

/// What the cells of a plan will do, in their order, as far as the plan and the trace that it plays tell; none of a plan
/// that searches. Reads the trace, so not on a thread that must not wait. Errors: those of reading it.
[[nodiscard]] Expected<std::vector<plan::CellForecast>> forecastOf(const plan::Plan &plan);

} // namespace tokamark::session
