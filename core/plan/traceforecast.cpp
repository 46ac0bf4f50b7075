#include "plan/traceforecast.h"

#include <cmath>

namespace tokamark::plan {

Forecast forecastOfTrace(const Load &load, const TraceExtent &trace, std::optional<double> secondsPerRequest)
{
    const double answer = secondsPerRequest.value_or(0);
    const double answers = load.warmupRequests > 0 ? 2 * answer : answer;
    return {trace.length + Duration(static_cast<Duration::rep>(std::llround(answers * 1e9))),
            trace.requests + load.warmupRequests};
}

} // namespace tokamark::plan
