#include "metrics/selfchecks.h"

#include <algorithm>
#include <cmath>

namespace tokamark::metrics {
namespace {

constexpr double Normal975 = 1.96;
constexpr double FewestReadings = 10;
constexpr double FewestAnswersLong = 10;

/// A check that was not made yet.
SelfCheck begin(CheckOf what, std::string_view unit, double tolerance, std::string_view toleranceUnit = "%")
{
    SelfCheck check;
    check.what = what;
    check.unit = unit;
    check.tolerance = tolerance;
    check.toleranceUnit = toleranceUnit;
    return check;
}

SelfCheck doubted(SelfCheck check, CheckDoubt doubt)
{
    check.outcome = CheckOutcome::CannotTell;
    check.doubt = doubt;
    return check;
}

SelfCheck decided(SelfCheck check, double off)
{
    check.off = off;
    check.outcome = off >= check.tolerance && off > 0 ? CheckOutcome::Differs : CheckOutcome::Agrees;
    return check;
}

/// Two counts of the same, of which `allowed` may differ for reasons that are known.
SelfCheck compareCounts(SelfCheck check, const CountPair &pair, double allowed)
{
    if (!pair.server)
        return doubted(check, CheckDoubt::NotTold);
    check.ours = static_cast<double>(pair.client);
    check.theirs = *pair.server;
    if (pair.client == 0)
        return doubted(check, CheckDoubt::NothingMeasured);
    const double off = std::max(0.0, std::abs(*pair.difference()) - allowed);
    return decided(check, 100 * (off / static_cast<double>(pair.client)));
}

/// Why what a server has counted cannot be compared: of requests that were cut or failed it is different with each.
std::optional<CheckDoubt> doubtOfServer(const CellFigures &figures)
{
    if (!figures.server)
        return CheckDoubt::NotTold;
    if (figures.failed > 0)
        return CheckDoubt::Failures;
    if (figures.tokensEstimated)
        return CheckDoubt::Estimated;
    return std::nullopt;
}

SelfCheck checkCounter(CheckOf what, std::string_view unit, const CellFigures &figures, CountPair ServerFigures::*pair,
                       double tolerance)
{
    const SelfCheck check = begin(what, unit, tolerance);
    if (const auto doubt = doubtOfServer(figures))
        return doubted(check, *doubt);
    const double ends = what == CheckOf::OutputTokens ? static_cast<double>(figures.server->endTokens) : 0;
    return compareCounts(check, *figures.server.*pair, ends);
}

/// The tokens that came one by one, where every event held one: the first of each answer and those behind a gap.
SelfCheck checkEvents(const CellFigures &figures, double tolerance)
{
    const SelfCheck check = begin(CheckOf::EventTokens, "tokens", tolerance);
    if (!figures.itlIsPerToken)
        return doubted(check, CheckDoubt::EventsUntold);
    if (figures.tokensEstimated)
        return doubted(check, CheckDoubt::Estimated);
    CountPair pair;
    pair.client = figures.itl.samples + figures.ttft.samples;
    pair.server = static_cast<double>(figures.outputTokens);
    // The last token of an answer that ended by itself has no event of its own.
    pair.cut = figures.server ? figures.server->endTokens : 0;
    return compareCounts(check, pair, 0);
}

/// Longer than asked says nothing: chat templates add to a prompt, and a tokenizer may take words apart. It makes at
/// least one token of each word, so a prompt that is shorter than its words was cut by the server.
SelfCheck checkPromptLength(const SelfCheckInput &input, double tolerance)
{
    const CellFigures &figures = *input.figures;
    SelfCheck check = begin(CheckOf::PromptLength, "tokens", tolerance);
    if (!(input.askedPromptTokens > 0) || (figures.completed > 0 && !(figures.meanInputTokens > 0)))
        return doubted(check, CheckDoubt::NotTold);
    if (figures.completed == 0)
        return doubted(check, CheckDoubt::NothingMeasured);
    check.ours = input.askedPromptTokens;
    check.theirs = figures.meanInputTokens;
    const double chance = Normal975 * figures.meanInputTokensError;
    const double off = std::max(0.0, std::abs(*check.theirs - *check.ours) - chance);
    check = decided(check, 100 * off / *check.ours);
    const bool isCut = *check.theirs + chance < input.leastPromptTokens;
    return check.outcome == CheckOutcome::Differs && !isCut ? doubted(check, CheckDoubt::Nominal) : check;
}

/// What the server took cannot be more than what its client waited.
SelfCheck checkTtft(const CellFigures &figures, double tolerance)
{
    SelfCheck check = begin(CheckOf::Ttft, "ms", tolerance, "ms");
    if (const auto doubt = doubtOfServer(figures))
        return doubted(check, *doubt);
    if (!figures.server->ttft)
        return doubted(check, CheckDoubt::NotTold);
    const TtftSplit &split = *figures.server->ttft;
    check.ours = split.client;
    check.theirs = split.queue.value_or(0) + split.prefill;
    // Means over other requests could differ by themselves.
    if (split.requests != split.serverRequests)
        return doubted(check, CheckDoubt::OtherRequests);
    return decided(check, std::max(0.0, *check.theirs - *check.ours));
}

/// The part of a request's time in flight in which the server does not have it in work, as far as it is known: `leastMs`
/// for its way, and what lies between the server's TTFT and ours.
double shareOutsideServer(const CellFigures &figures, double leastMs)
{
    const auto &split = figures.server->ttft;
    const double before = split ? split->client - split->queue.value_or(0) - split->prefill : 0;
    return figures.e2el.mean > 0 ? (std::max(0.0, before) + leastMs) / figures.e2el.mean : 0;
}

/// By how much both means may differ because the server was looked at now and then: where requests come by chance, their
/// number swings by its root. Users that send again at once keep it where it is.
double chanceOfReadings(const CellFigures &figures, double readings)
{
    return figures.arrivals ? Normal975 * std::sqrt(figures.meanConcurrency / readings) : 0;
}

SelfCheck checkInFlight(const CellFigures &figures, const plan::VerdictThresholds &thresholds)
{
    SelfCheck check = begin(CheckOf::InFlight, "requests", thresholds.loadOff.warning);
    if (!figures.server || !figures.server->meanRunning)
        return doubted(check, CheckDoubt::NotTold);
    const ServerFigures &server = *figures.server;
    check.ours = figures.meanConcurrency;
    check.theirs = *server.meanRunning + server.meanWaiting.value_or(0);
    // A server is asked about once a second.
    const double readings = std::min(static_cast<double>(server.scrapes), figures.window.seconds());
    if (readings < FewestReadings)
        return doubted(check, CheckDoubt::FewReadings);
    if (!(*check.ours > 0))
        return doubted(check, CheckDoubt::NothingMeasured);
    const double missing = *check.ours - *check.theirs;
    const double outside = shareOutsideServer(figures, thresholds.belowServerTtftMs.warning);
    const double explained = chanceOfReadings(figures, readings) + (missing > 0 ? *check.ours * outside : 0);
    check = decided(check, 100 * std::max(0.0, std::abs(missing) - explained) / *check.ours);
    const bool mayWait = check.outcome == CheckOutcome::Differs && missing > 0 && !server.meanWaiting;
    return mayWait ? doubted(check, CheckDoubt::QueueUntold) : check;
}

/// The part of the window in which the server had most in work beyond ours: somebody else's requests. That it has less is
/// what being on the way looks like at the few moments of a part, and is left to the mean over all of them. A gauge may be
/// old, so within that time ours may be any that it was; no chance can make it tell more than was ever there.
SelfCheck checkInFlightCourse(const CellFigures &figures, const plan::VerdictThresholds &thresholds)
{
    SelfCheck check = begin(CheckOf::InFlightCourse, "requests", thresholds.loadOff.warning);
    if (!figures.server || !figures.server->meanRunning)
        return doubted(check, CheckDoubt::NotTold);
    const ServerFigures &server = *figures.server;
    if (!server.inFlight)
        return doubted(check, CheckDoubt::FewReadings);
    if (!(figures.meanConcurrency > 0))
        return doubted(check, CheckDoubt::NothingMeasured);
    const InFlightCourse &course = *server.inFlight;
    double worst = -1;
    for (std::size_t part = 0; part < course.server.size(); ++part) {
        const double theirs = course.server[part];
        const double ours = std::clamp(theirs, course.least[part], course.most[part]);
        const double off = std::max(0.0, theirs - ours);
        if (off <= worst)
            continue;
        worst = off;
        check.ours = ours;
        check.theirs = theirs;
    }
    return decided(check, 100 * worst / figures.meanConcurrency);
}

/// By how much the law may be missed without anybody being wrong: what comes after the last token (`afterMs`), the
/// answers that the window cuts at its two ends, and what the draw of lengths makes of their mean. Nothing is cut of a
/// whole cell.
double chanceOfLaw(const CellFigures &figures, double afterMs)
{
    const double after = afterMs / figures.e2el.mean;
    if (figures.window.wholeCell)
        return after;
    const double cut = figures.e2el.mean / 1000 / figures.window.seconds();
    const double draw = figures.e2el.stddev / figures.e2el.mean / std::sqrt(static_cast<double>(figures.e2el.samples));
    return after + cut + Normal975 * draw;
}

SelfCheck checkLittlesLaw(const CellFigures &figures, const plan::VerdictThresholds &thresholds)
{
    SelfCheck check = begin(CheckOf::LittlesLaw, "requests", thresholds.loadOff.warning);
    if (figures.failed > 0)
        return doubted(check, CheckDoubt::Failures);
    const double answerSeconds = figures.e2el.mean / 1000;
    if (figures.e2el.samples == 0 || !(figures.requestsPerSecond > 0 && answerSeconds > 0))
        return doubted(check, CheckDoubt::NothingMeasured);
    check.ours = figures.meanConcurrency;
    check.theirs = figures.requestsPerSecond * answerSeconds;
    if (!figures.window.wholeCell && figures.window.seconds() < FewestAnswersLong * answerSeconds)
        return doubted(check, CheckDoubt::TooShort);
    if (figures.arrivals && 100 * figures.arrivals->growthShare >= thresholds.growth.warning)
        return doubted(check, CheckDoubt::Grew);
    const double chance = chanceOfLaw(figures, thresholds.belowServerTtftMs.warning);
    const double off = std::abs(*check.ours / *check.theirs - 1) - chance;
    return decided(check, 100 * std::max(0.0, off));
}

/// What the hardware cannot do was not done. What was put together from what was seen is no ground to say so.
SelfCheck checkRoofline(const SelfCheckInput &input, double tolerance)
{
    const CellFigures &figures = *input.figures;
    SelfCheck check = begin(CheckOf::Roofline, "tokens/s", tolerance);
    if (!figures.physics || !(figures.physics->mostTokensPerSecond > 0))
        return doubted(check, CheckDoubt::NoHardware);
    check.ours = figures.outputTokensPerSecond;
    check.theirs = figures.physics->mostTokensPerSecond;
    if (!figures.physics->told)
        return doubted(check, input.gpusUntold ? CheckDoubt::GpusUntold : CheckDoubt::NoHardware);
    return decided(check, 100 * (*check.ours / *check.theirs));
}

} // namespace

const char *name(CheckOf what) noexcept
{
    switch (what) {
    case CheckOf::Requests: return "requests";
    case CheckOf::PromptTokens: return "prompt-tokens";
    case CheckOf::OutputTokens: return "output-tokens";
    case CheckOf::EventTokens: return "event-tokens";
    case CheckOf::PromptLength: return "prompt-length";
    case CheckOf::Ttft: return "ttft";
    case CheckOf::InFlight: return "in-flight";
    case CheckOf::InFlightCourse: return "in-flight-course";
    case CheckOf::LittlesLaw: return "littles-law";
    case CheckOf::Roofline: return "roofline";
    }
    return "";
}

const char *name(CheckOutcome outcome) noexcept
{
    switch (outcome) {
    case CheckOutcome::Agrees: return "agrees";
    case CheckOutcome::Differs: return "differs";
    case CheckOutcome::CannotTell: return "cannot-tell";
    }
    return "";
}

const char *name(CheckDoubt doubt) noexcept
{
    switch (doubt) {
    case CheckDoubt::None: return "";
    case CheckDoubt::NotTold: return "not-told";
    case CheckDoubt::NothingMeasured: return "nothing-measured";
    case CheckDoubt::Failures: return "failures";
    case CheckDoubt::Estimated: return "estimated";
    case CheckDoubt::OtherRequests: return "other-requests";
    case CheckDoubt::FewReadings: return "few-readings";
    case CheckDoubt::QueueUntold: return "queue-untold";
    case CheckDoubt::EventsUntold: return "events-untold";
    case CheckDoubt::Nominal: return "nominal";
    case CheckDoubt::TooShort: return "too-short";
    case CheckDoubt::Grew: return "grew";
    case CheckDoubt::NoHardware: return "no-hardware";
    case CheckDoubt::GpusUntold: return "gpus-untold";
    }
    return "";
}

bool tellsAllButGpus(const plan::Target &target) noexcept
{
    const plan::Hardware &hardware = target.hardware;
    return !hardware.gpu.empty() && !hardware.model.empty() && !hardware.weights.empty() && target.gpus == 0;
}

std::vector<SelfCheck> selfChecks(const SelfCheckInput &input, const plan::VerdictThresholds &thresholds)
{
    const CellFigures &figures = *input.figures;
    const double counters = thresholds.serverCounters.warning;
    // In the order of `CheckOf`, so that each is found at its place.
    return {checkCounter(CheckOf::Requests, "requests", figures, &ServerFigures::requests, counters),
            checkCounter(CheckOf::PromptTokens, "tokens", figures, &ServerFigures::promptTokens, counters),
            checkCounter(CheckOf::OutputTokens, "tokens", figures, &ServerFigures::outputTokens, counters),
            checkEvents(figures, counters),
            checkPromptLength(input, thresholds.lengthOff.warning),
            checkTtft(figures, thresholds.belowServerTtftMs.warning),
            checkInFlight(figures, thresholds),
            checkInFlightCourse(figures, thresholds),
            checkLittlesLaw(figures, thresholds),
            checkRoofline(input, thresholds.physicalLimit.warning)};
}

const SelfCheck &checkOf(std::span<const SelfCheck> checks, CheckOf what)
{
    return checks[static_cast<std::size_t>(what)];
}

} // namespace tokamark::metrics
