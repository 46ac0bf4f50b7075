#include "metrics/limitanswer.h"

#include "metrics/metric.h"
#include "plan/requirementtext.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tokamark::metrics {
namespace {

bool has(std::span<const Verdict> verdicts, VerdictCode code, Severity least)
{
    return std::ranges::any_of(
        verdicts, [=](const Verdict &verdict) { return verdict.code == code && verdict.severity >= least; });
}

/// At a rate requests may have waited in the client for one of those in flight to end, and people wait with them.
const LatencyFigures &latencyOf(const CellFigures &figures, plan::Slo::Metric metric)
{
    switch (metric) {
    case plan::Slo::Metric::Ttft: return figures.arrivals ? figures.ttftFromDue : figures.ttft;
    case plan::Slo::Metric::Tpot: return figures.tpot;
    case plan::Slo::Metric::E2el: return figures.e2elFromDue ? *figures.e2elFromDue : figures.e2el;
    case plan::Slo::Metric::Stall: return figures.stall;
    }
    return figures.ttft;
}

/// Only those percentiles are kept; any other number is the mean.
double statisticOf(const LatencyFigures &latency, double percentile)
{
    if (percentile == 50)
        return latency.p50;
    if (percentile == 90)
        return latency.p90;
    if (percentile == 95)
        return latency.p95;
    return percentile == 99 ? latency.p99 : latency.mean;
}

/// Nothing listened there any more: that says nothing about the load.
bool isGone(const CellFigures &figures)
{
    const auto refused = figures.failuresByOutcome.at(static_cast<std::size_t>(Outcome::ConnectFailed))
        + figures.failuresByOutcome.at(static_cast<std::size_t>(Outcome::TlsFailed));
    return figures.completed == 0 && refused > 0 && refused == figures.failed;
}

LimitVote unusable(VerdictCode because)
{
    return {LimitAnswer::Unusable, because, {}};
}

/// Latencies differ by shares of themselves, so their logarithms are held against each other.
LimitMargin marginOf(const CellFigures &figures, const plan::Requirement &requirement, double value)
{
    // A percentile that failures have reached is beyond any limit, but is to have a mean with others.
    constexpr double Farthest = 5;
    LimitMargin margin;
    margin.value = value > 0 ? std::clamp(std::log(requirement.limitMs / value), -Farthest, Farthest) : Farthest;
    if (const auto metric = metricByName(plan::statisticName(requirement)))
        margin.error = figures.logErrors.at(static_cast<std::size_t>(*metric));
    return margin;
}

/// The error is that of a share which lies at the limit, for then as many requests as there were tell the two apart that
/// the score test asks for, also where all of them or none were good.
LimitMargin marginOfShare(const CellFigures &figures, double asked)
{
    const auto ended = static_cast<double>(figures.completed + figures.failed);
    return {*figures.goodShare - asked, ended > 0 ? std::sqrt(asked * (1 - asked) / ended) : 0};
}

} // namespace

std::optional<double> valueOf(const CellFigures &figures, const plan::Requirement &requirement)
{
    const LatencyFigures &latency = latencyOf(figures, requirement.metric);
    if (latency.samples + (requirement.percentile > 0 ? latency.failures : 0) == 0)
        return std::nullopt;
    return statisticOf(latency, requirement.percentile);
}

LimitVote voteOf(const CellFigures &figures, std::span<const Verdict> verdicts, const plan::Search &search)
{
    if (has(verdicts, VerdictCode::ClientLimited, Severity::Bad))
        return unusable(VerdictCode::ClientLimited);
    if (isGone(figures))
        return unusable(VerdictCode::Errors);
    LimitVote vote;
    if (has(verdicts, VerdictCode::Errors, Severity::Bad)
        || has(verdicts, VerdictCode::Overloaded, Severity::Warning)) {
        vote.answer = LimitAnswer::Fails;
        return vote;
    }
    for (const plan::Requirement &requirement : search.requirements) {
        const auto value = valueOf(figures, requirement);
        if (!value && vote.answer == LimitAnswer::Fails)
            return {LimitAnswer::Fails, VerdictCode::Valid, {}};
        if (!value)
            return unusable(VerdictCode::TooFewSamples);
        vote.margins.push_back(marginOf(figures, requirement, *value));
        if (*value > requirement.limitMs)
            vote.answer = LimitAnswer::Fails;
    }
    if (figures.goodShare) {
        vote.margins.push_back(marginOfShare(figures, search.sharePct / 100));
        if (100 * *figures.goodShare < search.sharePct)
            vote.answer = LimitAnswer::Fails;
    }
    if (vote.answer == LimitAnswer::Fails)
        return vote;
    if (figures.completed == 0)
        return unusable(VerdictCode::TooFewSamples);
    constexpr std::array Doubtful{VerdictCode::LoadNotHeld, VerdictCode::NotSteady, VerdictCode::CacheContaminated,
                                  VerdictCode::Impossible,  VerdictCode::ClockStep, VerdictCode::Unchecked};
    for (const VerdictCode code : Doubtful) {
        if (has(verdicts, code, Severity::Bad))
            return unusable(code);
    }
    return vote;
}

} // namespace tokamark::metrics
