#include "cli/loadflags.h"

#include "cli/commonoptions.h"
#include "plan/plannames.h"

#include <cmath>

namespace tokamark::cli {

void LoadFlags::addTo(CLI::App &options, const std::string &group)
{
    addKinds(options, group);
    addLengths(options, group);
    m_search.addTo(options, group);
}

void LoadFlags::addKinds(CLI::App &options, const std::string &group)
{
    asList(options.add_option(
               "--max-concurrency,--concurrency", m_levels,
               "Concurrent users, one point for each: 1,10,50; with --request-rate or --trace, requests in flight "
               "at most"))
        ->type_name("N,..")
        ->check(wholeNumberFrom(1))
        ->group(group);
    asList(options.add_option("--request-rate", m_rates,
                              "Requests per second, one point for each: 1,2,4; inf: all at once, or by users with "
                              "--max-concurrency"))
        ->type_name("RATE,..")
        ->check(numberAboveZero())
        ->group(group);
    options
        .add_option("--burstiness", m_burstiness,
                    "Shape of the gaps between requests: 1 is Poisson, less comes in bursts, inf is constant (default: "
                    "1)")
        ->check(numberAboveZero())
        ->type_name("B")
        ->group(group);
    options
        .add_option("--trace", m_trace,
                    "Requests as recorded: a trace of Mooncake, Azure or BurstGPT, all of it "
                    "unless --duration or --num-prompts cuts it")
        ->type_name("FILE")
        ->group(group);
    asList(options.add_option("--trace-speed", m_traceSpeeds,
                              "Times the speed of the trace, one point for each (default: 1)"))
        ->check(numberAboveZero())
        ->type_name("X,..")
        ->group(group);
}

void LoadFlags::addLengths(CLI::App &options, const std::string &group)
{
    addDuration(
        options, "--duration,--benchmark-duration", [this](Duration value) { m_duration = value; },
        "Length of the window that is measured, of each point (default: 60s)")
        ->group(group);
    options
        .add_option("--num-prompts,--request-count", m_prompts,
                    "Requests of each point, instead of a duration; all count")
        ->type_name("N")
        ->check(wholeNumberFrom(1, UINT64_MAX))
        ->group(group);
    addDuration(
        options, "--ramp", [this](Duration value) { m_ramp = value; },
        "Time over which users start one after another, or the rate rises (default: 0s)")
        ->group(group);
    addDuration(
        options, "--warmup", [this](Duration value) { m_warmup = value; },
        "Time before the window, with --duration (default: until the rate is steady, at most 30s)")
        ->group(group);
    options
        .add_option("--num-warmups,--warmup-request-count", m_warmupRequests,
                    "Requests sent and awaited before each point (default: 0)")
        ->check(wholeNumberFrom(0))
        ->type_name("N")
        ->group(group);
    options
        .add_option("--num-runs,--num-profile-runs", m_runs,
                    "Repetitions of each point (default: 1; with --find-limit 3, of the points at the edge)")
        ->type_name("N")
        ->check(wholeNumberFrom(1))
        ->group(group);
    addDuration(
        options, "--think-time", [this](Duration value) { m_thinkTime = value; },
        "Pause of a user after each answer (default: 0s)")
        ->group(group);
    addDuration(
        options, "--timeout", [this](Duration value) { m_timeout = value; },
        "Time after which a request has failed (default: 60s)")
        ->group(group);
}

/// In vLLM's benchmark an infinite rate with a limit in flight is what a closed loop is here: a request follows each
/// that ends.
bool LoadFlags::isClosedLoop() const
{
    const bool endless = m_rates.size() == 1 && std::isinf(m_rates.front());
    return m_trace.empty() && (m_rates.empty() || (endless && !m_levels.empty()));
}

Expected<void> LoadFlags::setLevels(plan::Load &load) const
{
    if (isClosedLoop()) {
        if (m_levels.empty() && !m_search.isAsked())
            return fail(ErrorCode::BadUsage, "no load",
                        "give the numbers of concurrent users: --max-concurrency 1,10,50; or requests per second: "
                        "--request-rate 1,2,4");
        load.levels.assign(m_levels.begin(), m_levels.end());
        return {};
    }
    if (!m_trace.empty() && !m_rates.empty())
        return fail(ErrorCode::BadUsage, "--trace, --request-rate", "a load is either a rate or a trace");
    if (m_levels.size() > 1)
        return fail(ErrorCode::BadUsage, "--max-concurrency",
                    "with --request-rate or --trace it is one limit for all points");
    if (!m_levels.empty())
        load.maxInFlight = m_levels.front();
    if (m_trace.empty()) {
        load.kind = plan::LoadKind::Open;
        load.levels = m_rates;
        return {};
    }
    load.kind = plan::LoadKind::Trace;
    load.trace = absolutePath(m_trace);
    load.levels = m_traceSpeeds.empty() ? std::vector<double>{1} : m_traceSpeeds;
    load.duration.reset();
    load.warmup = Duration{};
    return {};
}

/// What would be the levels are the bounds of a search.
Expected<void> LoadFlags::setSearch(plan::Plan &plan) const
{
    plan.repetitions = m_runs.value_or(m_search.isAsked() ? plan::SearchRepetitions : 1);
    if (!m_search.isAsked())
        return {};
    auto search = m_search.search(plan.load.levels);
    if (!search)
        return tl::unexpected(search.error());
    plan.search = std::move(*search);
    plan.load.levels.clear();
    return {};
}

Expected<plan::Load> LoadFlags::load() const
{
    if (m_duration && m_prompts)
        return fail(ErrorCode::BadUsage, "--duration, --num-prompts",
                    "they exclude each other: a point ends after a time or after a number of requests");
    if (m_trace.empty() && !m_traceSpeeds.empty())
        return fail(ErrorCode::BadUsage, "--trace-speed", "it needs --trace");
    plan::Load load;
    if (const auto set = setLevels(load); !set)
        return tl::unexpected(set.error());
    if (m_prompts) {
        load.requests = m_prompts;
        load.duration.reset();
    } else if (m_duration) {
        load.duration = m_duration;
    }
    load.ramp = m_ramp;
    if (m_warmup)
        load.warmup = m_warmup;
    load.burstiness = m_burstiness;
    load.warmupRequests = m_warmupRequests;
    load.thinkTime = m_thinkTime;
    return load;
}

Expected<void> LoadFlags::applyTo(plan::Plan &plan) const
{
    auto load = this->load();
    if (!load)
        return tl::unexpected(load.error());
    plan.load = std::move(*load);
    plan.limits.requestTimeout = m_timeout;
    return setSearch(plan);
}

} // namespace tokamark::cli
