#include "metrics/limitanswer.h"

#include <algorithm>
#include <array>

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
        return {LimitAnswer::Unusable, VerdictCode::ClientLimited};
    if (isGone(figures))
        return {LimitAnswer::Unusable, VerdictCode::Errors};
    if (has(verdicts, VerdictCode::Errors, Severity::Bad) || has(verdicts, VerdictCode::Overloaded, Severity::Warning))
        return {LimitAnswer::Fails, VerdictCode::Valid};
    for (const plan::Requirement &requirement : search.requirements) {
        const auto value = valueOf(figures, requirement);
        if (!value)
            return {LimitAnswer::Unusable, VerdictCode::TooFewSamples};
        if (*value > requirement.limitMs)
            return {LimitAnswer::Fails, VerdictCode::Valid};
    }
    if (figures.goodShare && 100 * *figures.goodShare < search.sharePct)
        return {LimitAnswer::Fails, VerdictCode::Valid};
    if (figures.completed == 0)
        return {LimitAnswer::Unusable, VerdictCode::TooFewSamples};
    constexpr std::array Doubtful{VerdictCode::LoadNotHeld, VerdictCode::NotSteady, VerdictCode::CacheContaminated,
                                  VerdictCode::Impossible,  VerdictCode::ClockStep, VerdictCode::Unchecked};
    for (const VerdictCode code : Doubtful) {
        if (has(verdicts, code, Severity::Bad))
            return {LimitAnswer::Unusable, code};
    }
    return {};
}

} // namespace tokamark::metrics
