#include "session/cellload.h"

#include <algorithm>

namespace tokamark::session {
namespace {

/// What waits behind a limit of the plan is waited for as long as the window was, but not for less than this.
constexpr Duration LeastDrain = std::chrono::seconds(10);

/// A trace ends where the plan cuts it: after a time, or after a number of requests. All of it counts.
void setTrace(load::CellSpec &spec, const plan::Load &load, double speed, const workload::Trace &trace)
{
    std::vector<Duration> instants = workload::playedInstants(trace, load, speed);
    spec.requests = instants.size();
    spec.duration.reset();
    spec.arrivals->recorded = std::make_shared<const std::vector<Duration>>(std::move(instants));
}

} // namespace

std::optional<Duration> longestWait(const plan::Load &load)
{
    return load.requests || !load.duration ? std::nullopt : std::optional(std::max(*load.duration, LeastDrain));
}

void setLoad(load::CellSpec &spec, const plan::Plan &plan, const plan::CellKey &key, std::uint64_t seed,
             const workload::Trace *trace)
{
    const plan::Load &load = plan.load;
    const plan::Level level = load.level(key.level);
    spec.seed = seed;
    spec.ramp = load.ramp;
    spec.rampInsideWindow = load.rampInsideWindow;
    spec.requests = load.requests;
    if (!spec.requests)
        spec.duration = load.duration;
    spec.warmup = load.warmup;
    spec.warmupRequests = load.warmupRequests;
    if (level.kind == plan::LoadKind::Closed) {
        spec.users = level.users();
        spec.thinkTime = load.thinkTime;
        spec.shortenFirst = spec.duration.has_value();
        return;
    }
    schedule::Arrivals &arrivals = spec.arrivals.emplace();
    arrivals.seed = seed;
    arrivals.rate = level.value;
    arrivals.burstiness = load.burstiness;
    arrivals.ramp = load.ramp;
    arrivals.requests = load.requests;
    spec.maxInFlight = load.maxInFlight;
    // Nobody has to be brought out of step where requests come by chance.
    spec.shortenFirst = false;
    spec.longestDrain = longestWait(load);
    if (level.kind == plan::LoadKind::Trace && trace != nullptr)
        setTrace(spec, load, level.value, *trace);
}

} // namespace tokamark::session
