#include "calibration/ceiling.h"

#include "calibration/truthcell.h"
#include "calibration/trutherrors.h"
#include "calibration/truthserver.h"
#include "load/cellrunner.h"

#include <algorithm>
#include <cmath>
#include <system_error>

namespace tokamark::calibration {
namespace {

/// A server this late with its own tokens has no time to spare: what comes late is its doing.
constexpr double MostServerLatenessMs = 5;
/// So many connections are opened in a second.
constexpr double ConnectionsPerSecond = 4000;

/// Tokens that came between the first token of the last stream and the last token of the first one, per second; empty
/// where the first had ended before the last began.
std::optional<double> heldRate(const std::vector<metrics::RequestRecord> &records)
{
    Instant from;
    Instant to = Instant::max();
    for (const metrics::RequestRecord &record : records) {
        if (!happened(record.at.firstToken))
            continue;
        from = std::max(from, record.at.firstToken);
        to = std::min(to, record.at.lastToken);
    }
    if (to <= from)
        return std::nullopt;
    std::uint64_t tokens = 0;
    for (const metrics::RequestRecord &record : records) {
        for (const metrics::Chunk &chunk : record.timeline.chunks())
            tokens += chunk.at >= from && chunk.at < to ? 1 : 0;
    }
    return static_cast<double>(tokens) / toSeconds(to - from);
}

Expected<CeilingStep> measureStep(const CeilingSpec &spec, std::uint32_t streams, std::stop_token stop)
{
    const Duration ramp = std::chrono::duration_cast<Duration>(
        std::chrono::duration<double>(std::max(0.2, streams / ConnectionsPerSecond)));
    TruthPlan plan;
    plan.requests = streams;
    plan.tokenPeriodNs = std::llround(1e9 / spec.tokensPerSecondPerStream);
    plan.tokens
        = static_cast<std::uint32_t>(std::lround((spec.seconds + toSeconds(ramp)) * spec.tokensPerSecondPerStream));
    plan.core = chooseCores().server;
    const TruthServer server(plan);
    load::CellSpec cell = truthCell(server.port(), streams, plan.requests, plan.tokens);
    cell.ramp = ramp;
    cell.workers = spec.workers;
    Keeper keeper;
    const auto result = load::runCell(cell, keeper, {{}, stop});
    if (!result)
        return tl::unexpected(result.error());
    if (result->cancelled)
        return fail(ErrorCode::Interrupted, "ceiling");

    const TruthErrors errors = compare(keeper.records, server, plan);
    CeilingStep step;
    step.streams = streams;
    step.tokensPerSecond = heldRate(keeper.records);
    step.ttftErrorMs = errors.ttftMeanErrorMs;
    step.chunkErrorP99Ms = errors.chunkApartP99Ms;
    step.cpuShare = result->client.cpuShare;
    step.serverLatenessP99Ms = errors.serverLatenessP99Ms;
    step.held = errors.lost == 0 && step.tokensPerSecond && step.ttftErrorMs <= spec.mostTtftErrorMs
        && step.chunkErrorP99Ms <= spec.mostChunkErrorMs && step.cpuShare <= spec.mostCpuShare;
    step.serverLimited = step.serverLatenessP99Ms > MostServerLatenessMs;
    return step;
}

} // namespace

Expected<Ceiling> measureCeiling(const CeilingSpec &spec, const std::function<void(const CeilingStep &)> &stepDone,
                                 std::stop_token stop)
{
    Ceiling ceiling;
    try {
        for (const std::uint32_t streams : spec.streams) {
            const auto step = measureStep(spec, streams, stop);
            if (!step)
                return tl::unexpected(step.error());
            ceiling.steps.push_back(*step);
            stepDone(*step);
            if (step->serverLimited || !step->held) {
                ceiling.end = step->serverLimited ? Ceiling::End::Server : Ceiling::End::Client;
                break;
            }
            ceiling.streams = step->streams;
            ceiling.tokensPerSecond = step->tokensPerSecond.value_or(0);
            ceiling.ttftErrorMs = step->ttftErrorMs;
        }
    } catch (const std::system_error &error) {
        return fail(ErrorCode::ChildFailed, "truth server", error.what());
    }
    return ceiling;
}

} // namespace tokamark::calibration
