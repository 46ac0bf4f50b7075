#include "session/searchforecast.h"

#include "metrics/limitsearch.h"

#include <algorithm>
#include <cmath>

namespace tokamark::session {
namespace {

void add(plan::Forecast &sum, Duration duration, std::uint64_t requests, std::uint32_t times)
{
    sum.duration += duration * static_cast<Duration::rep>(times);
    sum.requests += requests * times;
}

} // namespace

SearchSteps stepsOf(const plan::Plan &plan)
{
    if (!plan.search)
        return {};
    const plan::Search &search = *plan.search;
    const bool sound = search.lowest > 0 && search.highest >= search.lowest && std::isfinite(search.highest)
        && search.precisionPct > 0 && plan.repetitions > 0;
    if (!sound)
        return {};
    return {plan.repetitions, metrics::LimitSearch(search, plan.load.kind, plan.repetitions).mostCells()};
}

plan::Plan withShortestWarmup(plan::Plan plan)
{
    if (!plan.load.warmup)
        plan.load.warmup = Duration{};
    return plan;
}

plan::SearchForecast foretellSearch(SearchSteps steps, std::span<const plan::Forecast> least,
                                    std::span<const plan::Forecast> cells, std::size_t loads)
{
    plan::SearchForecast result;
    if (loads == 0 || steps.most == 0)
        return result;
    bool timeKnown = !cells.empty();
    bool requestsKnown = timeKnown;
    for (const plan::Forecast &lowest : least) {
        const auto one = cells.first(loads);
        cells = cells.subspan(loads);
        result.fewestCells += steps.fewest;
        result.mostCells += steps.most;
        add(result.least, lowest.duration, lowest.requests, steps.fewest);
        add(result.most, std::ranges::max(one, {}, &plan::Forecast::duration).duration,
            std::ranges::max(one, {}, &plan::Forecast::requests).requests, steps.most);
        timeKnown = timeKnown && std::ranges::all_of(one, [](const auto &f) { return f.duration > Duration{}; });
        requestsKnown = requestsKnown && std::ranges::all_of(one, [](const auto &f) { return f.requests > 0; });
    }
    // What is not known of every cell is not known of their sum.
    for (plan::Forecast *sum : {&result.least, &result.most}) {
        sum->duration = timeKnown ? sum->duration : Duration{};
        sum->requests = requestsKnown ? sum->requests : 0;
    }
    return result;
}

} // namespace tokamark::session
