#include "metrics/selfchecks.h"
#include "metrics/summarise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <span>

namespace tokamark::metrics {
namespace {

/// Shared reads speak against the client only where its reads lag (p99) by this share of the mean chunk gap.
constexpr double LagShareOfGap = 0.25;
constexpr double LagOfOnePieceMs = 5; ///< where there are no gaps

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
    /// Figures are shares, limits and people count in percent.
    void judgeShare(VerdictCode code, const char *subject, double share, const Threshold &limits)
    {
        judge(code, subject, 100 * share, limits, "%");
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

void judgeClient(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
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

/// Whether requests went out as the schedule asked for, and whether the server kept up with them.
void judgeArrivals(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    const CellFigures &figures = *input.figures;
    if (!figures.arrivals)
        return findings.unchecked("load");
    const ArrivalFigures &arrivals = *figures.arrivals;
    findings.judgeShare(VerdictCode::Overloaded, "in-flight", arrivals.growthShare, thresholds.growth);
    const double due = arrivals.duePerSecond * figures.window.seconds();
    if (due > 0)
        findings.judgeShare(VerdictCode::LoadNotHeld, "unsent", static_cast<double>(arrivals.unsent) / due,
                            thresholds.rateOff);
    // Over a whole cell as many are sent as are due, however late.
    if (input.wholeCell || figures.window.wholeCell)
        return findings.unchecked("load");
    if (arrivals.duePerSecond > 0)
        findings.judgeShare(VerdictCode::LoadNotHeld, "request-rate",
                            std::abs(arrivals.sentPerSecond / arrivals.duePerSecond - 1), thresholds.rateOff);
}

void judgeLoad(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    if (input.load != plan::LoadKind::Closed)
        return judgeArrivals(input, thresholds, findings);
    const CellFigures &figures = *input.figures;
    if (input.wholeCell || figures.window.wholeCell)
        return findings.unchecked("load");
    const double expected = figures.expectedConcurrency > 0 ? figures.expectedConcurrency : input.users;
    if (expected <= 0)
        return;
    constexpr auto code = VerdictCode::LoadNotHeld;
    findings.judgeShare(code, "mean-concurrency", std::abs(figures.meanConcurrency / expected - 1), thresholds.loadOff);
    findings.judgeShare(code, "low-concurrency", figures.lowConcurrencyShare, thresholds.lowLoad);
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
    // Whole samples alone lie anywhere. Nudged, because 100 - 99.9 is not exact.
    const double beyond = static_cast<double>(ttft.samples + ttft.failures) * (100 - input.shownPercentile) / 100;
    const double observed = std::floor(beyond + 1e-6);
    const Threshold &limits = thresholds.samplesBeyond;
    if (observed >= limits.warning)
        return;
    const bool bad = observed < limits.bad;
    findings.add({VerdictCode::TooFewSamples, bad ? Severity::Bad : Severity::Warning,
                  percentileName(input.shownPercentile), observed, bad ? limits.bad : limits.warning, "samples"});
}

/// A mean length and its standard error.
struct MeanLength {
    double tokens = 0;
    double error = 0;
};

/// Where lengths are random, a faster target gets further in the list that all replay, and its mean differs by chance.
/// The limits grow by what chance alone does in 19 of 20 cases.
void judgeLength(const char *subject, const MeanLength &mean, const MeanLength &wanted,
                 const VerdictThresholds &thresholds, Findings &findings)
{
    if (!(mean.tokens > 0 && wanted.tokens > 0))
        return;
    constexpr double Normal975 = 1.96;
    const double chance = 100 * Normal975 * std::hypot(mean.error, wanted.error) / wanted.tokens;
    const Threshold limits{thresholds.lengthOff.warning + chance, thresholds.lengthOff.bad + chance};
    findings.judgeShare(VerdictCode::LengthDiffers, subject, std::abs(mean.tokens / wanted.tokens - 1), limits);
}

void judgeLengths(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    const CellFigures &figures = *input.figures;
    const MeanLength inputs{figures.meanInputTokens, figures.meanInputTokensError};
    const MeanLength outputs{figures.meanOutputTokens, figures.meanOutputTokensError};
    judgeLength("input-length-of-targets", inputs, {input.otherTargetsInputTokens, input.otherTargetsInputError},
                thresholds, findings);
    if (figures.tokensEstimated)
        return findings.unchecked("token-count");
    // The limit that went out with each request is a witness of its own: what is counted beyond it was not generated, or
    // should not have been.
    findings.judgeShare(VerdictCode::Impossible, "output-above-limit", input.outputBeyondLimit,
                        thresholds.serverCounters);
    // Held against what these very requests asked for: no draw is between the two.
    judgeLength("output-length", {outputs.tokens, 0}, {input.exactOutputTokens, 0}, thresholds, findings);
    judgeLength("output-length-of-targets", outputs, {input.otherTargetsOutputTokens, input.otherTargetsOutputError},
                thresholds, findings);
}

/// Where a proxy or the server itself gathers a whole answer, its first token is its last, and there is nothing between
/// tokens: what is shown then is no TTFT and no TPOT.
void judgeStreaming(const CellFigures &figures, const VerdictThresholds &thresholds, Findings &findings)
{
    if (figures.inOnePiece)
        findings.judgeShare(VerdictCode::Unchecked, "one-piece", *figures.inOnePiece, thresholds.onePiece);
}

/// What the server is asked to work on at a time: where requests come by themselves, as many as were in flight.
double requestsAtOnce(const VerdictInput &input)
{
    return input.load == plan::LoadKind::Closed ? input.users : input.figures->meanConcurrency;
}

/// The words differ, for at a rate there are no users.
std::string prefixed(const VerdictInput &input, const char *subject)
{
    return (input.load == plan::LoadKind::Closed ? "" : "in-flight-") + std::string(subject);
}

/// What the server cannot do, so that nobody takes it for what it did badly.
void judgeServer(const VerdictInput &input, Findings &findings)
{
    if (input.exactOutputTokens > 0 && !input.exactLengthPossible)
        findings.add({VerdictCode::LengthDiffers, Severity::Note, "no-exact-length", 0, 0, {}});
    // What it takes back it works off again later, which no figure of ours shows.
    const auto &server = input.figures->server;
    if (server && server->preemptions.value_or(0) > 0)
        findings.add({VerdictCode::ServerLimit, Severity::Note, "preemptions", *server->preemptions, 0, {}});
    const double asked = requestsAtOnce(input);
    if (input.serverParallelism > 0 && asked > input.serverParallelism) {
        findings.add({VerdictCode::ServerLimit,
                      Severity::Warning,
                      prefixed(input, input.parallelismTold ? "parallelism" : "usual-parallelism"),
                      asked,
                      static_cast<double>(input.serverParallelism),
                      {}});
    }
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

/// The server as an independent witness: what it counted, and how long it took by itself.
void judgeWitness(std::span<const SelfCheck> checks, const VerdictThresholds &thresholds, Findings &findings)
{
    struct Witness {
        CheckOf what;
        const char *subject;
        const Threshold &limits;
        const char *unit;
    };
    const std::array witnesses{Witness{CheckOf::Requests, "server-requests", thresholds.serverCounters, "%"},
                               Witness{CheckOf::PromptTokens, "server-prompt-tokens", thresholds.serverCounters, "%"},
                               Witness{CheckOf::OutputTokens, "server-output-tokens", thresholds.serverCounters, "%"},
                               Witness{CheckOf::Ttft, "server-ttft", thresholds.belowServerTtftMs, "ms"}};
    bool hasCounted = false;
    for (const Witness &witness : witnesses) {
        const SelfCheck &check = checkOf(checks, witness.what);
        if (check.outcome == CheckOutcome::CannotTell)
            continue;
        hasCounted = hasCounted || witness.what != CheckOf::Ttft;
        findings.judge(VerdictCode::Impossible, witness.subject, check.off, witness.limits, witness.unit);
    }
    if (!hasCounted)
        findings.unchecked("server-counters");
}

/// The change is told with its sign, and reaches a threshold by its size.
void judgeTrend(const std::string &quantity, const std::optional<Trend> &trend, const Threshold &limits,
                Findings &findings)
{
    if (!trend)
        return findings.unchecked(quantity == "ttft" ? "steadiness-ttft" : "steadiness-short");
    const double size = std::abs(trend->changePct);
    if (!trend->isReal() || size < limits.warning)
        return;
    const bool bad = size >= limits.bad;
    findings.add({VerdictCode::NotSteady, bad ? Severity::Bad : Severity::Warning,
                  quantity + (trend->stepSecond ? "-step" : "-drift"), trend->changePct,
                  bad ? limits.bad : limits.warning, "%"});
}

void judgeSteadiness(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    const CellFigures &figures = *input.figures;
    if (!figures.steady)
        return findings.unchecked("steadiness");
    if (figures.steady->blocks == 0)
        return findings.unchecked("steadiness-short");
    // What a trace asked for was not level, which is no fault of the server; see `steadyFigures`.
    if (input.load == plan::LoadKind::Trace && !figures.steady->outputRate)
        return findings.unchecked("steadiness-trace");
    judgeTrend("rate", figures.steady->outputRate, thresholds.rateDrift, findings);
    judgeTrend("ttft", figures.steady->ttftP50, thresholds.ttftDrift, findings);
}

/// By the server's counters, or else by its answers.
std::optional<double> cachedShare(const CellFigures &figures)
{
    if (figures.server && figures.server->cachedPromptShare)
        return figures.server->cachedPromptShare;
    // Servers leave the count out where it is zero, and so do those that never give it.
    if (figures.cachedInputTokens > 0 && figures.inputTokens > 0)
        return static_cast<double>(figures.cachedInputTokens) / static_cast<double>(figures.inputTokens);
    return std::nullopt;
}

void judgeCache(const VerdictInput &input, const VerdictThresholds &thresholds, Findings &findings)
{
    const CellFigures &figures = *input.figures;
    const std::optional<double> share = cachedShare(figures);
    if (!share)
        return findings.unchecked("cache");
    if (input.cacheOpen) {
        if (100 * *share >= thresholds.cachedPrompt.warning)
            findings.add({VerdictCode::Unchecked, Severity::Note, "cache-allowed", 100 * *share, 0, "%"});
        return;
    }
    const char *const subject = figures.askedCachedShare ? "cached-beyond-asked" : "cached-prompt";
    findings.judgeShare(VerdictCode::CacheContaminated, subject, *share - figures.askedCachedShare.value_or(0),
                        thresholds.cachedPrompt);
}

/// How near the load came to the most that this client was found to measure truly.
void judgeCeiling(const CellFigures &figures, const VerdictThresholds &thresholds, Findings &findings)
{
    const ClientHealth &client = figures.client;
    if (!client.ceilingStreams || !client.ceilingTokensPerSecond)
        return findings.unchecked("client-ceiling");
    const double share = std::max(figures.meanConcurrency / *client.ceilingStreams,
                                  figures.outputTokensPerSecond / *client.ceilingTokensPerSecond);
    findings.judgeShare(VerdictCode::ClientLimited, "client-ceiling", share, thresholds.clientCeiling);
}

/// A bound that rests on a guess convicts nobody. A rate above it is not passed over all the same: where one word of the
/// plan would decide, that is a warning.
void judgeGuessedBound(const SelfCheck &roofline, const VerdictThresholds &thresholds, Findings &findings)
{
    const bool lacksGpus = roofline.doubt == CheckDoubt::GpusUntold;
    const double limit = thresholds.physicalLimit.warning;
    const double reached = roofline.ours && roofline.theirs ? 100 * *roofline.ours / *roofline.theirs : 0;
    if (reached < limit)
        return findings.unchecked(lacksGpus ? "physical-limit-gpus" : "physical-limit");
    findings.add({VerdictCode::Unchecked, lacksGpus ? Severity::Warning : Severity::Note,
                  lacksGpus ? "above-bound-gpus" : "above-bound", reached, limit, "%"});
}

/// What the hardware cannot do was not done.
void judgePhysics(const VerdictInput &input, std::span<const SelfCheck> checks, const VerdictThresholds &thresholds,
                  Findings &findings)
{
    const SelfCheck &roofline = checkOf(checks, CheckOf::Roofline);
    if (roofline.outcome == CheckOutcome::CannotTell)
        return judgeGuessedBound(roofline, thresholds, findings);
    findings.judge(VerdictCode::Impossible, "physical-limit", roofline.off, thresholds.physicalLimit, "%");
    const PhysicsFigures &physics = *input.figures->physics;
    if (requestsAtOnce(input) > physics.kvRequests) {
        findings.add({VerdictCode::ServerLimit,
                      Severity::Note,
                      prefixed(input, "kv-capacity"),
                      requestsAtOnce(input),
                      std::floor(physics.kvRequests),
                      {}});
    }
}

} // namespace

std::vector<Verdict> judge(const VerdictInput &input, const VerdictThresholds &thresholds)
{
    const CellFigures &figures = *input.figures;
    Findings findings;
    findings.judgeShare(VerdictCode::Errors, "error-rate", figures.errorRate, thresholds.errorRate);
    judgeClient(input, thresholds, findings);
    judgeClock(figures.client, thresholds, findings);
    // Where every request failed, users wait between attempts: that the load is not held says nothing new.
    const bool allFailed = figures.completed == 0 && figures.failed > 0;
    if (!allFailed) {
        judgeLoad(input, thresholds, findings);
        judgeLengths(input, thresholds, findings);
        judgeStreaming(figures, thresholds, findings);
        judgeServer(input, findings);
        judgeSamples(input, thresholds, findings);
        judgeSteadiness(input, thresholds, findings);
    }
    judgeCache(input, thresholds, findings);
    const std::vector<SelfCheck> checks = selfChecks({input.figures, 0, 0, input.gpusUntold}, thresholds);
    judgeWitness(checks, thresholds, findings);
    judgeCeiling(figures, thresholds, findings);
    judgePhysics(input, checks, thresholds, findings);
    return findings.take();
}

} // namespace tokamark::metrics
