#include "metrics/judgeserver.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

namespace tokamark::metrics {
namespace {

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

/// A bound that rests on a guess convicts nobody. A rate above it is not passed over all the same: where one word of the
/// plan would decide, that is a warning.
void judgeGuessedBound(const SelfCheck &roofline, const VerdictThresholds &thresholds, JudgeFindings &findings)
{
    const bool lacksGpus = roofline.doubt == CheckDoubt::GpusUntold;
    const double limit = thresholds.physicalLimit.warning;
    const double reached = roofline.ours && roofline.theirs ? 100 * *roofline.ours / *roofline.theirs : 0;
    if (reached < limit)
        return findings.unchecked(lacksGpus ? "physical-limit-gpus" : "physical-limit");
    findings.add({VerdictCode::Unchecked, lacksGpus ? Severity::Warning : Severity::Note,
                  lacksGpus ? "above-bound-gpus" : "above-bound", reached, limit, "%"});
}

} // namespace

void judgeServer(const VerdictInput &input, JudgeFindings &findings)
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

void judgeCache(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings)
{
    const CellFigures &figures = *input.figures;
    const std::optional<double> share = cachedShare(figures);
    if (!share)
        return findings.unchecked("cache");
    // Of short prompts a system prompt may be all there is: then no hit can be told from one in it.
    const bool isAllAsked = figures.askedCachedShare.value_or(0) >= 1;
    if (input.cacheOpen || isAllAsked) {
        const char *const subject = input.cacheOpen ? "cache-allowed" : "cache-system";
        if (100 * *share >= thresholds.cachedPrompt.warning)
            findings.add({VerdictCode::Unchecked, Severity::Note, subject, 100 * *share, 0, "%"});
        return;
    }
    const char *const subject = figures.askedCachedShare ? "cached-beyond-asked" : "cached-prompt";
    findings.judgeShare(VerdictCode::CacheContaminated, subject, *share - figures.askedCachedShare.value_or(0),
                        thresholds.cachedPrompt);
}

void judgeWitness(std::span<const SelfCheck> checks, const VerdictThresholds &thresholds, JudgeFindings &findings)
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

void judgePhysics(const VerdictInput &input, std::span<const SelfCheck> checks, const VerdictThresholds &thresholds,
                  JudgeFindings &findings)
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

} // namespace tokamark::metrics
