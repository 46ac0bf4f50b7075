#include "session/cellspecs.h"

#include "session/cellload.h"
#include "workload/promptsource.h"
#include "workload/tracesource.h"

#include <initializer_list>

namespace tokamark::session {
namespace {

/// A number that differs between cells and is the same whenever the plan is run (splitmix64 over the places).
std::uint64_t mixedSeed(std::uint64_t seed, std::initializer_list<std::uint64_t> places)
{
    for (const std::uint64_t place : places) {
        seed += 0x9e3779b97f4a7c15u + place;
        seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9u;
        seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebu;
        seed ^= seed >> 31;
    }
    return seed;
}

} // namespace

std::uint64_t bootstrapSeed(const plan::Plan &plan, const plan::CellKey &key)
{
    return mixedSeed(plan.seed, {key.target, key.workload, key.level, key.repetition});
}

Expected<load::CellSpec> CellSpecs::make(const plan::Plan &plan, const plan::CellKey &key, const ResolvedTarget &target,
                                         std::uint64_t attempt)
{
    const plan::Workload &workload = plan.workloads.at(key.workload);
    workload::UniqueSalt salt{plan.seed, key.target, key.level, key.repetition, false};
    salt.attempt = attempt;
    const auto trace = this->trace(plan.load);
    if (!trace)
        return tl::unexpected(trace.error());
    const auto sourceOf = [&]() -> Expected<std::shared_ptr<const workload::PromptSource>> {
        return *trace ? workload::makeTraceSource(*trace, workload, salt) : workload::makePromptSource(workload, salt);
    };
    const auto prompts = sourceOf();
    if (!prompts)
        return tl::unexpected(prompts.error());
    salt.warmup = true;
    const auto warmupPrompts = sourceOf();
    if (!warmupPrompts)
        return tl::unexpected(warmupPrompts.error());

    m_prompts = *prompts;
    load::CellSpec spec;
    spec.endpoint = target.endpoint;
    spec.protocol = target.protocol;
    spec.prompts = *prompts;
    spec.warmupPrompts = *warmupPrompts;
    spec.limits = plan.limits;
    // The same for every target, so that all get one list of lengths and one schedule.
    setLoad(spec, plan, key, mixedSeed(plan.seed, {key.workload, key.level, key.repetition}), trace->get());
    spec.workers = m_workers;
    return spec;
}

std::optional<double> CellSpecs::askedCachedShare(const plan::Plan &plan, const plan::CellKey &key,
                                                  double meanPromptTokens, std::uint64_t requests) const
{
    std::optional<double> ofTrace;
    if (m_trace) {
        const auto played = workload::playedInstants(*m_trace, plan.load, plan.load.level(key.level).value);
        ofTrace = workload::sharedShareOf(*m_trace, played.size());
    }
    const auto ofSystem = m_prompts ? m_prompts->systemTokens(requests) : std::nullopt;
    return workload::askedCachedShare(plan.workloads.at(key.workload), meanPromptTokens, ofTrace, ofSystem);
}

/// Null if the plan plays none.
Expected<std::shared_ptr<const workload::Trace>> CellSpecs::trace(const plan::Load &load)
{
    if (!m_trace && load.kind == plan::LoadKind::Trace) {
        auto read = workload::readTraceFile(load.trace);
        if (!read)
            return tl::unexpected(read.error());
        m_trace = std::make_shared<const workload::Trace>(*std::move(read));
    }
    return m_trace;
}

} // namespace tokamark::session
