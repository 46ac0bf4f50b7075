#include "metrics/summarise.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tokamark::metrics {
namespace {

/// Collects findings: one where a threshold is reached, nothing below.
class Findings {
public:
    void judge(VerdictCode code, const char *subject, double observed, const Threshold &limits, const char *unit)
    {
        if (!(observed >= limits.warning))
            return;
        const bool bad = observed >= limits.bad;
        add({code, bad ? Severity::Bad : Severity::Warning, subject, observed, bad ? limits.bad : limits.warning,
             unit});
    }
    /// Thresholds are shares, people read percent.
    void judgeShare(VerdictCode code, const char *subject, double share, const Threshold &limits)
    {
        judge(code, subject, 100 * share, {100 * limits.warning, 100 * limits.bad}, "%");
    }
    void unchecked(const char *subject) { add({VerdictCode::Unchecked, Severity::Note, subject, 0, 0, {}}); }
    void add(Verdict verdict) { m_verdicts.push_back(std::move(verdict)); }

    [[nodiscard]] std::vector<Verdict> take()
    {
        std::ranges::stable_sort(m_verdicts, std::ranges::greater(), &Verdict::severity);
        if (worst(m_verdicts) < Severity::Warning)
            m_verdicts.insert(m_verdicts.begin(), {VerdictCode::Valid, Severity::Fine, {}, 0, 0, {}});
        return std::move(m_verdicts);
    }

private:
    std::vector<Verdict> m_verdicts;
};

/// A limit that is given in milliseconds and as a share of a median latency: the tighter one counts.
Threshold tighter(const Threshold &milliseconds, const Threshold &share, const LatencyFigures &latency)
{
    if (latency.samples == 0 || !std::isfinite(latency.p50) || latency.p50 <= 0)
        return milliseconds;
    return {std::min(milliseconds.warning, share.warning * latency.p50),
            std::min(milliseconds.bad, share.bad * latency.p50)};
}

/// What a late send spoils decides what it is held against. Where users send again at once, it is a think time that
/// nobody asked for: TTFT counts from `sent` and stays what it was, and the load falls by lateness / E2EL. Where
/// requests are due by a think time or a schedule, people also read latencies from `due`, and those are off by the
/// lateness itself.
Threshold latenessLimits(const VerdictInput &input, const VerdictThresholds &thresholds)
{
    if (input.ownDueInstants)
        return tighter(thresholds.sendLatenessMs, thresholds.sendLatenessShareOfTtft, input.figures->ttft);
    return tighter(thresholds.sendLatenessMs, thresholds.turnaroundShareOfE2el, input.figures->e2el);
}

void judgeClient(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    const ClientHealth &client = input.figures->client;
    const Threshold lateness = latenessLimits(input, thresholds);
    constexpr auto code = VerdictCode::ClientLimited;
    findings.judge(code, "send-lateness", client.sendLatenessP99 / 1000, lateness, "ms");
    findings.judge(code, "turnaround", client.turnaroundP99 / 1000, lateness, "ms");
    findings.judgeShare(code, "worker-cpu", client.cpuShare, thresholds.workerCpu);
    findings.judgeShare(code, "shared-first-tokens", client.sharedFirstTokenShare, thresholds.sharedFirstTokens);
}

void judgeLoad(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    const CellFigures &figures = *input.figures;
    if (input.wholeCell || figures.window.wholeCell)
        return findings.unchecked("load");
    const double expected = figures.expectedConcurrency > 0 ? figures.expectedConcurrency : input.users;
    if (expected <= 0)
        return;
    constexpr auto code = VerdictCode::LoadNotHeld;
    findings.judgeShare(code, "mean-concurrency", std::abs(figures.meanConcurrency / expected - 1), thresholds.loadOff);
    findings.judgeShare(code, "low-concurrency", figures.lowConcurrencyShare, thresholds.lowLoadShare);
}

/// "p95", "p99.9".
std::string percentileName(double percentile)
{
    char text[32];
    std::snprintf(text, sizeof text, "p%g", percentile);
    return text;
}

void judgeSamples(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    const LatencyFigures &ttft = input.figures->ttft;
    // Rounded, because 100 - 99.9 is not exact.
    const double beyond = static_cast<double>(ttft.samples + ttft.failures) * (100 - input.shownPercentile) / 100;
    const double observed = std::round(beyond * 1e6) / 1e6;
    const Threshold &limits = thresholds.samplesBeyond;
    if (observed >= limits.warning)
        return;
    const bool bad = observed < limits.bad;
    findings.add({VerdictCode::TooFewSamples, bad ? Severity::Bad : Severity::Warning,
                  percentileName(input.shownPercentile), observed, bad ? limits.bad : limits.warning, "samples"});
}

void judgeLength(const char *subject, double mean, double wanted, const VerdictThresholds &thresholds,
                 Findings &findings)
{
    if (mean > 0 && wanted > 0)
        findings.judgeShare(VerdictCode::LengthDiffers, subject, std::abs(mean / wanted - 1), thresholds.lengthOff);
}

void judgeLengths(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    const CellFigures &figures = *input.figures;
    judgeLength("input-length-of-targets", figures.meanInputTokens, input.otherTargetsInputTokens, thresholds,
                findings);
    if (figures.tokensEstimated)
        return findings.unchecked("token-count");
    judgeLength("output-length", figures.meanOutputTokens, input.exactOutputTokens, thresholds, findings);
    judgeLength("output-length-of-targets", figures.meanOutputTokens, input.otherTargetsOutputTokens, thresholds,
                findings);
}

void judgeClock(const ClientHealth &client, const VerdictThresholds &thresholds, Findings &findings)
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

} // namespace

std::vector<Verdict> judge(const VerdictInput &input, const VerdictThresholds &thresholds)
{
    const CellFigures &figures = *input.figures;
    Findings findings;
    findings.judgeShare(VerdictCode::Errors, "error-rate", figures.errorRate, thresholds.errorRate);
    judgeClient(input, thresholds, findings);
    judgeClock(figures.client, thresholds, findings);
    judgeLoad(input, thresholds, findings);
    judgeLengths(input, thresholds, findings);
    judgeSamples(input, thresholds, findings);
    for (const char *subject : {"client-ceiling", "steadiness", "cache", "server-counters", "physical-limit"})
        findings.unchecked(subject);
    return findings.take();
}

} // namespace tokamark::metrics
