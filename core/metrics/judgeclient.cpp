#include "metrics/judgeclient.h"

#include <algorithm>
#include <cmath>

namespace tokamark::metrics {
namespace {

/// Shared reads speak against the client only where its reads lag (p99) by this share of the mean chunk gap.
constexpr double LagShareOfGap = 0.25;
constexpr double LagOfOnePieceMs = 5; ///< where there are no gaps

/// A limit that is given in milliseconds and in percent of a median latency: the tighter one counts.
Threshold tighter(const Threshold &milliseconds, const Threshold &percent, const LatencyFigures &latency)
{
    if (latency.samples == 0 || !std::isfinite(latency.p50) || latency.p50 <= 0)
        return milliseconds;
    return {std::min(milliseconds.warning, percent.warning / 100 * latency.p50),
            std::min(milliseconds.bad, percent.bad / 100 * latency.p50)};
}

/// What a late send spoils decides what it is held against. Where users send again at once, it is a think time that
/// nobody asked for: TTFT counts from `sent` and stays what it was, and the load falls by lateness / E2EL. Where
/// requests are due by a think time or a schedule, people also read latencies from `due`, and those are off by the
/// lateness itself.
Threshold latenessLimits(const VerdictInput &input, const VerdictThresholds &thresholds)
{
    if (input.ownDueInstants)
        return tighter(thresholds.sendLatenessMs, thresholds.sendLatenessOfTtft, input.figures->ttft);
    return tighter(thresholds.sendLatenessMs, thresholds.turnaroundOfE2el, input.figures->e2el);
}

/// Whether reads came so late that events of two writes could meet in one. A server that gathers events into a write
/// makes shared reads as well, but its one stamp is true, and the reads follow it at once. A client that is late by a
/// whole gap often enough shows at least a quarter of it as lag on one read in a hundred, because what it lags behind
/// is the last event of the read, which may have come at any time in that gap.
bool readsLag(const CellFigures &figures)
{
    // Only stamps of the kernel show that bytes lay waiting here; without them a server that gathers events would be
    // taken for a slow client.
    if (!figures.client.kernelStamps)
        return false;
    // Answers that come in one piece have no gaps to tell; a client that made them so was late by many.
    const bool streamed = figures.itl.samples > 0 && figures.inOnePiece.value_or(0) < 0.5;
    return figures.client.readLagP99 / 1000 >= (streamed ? LagShareOfGap * figures.itl.mean : LagOfOnePieceMs);
}

} // namespace

void judgeClient(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings)
{
    const ClientHealth &client = input.figures->client;
    const Threshold lateness = latenessLimits(input, thresholds);
    constexpr auto code = VerdictCode::ClientLimited;
    findings.judge(code, "send-lateness", client.sendLatenessP99 / 1000, lateness, "ms");
    findings.judge(code, "turnaround", client.turnaroundP99 / 1000, lateness, "ms");
    findings.judgeShare(code, "worker-cpu", client.cpuShare, thresholds.workerCpu);
    if (readsLag(*input.figures))
        findings.judgeShare(code, "shared-first-tokens", client.sharedFirstTokenShare, thresholds.sharedFirstTokens);
}

void judgeClock(const ClientHealth &client, const VerdictThresholds &thresholds, JudgeFindings &findings)
{
    findings.judge(VerdictCode::ClockStep, "clock-step", client.clockStepMaxMs, thresholds.clockStepMs, "ms");
    if (client.negativeIntervals > 0) {
        findings.add({VerdictCode::ClockStep,
                      Severity::Bad,
                      "negative-intervals",
                      static_cast<double>(client.negativeIntervals),
                      0,
                      {}});
    }
    if (!client.kernelStamps)
        findings.unchecked("kernel-stamps");
}

void judgeCeiling(const CellFigures &figures, const VerdictThresholds &thresholds, JudgeFindings &findings)
{
    const ClientHealth &client = figures.client;
    if (!client.ceilingStreams || !client.ceilingTokensPerSecond)
        return findings.unchecked("client-ceiling");
    const double share = std::max(figures.meanConcurrency / *client.ceilingStreams,
                                  figures.outputTokensPerSecond / *client.ceilingTokensPerSecond);
    findings.judgeShare(VerdictCode::ClientLimited, "client-ceiling", share, thresholds.clientCeiling);
}

} // namespace tokamark::metrics
