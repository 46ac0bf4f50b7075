#pragma once

#include "base/error.h"
#include "plan/forecast.h"
#include "plan/traceforecast.h"

#include <stop_token>
#include <vector>

namespace tokamark::session {

/// What is played of a trace, at each level of a load.
struct TraceForecast {
    std::vector<plan::TraceExtent> levels; ///< as in the load
    plan::TraceRows rows;
};

/// Reads the trace of a load, whose levels must be speeds above zero; not on a thread that must not wait. Errors: those
/// of reading it, which ends early where `stop` asks for it.
[[nodiscard]] Expected<TraceForecast> foretellTrace(const plan::Load &load, const std::stop_token &stop = {});

/// What a plan will do, as far as the plan and the trace that it plays tell. Reads the trace, so not on a thread that
/// must not wait. Errors: those of reading it.
[[nodiscard]] Expected<plan::PlanForecast> forecastOf(const plan::Plan &plan);

} // namespace tokamark::session
