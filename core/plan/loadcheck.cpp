#include "plan/loadcheck.h"

#include <cmath>
#include <limits>
#include <set>
#include <string>

namespace tokamark::plan {
namespace {

constexpr std::uint32_t MostUsers = 1'000'000;
constexpr std::uint32_t MostRate = 1'000'000;
constexpr std::uint32_t MostSpeed = 10'000;

/// The key that holds the levels of a load in a plan.
const char *levelsKey(LoadKind kind)
{
    switch (kind) {
    case LoadKind::Closed: return "load.concurrency";
    case LoadKind::Open: return "load.request_rate";
    case LoadKind::Trace: return "load.trace_speed";
    }
    return "";
}

void checkLevel(const Load &load, double level, const std::string &key, Faults &faults)
{
    if (load.kind == LoadKind::Closed) {
        faults.addIf(!(level >= 1 && level <= MostUsers) || level != std::floor(level), key, FaultKind::Outside,
                     std::to_string(MostUsers));
        return;
    }
    const std::uint32_t most = load.kind == LoadKind::Open ? MostRate : MostSpeed;
    const bool endless = load.kind == LoadKind::Open && std::isinf(level);
    faults.addIf(!(level > 0), key, FaultKind::NotAboveZero);
    faults.addIf(level > most && !endless, key, FaultKind::Above, std::to_string(most));
    faults.addIf(level > 0 && endless && !load.requests, key, FaultKind::EndlessRate);
}

/// What belongs to one kind of load and stands in a plan of another.
void checkForeign(const Load &load, Faults &faults)
{
    const bool closed = load.kind == LoadKind::Closed;
    const bool trace = load.kind == LoadKind::Trace;
    const auto foreign = [&faults](bool wrong, const char *key) { faults.addIf(wrong, key, FaultKind::OtherLoad); };
    foreign(closed && load.maxInFlight, "load.max_in_flight");
    foreign(load.burstiness != 1 && load.kind != LoadKind::Open, "load.burstiness");
    foreign(!trace && !load.trace.empty(), "load.trace");
    foreign(!closed && load.thinkTime != Duration{}, "load.think_time");
    foreign(trace && load.ramp != Duration{}, "load.ramp");
    foreign(trace && load.rampInsideWindow, "load.ramp_inside_window");
}

void checkLevels(const Load &load, bool searched, Faults &faults)
{
    const std::string key = levelsKey(load.kind);
    faults.addIf(load.levels.empty() && !searched, key, FaultKind::Empty);
    std::set<double> seen;
    for (const double level : load.levels) {
        checkLevel(load, level, key, faults);
        faults.addIf(!seen.insert(level).second, key, FaultKind::GivenTwice, numberText({load.kind, level}));
    }
    faults.addIf(load.maxInFlight && (*load.maxInFlight == 0 || *load.maxInFlight > MostUsers), "load.max_in_flight",
                 FaultKind::Outside, std::to_string(MostUsers));
    faults.addIf(!(load.burstiness > 0), "load.burstiness", FaultKind::NotAboveZero);
    const bool trace = load.kind == LoadKind::Trace;
    faults.addIf(trace && load.trace.empty(), "load.trace", FaultKind::Missing);
    faults.addIf(trace && load.warmup != Duration{}, "load.warmup", FaultKind::WarmupOfTrace);
    checkForeign(load, faults);
}

} // namespace

void checkLoad(const Load &load, bool searched, Faults &faults)
{
    constexpr Duration none{};
    checkLevels(load, searched, faults);
    faults.addIf(load.ramp < none, "load.ramp", FaultKind::Negative);
    faults.addIf(load.thinkTime < none, "load.think_time", FaultKind::Negative);
    faults.addIf(load.duration && load.requests, "load.requests", FaultKind::DurationAndRequests);
    faults.addIf(!load.duration && !load.requests && load.kind != LoadKind::Trace, "load.duration", FaultKind::Missing);
    faults.addIf(load.duration && *load.duration <= none, "load.duration", FaultKind::NotAboveZero);
    constexpr std::uint64_t mostRequests = std::numeric_limits<std::uint32_t>::max();
    faults.addIf(load.requests && (*load.requests == 0 || *load.requests > mostRequests), "load.requests",
                 FaultKind::Outside, std::to_string(mostRequests));
    faults.addIf(load.warmup && *load.warmup < none, "load.warmup", FaultKind::Negative);
    faults.addIf(load.warmup && *load.warmup > none && load.requests, "load.warmup", FaultKind::WarmupOfRequests);
    if (load.rampInsideWindow) {
        faults.addIf(load.warmup != none, "load.warmup", FaultKind::WarmupOfRamp);
        faults.addIf(load.duration && load.ramp >= *load.duration, "load.ramp", FaultKind::RampTooLong);
    }
}

void checkSearch(const Plan &plan, Faults &faults)
{
    if (!plan.search)
        return;
    const Search &search = *plan.search;
    faults.addIf(plan.load.kind == LoadKind::Trace, "search", FaultKind::SearchOfTrace);
    checkLevel(plan.load, search.lowest, "search.lowest", faults);
    checkLevel(plan.load, search.highest, "search.highest", faults);
    faults.addIf(std::isinf(search.highest), "search.highest", FaultKind::Above, std::to_string(MostRate));
    faults.addIf(search.highest < search.lowest, "search.highest", FaultKind::SearchOrder);
    const auto isPercent = [](double value) { return value > 0 && value <= 100; };
    faults.addIf(!isPercent(search.precisionPct), "search.precision_pct", FaultKind::NotPercent);
    faults.addIf(!isPercent(search.sharePct), "search.share_pct", FaultKind::NotPercent);
    faults.addIf(search.requirements.empty() && plan.slos.empty(), "search.require", FaultKind::SearchForNothing);
    for (const Requirement &requirement : search.requirements)
        faults.addIf(!std::isfinite(requirement.limitMs) || requirement.limitMs <= 0, "search.require",
                     FaultKind::NotAboveZero);
}

} // namespace tokamark::plan
