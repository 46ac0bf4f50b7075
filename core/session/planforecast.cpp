#include "session/planforecast.h"

#include "workload/trace.h"

namespace tokamark::session {
namespace {

plan::TraceExtent extentOf(const workload::Trace &trace, const plan::Plan &plan, const plan::CellKey &key)
{
    return workload::extentOf(trace, plan.load, plan.load.level(key.level).value);
}

} // namespace

Expected<std::vector<plan::CellForecast>> forecastOf(const plan::Plan &plan)
{
    workload::Trace trace;
    if (plan.load.kind == plan::LoadKind::Trace) {
        auto read = workload::readTraceFile(plan.load.trace);
        if (!read)
            return tl::unexpected(read.error());
        trace = *std::move(read);
    }
    std::vector<plan::CellForecast> forecasts;
    for (const plan::CellKey &key : plan::cells(plan)) {
        // Nothing is known of how long the servers take to answer.
        forecasts.push_back({key,
                             trace.empty() ? plan::forecast(plan, key, std::nullopt)
                                           : forecastOfTrace(plan.load, extentOf(trace, plan, key), std::nullopt)});
    }
    return forecasts;
}

} // namespace tokamark::session
