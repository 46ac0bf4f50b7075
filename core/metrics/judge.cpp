#include "metrics/judgeclient.h"
#include "metrics/judgefindings.h"
#include "metrics/judgeload.h"
#include "metrics/judgeserver.h"
#include "metrics/selfchecks.h"
#include "metrics/summarise.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

namespace tokamark::metrics {
namespace {

/// "p95", "p99.9".
std::string percentileName(double percentile)
{
    char text[32];
    std::snprintf(text, sizeof text, "p%g", percentile);
    return text;
}

void judgeSamples(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings)
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
                 const VerdictThresholds &thresholds, JudgeFindings &findings)
{
    if (!(mean.tokens > 0 && wanted.tokens > 0))
        return;
    constexpr double Normal975 = 1.96;
    const double chance = 100 * Normal975 * std::hypot(mean.error, wanted.error) / wanted.tokens;
    const Threshold limits{thresholds.lengthOff.warning + chance, thresholds.lengthOff.bad + chance};
    findings.judgeShare(VerdictCode::LengthDiffers, subject, std::abs(mean.tokens / wanted.tokens - 1), limits);
}

/// Every event holds a token at least. Far fewer of them than tokens were asked for mean shorter answers or several
/// tokens an event; which of the two cannot be told, and neither leaves rates and times per token what they seem.
void judgeEstimate(double counted, double asked, JudgeFindings &findings)
{
    constexpr double FarBelowPct = 10; // an event or two without text are lost by any server
    const double missingPct = asked > 0 ? 100 * (1 - counted / asked) : 0;
    if (counted > 0 && missingPct >= FarBelowPct)
        findings.add({VerdictCode::Unchecked, Severity::Warning, "events-below-asked", missingPct, FarBelowPct, "%"});
}

void judgeLengths(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings)
{
    const CellFigures &figures = *input.figures;
    const MeanLength inputs{figures.meanInputTokens, figures.meanInputTokensError};
    const MeanLength outputs{figures.meanOutputTokens, figures.meanOutputTokensError};
    judgeLength("input-length-of-targets", inputs, {input.otherTargetsInputTokens, input.otherTargetsInputError},
                thresholds, findings);
    if (figures.tokensEstimated) {
        // Where a server ends its answers itself, short ones are no riddle.
        if (input.exactLengthPossible)
            judgeEstimate(outputs.tokens, input.exactOutputTokens, findings);
        return findings.unchecked("token-count");
    }
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
void judgeStreaming(const CellFigures &figures, const VerdictThresholds &thresholds, JudgeFindings &findings)
{
    if (figures.inOnePiece)
        findings.judgeShare(VerdictCode::Unchecked, "one-piece", *figures.inOnePiece, thresholds.onePiece);
}

} // namespace

std::vector<Verdict> judge(const VerdictInput &input, const VerdictThresholds &thresholds)
{
    const CellFigures &figures = *input.figures;
    JudgeFindings findings;
    findings.judgeShare(VerdictCode::Errors, "error-rate", figures.errorRate, thresholds.errorRate);
    // Where every request failed, users wait between attempts: that the load is not held says nothing new, nor how fast the
    // client would have been.
    const bool allFailed = figures.completed == 0 && figures.failed > 0;
    if (!allFailed)
        judgeClient(input, thresholds, findings);
    judgeClock(figures.client, thresholds, findings);
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
    if (!allFailed)
        judgeCeiling(figures, thresholds, findings);
    judgePhysics(input, checks, thresholds, findings);
    return findings.take();
}

} // namespace tokamark::metrics
