#include "plan/matrix.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokamark::plan {
namespace {

Duration fromSeconds(double seconds)
{
    return Duration(static_cast<Duration::rep>(std::llround(seconds * 1e9)));
}

Forecast forecastByRequests(const Load &load, std::uint32_t users, std::optional<double> turn)
{
    Forecast forecast;
    forecast.requests = *load.requests;
    if (turn) {
        const double rounds = std::ceil(static_cast<double>(*load.requests) / users);
        forecast.duration = load.ramp + fromSeconds(rounds * *turn);
    }
    return forecast;
}

Forecast forecastByDuration(const Load &load, std::uint32_t users, std::optional<double> turn)
{
    Forecast forecast;
    const Duration lead = load.rampInsideWindow ? Duration{} : load.ramp + load.warmup.value_or(LongestWarmup);
    forecast.duration = lead + load.duration.value_or(Duration{});
    if (turn && *turn > 0) {
        // While users come one by one, half of them are there on average.
        const double fullSeconds = toSeconds(forecast.duration) - toSeconds(load.ramp) / 2;
        forecast.requests = static_cast<std::uint64_t>(std::llround(std::max(0.0, fullSeconds) * users / *turn));
        forecast.duration += fromSeconds(*turn);
    }
    return forecast;
}

/// Requests come by themselves: neither latency nor users decide how many.
Forecast forecastByRate(const Load &load, double rate, std::optional<double> secondsPerRequest)
{
    Forecast forecast;
    const double drain = secondsPerRequest.value_or(0);
    const double ramp = toSeconds(load.ramp);
    if (load.requests) {
        forecast.requests = *load.requests;
        if (std::isfinite(rate) || secondsPerRequest)
            forecast.duration = fromSeconds(static_cast<double>(*load.requests) / rate + ramp / 2 + drain);
        return forecast;
    }
    const Duration lead = load.rampInsideWindow ? Duration{} : load.ramp + load.warmup.value_or(LongestWarmup);
    forecast.duration = lead + load.duration.value_or(Duration{});
    // The rate rises evenly, so a ramp brings half of what it would at the full rate.
    forecast.requests = static_cast<std::uint64_t>(
        std::llround(rate * std::max(0.0, toSeconds(forecast.duration) - ramp / 2 + drain)));
    forecast.duration += fromSeconds(drain);
    return forecast;
}

/// Only the file knows how many requests a trace has and how long it is.
Forecast forecastByTrace(const Load &load)
{
    return {load.duration.value_or(Duration{}), load.requests.value_or(0)};
}

} // namespace

std::vector<std::uint32_t> risingLevels(const Load &load)
{
    std::vector<std::uint32_t> order(load.levels.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, {}, [&load](std::uint32_t place) { return load.levels[place]; });
    return order;
}

std::vector<CellKey> cells(const Plan &plan)
{
    const std::vector<std::uint32_t> levels = risingLevels(plan.load);
    const auto targets = static_cast<std::uint32_t>(plan.targets.size());
    const auto workloads = static_cast<std::uint32_t>(plan.workloads.size());
    std::vector<CellKey> keys;
    if (plan.search)
        return keys;
    keys.reserve(std::size_t{plan.repetitions} * targets * workloads * levels.size());
    for (std::uint32_t repetition = 0; repetition < plan.repetitions; ++repetition) {
        for (std::uint32_t place = 0; place < targets; ++place) {
            const std::uint32_t target = repetition % 2 == 0 ? place : targets - 1 - place;
            for (std::uint32_t workload = 0; workload < workloads; ++workload) {
                for (const std::uint32_t level : levels)
                    keys.push_back({target, workload, level, repetition});
            }
        }
    }
    return keys;
}

Forecast forecast(const Plan &plan, const CellKey &cell, std::optional<double> secondsPerRequest)
{
    const Load &load = plan.load;
    const Level level = load.level(cell.level);
    std::optional<double> turn = secondsPerRequest;
    if (turn)
        *turn += toSeconds(load.thinkTime);
    Forecast result;
    switch (level.kind) {
    case LoadKind::Closed:
        result = load.requests ? forecastByRequests(load, level.users(), turn)
                               : forecastByDuration(load, level.users(), turn);
        break;
    case LoadKind::Open: result = forecastByRate(load, level.value, secondsPerRequest); break;
    case LoadKind::Trace: result = forecastByTrace(load); break;
    }
    if (result.requests > 0)
        result.requests += load.warmupRequests;
    if (load.warmupRequests > 0 && secondsPerRequest)
        result.duration += fromSeconds(*secondsPerRequest);
    return result;
}

} // namespace tokamark::plan
