#include "session/planforecast.h"

#include "session/cellload.h"
#include "session/searchforecast.h"
#include "workload/trace.h"

namespace tokamark::session {
namespace {

/// Nothing is known of how long the servers take to answer, so the ends of the search tell what there is to tell.
plan::SearchForecast forecastOfSearch(plan::Plan plan)
{
    const SearchSteps steps = stepsOf(plan);
    plan.load.levels = {plan.search->lowest, plan.search->highest};
    const plan::Plan shortest = withShortestWarmup(plan);
    std::vector<plan::Forecast> least;
    std::vector<plan::Forecast> cells;
    for (std::uint32_t target = 0; target < plan.targets.size(); ++target) {
        for (std::uint32_t workload = 0; workload < plan.workloads.size(); ++workload) {
            least.push_back(plan::forecast(shortest, {target, workload, 0, 0}, std::nullopt));
            for (const std::uint32_t level : {0u, 1u})
                cells.push_back(plan::forecast(plan, {target, workload, level, 0}, std::nullopt));
        }
    }
    return foretellSearch(steps, least, cells, plan.load.levels.size());
}

/// Of a search every cell is a repetition by itself.
std::optional<plan::StartsForecast> forecastOfStarts(const plan::Plan &plan,
                                                     const std::optional<plan::SearchForecast> &search)
{
    if (!plan.beforeRepetition)
        return std::nullopt;
    plan::StartsForecast starts{plan.repetitions, plan.repetitions, {}};
    if (search)
        starts = {search->fewestCells, search->mostCells, {}};
    const auto targets = static_cast<Duration::rep>(plan.targets.size());
    starts.longest = plan.beforeRepetition->timeout + targets * plan.beforeRepetition->readyTimeout;
    return starts;
}

/// What is in flight when a cell ends its sending has the time of a request; what waits behind a limit, that of the window
/// before it is given up. Behind a limit without such a window it waits for as long as the server takes.
std::optional<Duration> longestDrainOf(const plan::Plan &plan)
{
    const plan::Load &load = plan.load;
    const Duration answer = plan.limits.connectTimeout + plan.limits.requestTimeout;
    if (load.kind == plan::LoadKind::Closed || !load.maxInFlight)
        return answer;
    const auto wait = load.kind == plan::LoadKind::Open ? longestWait(load) : std::nullopt;
    return wait ? std::optional(*wait + answer) : std::nullopt;
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
    if (plan.search)
        result.search = forecastOfSearch(plan);
    result.starts = forecastOfStarts(plan, result.search);
    result.longestDrain = longestDrainOf(plan);
    if (plan.search)
        return result;
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
