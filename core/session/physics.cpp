#include "session/physics.h"

#include "roofline/hardwarenames.h"
#include "session/pointjudge.h"

#include <algorithm>

namespace tokamark::session {
namespace {

using roofline::Replica;
using roofline::Roofline;

Expected<std::optional<roofline::ModelShape>> shapeOf(const plan::Hardware &hardware, const std::string &served)
{
    if (hardware.model.ends_with(".json")) {
        auto shape = roofline::readModelConfig(hardware.model);
        if (!shape)
            return tl::unexpected(shape.error());
        return *shape;
    }
    const roofline::ModelShape *known = roofline::findModelByName(hardware.model.empty() ? served : hardware.model);
    if (known != nullptr)
        return *known;
    if (!hardware.model.empty())
        return fail(ErrorCode::BadPlan, "targets.model_shape: not known: " + hardware.model);
    return std::nullopt;
}

} // namespace

Expected<std::optional<Replica>> replicaOf(const plan::Target &target, const HardwareFacts &facts)
{
    const plan::Hardware &hardware = target.hardware;
    const roofline::Gpu *gpu = roofline::findGpuByName(hardware.gpu.empty() ? facts.detectedGpu : hardware.gpu);
    if (gpu == nullptr && !hardware.gpu.empty())
        return fail(ErrorCode::BadPlan, "targets.gpu: not known: " + hardware.gpu);
    auto shape = shapeOf(hardware, facts.model);
    if (!shape)
        return tl::unexpected(shape.error());
    const auto weights
        = hardware.weights.empty() ? roofline::weightFormatIn(facts.model) : roofline::weightFormatOf(hardware.weights);
    if (!weights)
        return fail(ErrorCode::BadPlan, "targets.weights: not known: " + hardware.weights);
    const auto kv = roofline::kvFormatOf(hardware.kv);
    if (!kv)
        return fail(ErrorCode::BadPlan, "targets.kv_cache: not known: " + hardware.kv);
    if (gpu == nullptr || !*shape)
        return std::nullopt;
    Replica replica;
    replica.model = **shape;
    replica.gpu = *gpu;
    replica.weights = *weights;
    replica.kv = *kv;
    // All that were seen, where nobody says how many of them serve: a bound must not be too low.
    replica.tensorParallel = std::max({1u, target.gpus > 0 ? target.gpus : facts.detectedGpus});
    return replica;
}

metrics::PhysicsFigures physicsOf(const Replica &replica, const plan::Target &target, const HardwareFacts &facts,
                                  const metrics::CellFigures &figures)
{
    const plan::Hardware &hardware = target.hardware;
    const double tokensPerStep = hardware.tokensPerStep;
    const double users = std::max(figures.expectedConcurrency, figures.meanConcurrency);
    const double prompt = figures.meanInputTokens;
    const double output = std::max(figures.meanOutputTokens, 1.0);
    const double uncached = figures.inputTokens > 0
        ? prompt * (1 - static_cast<double>(figures.cachedInputTokens) / static_cast<double>(figures.inputTokens))
        : prompt;
    const Roofline limit(replica);
    Replica tuned = replica;
    tuned.efficiency = roofline::goodEngine(replica.gpu, replica.tensorParallel);
    const Roofline good(tuned);

    metrics::PhysicsFigures physics;
    physics.gpu = replica.gpu.name;
    physics.model = replica.model.name;
    physics.gpus = replica.tensorParallel;
    physics.told = !hardware.gpu.empty() && !hardware.model.empty() && !hardware.weights.empty() && target.gpus > 0;
    physics.mostTokensPerSecond = tokensPerStep * limit.decodeTokensPerSecond(users, prompt + output / 2);
    physics.lowestTtftMs = 1000 * limit.lowestTtftSeconds(uncached);
    physics.kvRequests = limit.kvCapacityTokens() / (prompt + output);
    roofline::QueueLimits limits;
    limits.kvCapacityTokens = limit.kvCapacityTokens();
    if (facts.parallelism > 0)
        limits.batchCap = facts.parallelism;
    const double running = std::min({users, limits.batchCap, physics.kvRequests});
    if (running > 0) {
        physics.goodTokensPerSecond = tokensPerStep * good.steadyTokensPerSecond(running, uncached, output);
        const roofline::QueueEstimate queue = roofline::estimateQueue(good, users, uncached, output, limits);
        physics.expectedWaiting = queue.waiting;
        physics.expectedTtftMs = 1000 * queue.ttftSeconds;
    }
    return physics;
}

std::optional<metrics::PhysicsFigures> boundsOf(const storage::StoredTarget &target, const std::string &detectedGpu,
                                                const metrics::CellFigures &figures)
{
    HardwareFacts facts;
    // A simulated server does not run on the GPU that happens to be here.
    if (!target.simulated)
        facts.detectedGpu = detectedGpu;
    if (figures.server)
        facts.detectedGpus = static_cast<std::uint32_t>(figures.server->gpus);
    facts.model = target.model.toStdString();
    if (const auto parallelism = abilitiesOf(target).parallelism)
        facts.parallelism = parallelism->requests;
    // What a plan says wrongly was refused before the run; a file may have gone since, and then there is no bound.
    const auto replica = replicaOf(target.asPlanned, facts);
    if (!replica || !*replica)
        return std::nullopt;
    return physicsOf(**replica, target.asPlanned, facts, figures);
}

} // namespace tokamark::session
