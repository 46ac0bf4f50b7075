#include "session/planforecast.h"

#include "session/searchforecast.h"
#include "workload/trace.h"

namespace tokamark::session {
namespace {

/// Nothing is known of how long the servers take to answer, so the ends of the search tell what there is to tell.
plan::SearchForecast forecastOfSearch(plan::Plan plan)
{
    const SearchSteps steps = stepsOf(plan);
    plan.load.levels = {plan.search->lowest, plan.search->highest};
    std::vector<plan::Forecast> cells;
    for (std::uint32_t target = 0; target < plan.targets.size(); ++target) {
        for (std::uint32_t workload = 0; workload < plan.workloads.size(); ++workload) {
            for (const std::uint32_t level : {0u, 1u})
                cells.push_back(plan::forecast(plan, {target, workload, level, 0}, std::nullopt));
        }
    }
    return foretellSearch(steps, cells, plan.load.levels.size());
}

} // namespace

Expected<TraceForecast> foretellTrace(const plan::Load &load, const std::stop_token &stop)
{
    TraceForecast forecast;
    const auto trace = workload::readTraceFile(load.trace, &forecast.rows, stop);
    if (!trace)
        return tl::unexpected(trace.error());
    for (const double speed : load.levels)
        forecast.levels.push_back(workload::extentOf(*trace, load, speed));
    return forecast;
}

Expected<plan::PlanForecast> forecastOf(const plan::Plan &plan)
{
    plan::PlanForecast result;
    if (plan.search) {
        result.search = forecastOfSearch(plan);
        return result;
    }
    TraceForecast trace;
    if (plan.load.kind == plan::LoadKind::Trace) {
        auto read = foretellTrace(plan.load);
        if (!read)
            return tl::unexpected(read.error());
        trace = *std::move(read);
        result.trace = trace.rows;
    }
    for (const plan::CellKey &key : plan::cells(plan)) {
        // Nothing is known of how long the servers take to answer.
        result.cells.push_back({key,
                                result.trace
                                    ? plan::forecastOfTrace(plan.load, trace.levels.at(key.level), std::nullopt)
                                    : plan::forecast(plan, key, std::nullopt)});
    }
    return result;
}

} // namespace tokamark::session
