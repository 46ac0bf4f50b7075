#include "metrics/judgeload.h"

#include <cmath>
#include <optional>
#include <string>

namespace tokamark::metrics {
namespace {

/// Whether requests went out as the schedule asked for, and whether the server kept up with them.
void judgeArrivals(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings)
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

/// The change is told with its sign, and reaches a threshold by its size.
void judgeTrend(const std::string &quantity, const std::optional<Trend> &trend, const Threshold &limits,
                JudgeFindings &findings)
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

} // namespace

void judgeLoad(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings)
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

void judgeSteadiness(const VerdictInput &input, const VerdictThresholds &thresholds, JudgeFindings &findings)
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

} // namespace tokamark::metrics
