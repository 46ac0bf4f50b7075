#include "words/verdictwords.h"

#include "words/unitwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace tokamark::words {
namespace {

using metrics::Verdict;
using metrics::VerdictCode;

/// A number with its unit as people read it, with three significant digits and no exponent.
QString quantity(double value, const std::string &unit)
{
    const QLocale locale;
    const double magnitude = std::abs(value);
    const int decimals = !std::isfinite(value) || magnitude >= 100 || std::round(value) == value ? 0
        : magnitude >= 10                                                                        ? 1
        : magnitude >= 0.1                                                                       ? 2
                                                                                                 : 3;
    const QString number = std::isfinite(value) ? locale.toString(value, 'f', decimals) : QStringLiteral("∞");
    if (unit.empty() || unit == "samples")
        return number;
    // A space that does not break keeps number and unit on one line.
    return number + QChar(QChar::Nbsp) + unitName(unit);
}

struct VerdictWords {
    Q_DECLARE_TR_FUNCTIONS(VerdictWords)

public:
    static QString label(VerdictCode code);
    static QString pattern(const Verdict &verdict);
    static QString unchecked(const std::string &subject);
    static QString notSteady(const Verdict &verdict);
    static QString advice(const Verdict &verdict);
};

QString VerdictWords::label(VerdictCode code)
{
    switch (code) {
    case VerdictCode::Valid: return tr("Valid");
    case VerdictCode::Unchecked: return tr("Not checked");
    case VerdictCode::ClientLimited: return tr("Client limited");
    case VerdictCode::LoadNotHeld: return tr("Load not held");
    case VerdictCode::Overloaded: return tr("Overloaded");
    case VerdictCode::NotSteady: return tr("Not steady");
    case VerdictCode::CacheContaminated: return tr("Cache hits");
    case VerdictCode::TooFewSamples: return tr("Too few samples");
    case VerdictCode::Errors: return tr("Errors");
    case VerdictCode::LengthDiffers: return tr("Length differs");
    case VerdictCode::Impossible: return tr("Impossible");
    case VerdictCode::ClockStep: return tr("Clock step");
    case VerdictCode::ServerLimit: return tr("Server limit");
    }
    return {};
}

QString VerdictWords::unchecked(const std::string &subject)
{
    if (subject == "cache")
        return tr(
            "Not checked: whether the server answered from its prompt cache, for no cached token counts were read.");
    if (subject == "cache-allowed")
        return tr("Not checked: how fast this is with new prompts, for %1 of the prompt tokens came from the server's "
                  "cache and the plan lets prompts be alike.");
    if (subject == "cache-system")
        return tr(
            "Not checked: whether the server had seen these prompts before. %1 of the prompt tokens came from its "
            "cache, and the system prompt alone could be as many.");
    if (subject == "steadiness")
        return tr("Not checked: whether the server was in a steady state during the window.");
    if (subject == "steadiness-short")
        return tr("Not checked: whether the server kept its pace, for the measured time was under ten answers long.");
    if (subject == "steadiness-ttft")
        return tr("Not checked: whether the TTFT kept steady, for there were too few requests.");
    if (subject == "steadiness-trace")
        return tr("Not checked: whether the server kept its pace, for what the trace asks for was not level itself.");
    if (subject == "physical-limit-gpus")
        return tr("Not checked: whether the rate is possible, for the plan does not say how many GPUs there are.");
    if (subject == "above-bound-gpus")
        return tr(
            "The rate is %1 of the most that is possible as far as is known (threshold %2), but the plan does not say "
            "how many GPUs there are.");
    if (subject == "above-bound")
        return tr(
            "The rate is %1 of a bound that was put together from names (threshold %2), which may be too low: the "
            "plan does not tell GPU, number of GPUs, model and weights.");
    if (subject == "physical-limit")
        return tr("Not checked: whether the rate is possible on this GPU, which is not known.");
    if (subject == "server-counters")
        return tr("Not checked: whether the server's own counters agree.");
    if (subject == "client-ceiling")
        return tr("Not checked: how close this is to the most that this client can measure.");
    if (subject == "load")
        return tr("Not checked: whether the load was held, for ramp and drain are part of this cell.");
    if (subject == "one-piece")
        return tr(
            "Not checked: TTFT and time per token, for %1 of the answers came in one piece (threshold %2): they were "
            "not streamed, or gathered on the way.");
    if (subject == "events-below-asked")
        return tr("Not checked: output lengths, for the server did not count the tokens, and its answers have %1 fewer "
                  "pieces than the plan asked tokens for (threshold %2): they are shorter, or a piece holds several "
                  "tokens.");
    if (subject == "token-count")
        return tr("Not checked: output lengths, for the server did not count the tokens and they are estimated.");
    if (subject == "kernel-stamps")
        return tr("Not checked: how late events were read, for this system gives no receive times of the kernel.");
    return tr("Not checked: %1.").arg(QString::fromStdString(subject));
}

QString VerdictWords::notSteady(const Verdict &verdict)
{
    const bool fell = verdict.observed < 0;
    if (verdict.subject == "rate-step")
        return fell ? tr("The output rate fell by %1 in one step during the window (threshold %2).")
                    : tr("The output rate rose by %1 in one step during the window (threshold %2).");
    if (verdict.subject == "ttft-drift")
        return fell ? tr("The median TTFT fell by %1 from the beginning of the window to its end (threshold %2).")
                    : tr("The median TTFT rose by %1 from the beginning of the window to its end (threshold %2).");
    if (verdict.subject == "ttft-step")
        return fell ? tr("The median TTFT fell by %1 in one step during the window (threshold %2).")
                    : tr("The median TTFT rose by %1 in one step during the window (threshold %2).");
    return fell ? tr("The output rate fell by %1 from the beginning of the window to its end (threshold %2).")
                : tr("The output rate rose by %1 from the beginning of the window to its end (threshold %2).");
}

/// %1: what was seen; %2: the threshold.
QString VerdictWords::pattern(const Verdict &verdict)
{
    switch (verdict.code) {
    case VerdictCode::Valid: return tr("Nothing was found that speaks against this point.");
    case VerdictCode::Unchecked: return unchecked(verdict.subject);
    case VerdictCode::ClientLimited:
        if (verdict.subject == "send-lateness")
            return tr(
                "The client itself was late: 1 % of the requests left %1 or more after they were due (threshold %2).");
        if (verdict.subject == "turnaround")
            return tr("The client itself was slow: 1 % of the next requests left %1 or more after the answer before "
                      "(threshold %2).");
        if (verdict.subject == "worker-cpu")
            return tr("The client itself was busy: one of its threads used %1 of a core (threshold %2).");
        if (verdict.subject == "shared-first-tokens")
            return tr("The client read late: %1 of the first tokens came in one read with later ones (threshold %2).");
        if (verdict.subject == "client-ceiling")
            return tr("This load is %1 of the most that this client was found to measure truly (threshold %2).");
        return tr("The client itself limited this point: %1 (threshold %2).");
    case VerdictCode::LoadNotHeld:
        if (verdict.subject == "low-concurrency")
            return tr("For %1 of the window fewer users were active than planned (threshold %2).");
        if (verdict.subject == "request-rate")
            return tr("The rate at which requests were sent was off the schedule by %1 (threshold %2).");
        if (verdict.subject == "unsent")
            return tr("%1 of the requests that were due in the window still waited in the client when the point ended "
                      "(threshold %2).");
        return tr("The mean number of active users was off the plan by %1 (threshold %2).");
    case VerdictCode::Overloaded:
        return tr("Requests piled up all through the window: %1 of those that came were left undone (threshold %2).");
    case VerdictCode::NotSteady: return notSteady(verdict);
    case VerdictCode::CacheContaminated:
        if (verdict.subject == "cached-beyond-asked")
            return tr(
                "%1 of the prompt tokens came from the server's cache beyond what the plan asks for (threshold %2).");
        return tr(
            "%1 of the prompt tokens came from the server's cache, which the plan did not ask for (threshold %2).");
    case VerdictCode::TooFewSamples:
        return tr("Samples beyond the highest percentile shown: %1; at least %2 are needed.");
    case VerdictCode::Errors: return tr("%1 of the requests failed (threshold %2).");
    case VerdictCode::LengthDiffers:
        if (verdict.subject == "no-exact-length")
            return tr(
                "The answers are as long as the model made them: this API has no way to ask for an exact length.");
        if (verdict.subject == "output-length-of-targets")
            return tr("The answers are %1 longer or shorter than those of the other backends (threshold %2).");
        if (verdict.subject == "input-length-of-targets")
            return tr("The prompts have %1 more or fewer tokens than at the other backends (threshold %2).");
        return tr("The answers are %1 longer or shorter than the plan asked for (threshold %2).");
    case VerdictCode::Impossible:
        if (verdict.subject == "server-ttft")
            return tr("The mean TTFT is %1 below what the server itself says (threshold %2).");
        if (verdict.subject.starts_with("server-"))
            return tr("The server's own counters differ from what was received by %1 (threshold %2).");
        if (verdict.subject == "output-above-limit")
            return tr("The answers are said to have %1 more tokens than they were allowed (threshold %2).");
        if (verdict.subject == "physical-limit")
            return tr("The rate is %1 of the most that this GPU can do with this model (threshold %2).");
        return tr("The figure contradicts an independent witness by %1 (threshold %2).");
    case VerdictCode::ClockStep:
        if (verdict.subject == "negative-intervals")
            return tr("Intervals in which time ran backwards: %1.");
        return tr("The clock of this machine jumped by %1 (threshold %2).");
    case VerdictCode::ServerLimit:
        if (verdict.subject == "usual-parallelism")
            return tr(
                "There are %1 users, and servers of this kind work on %2 requests at a time unless told otherwise.");
        if (verdict.subject == "kv-capacity")
            return tr("There are %1 users, and the memory of this GPU holds the cache of about %2 such requests.");
        if (verdict.subject == "preemptions")
            return tr("The server took %1 requests back to make room in its cache and worked them off again later.");
        if (verdict.subject == "in-flight-parallelism")
            return tr("On average %1 requests were in flight, and the server works on %2 at a time: the others wait in "
                      "its queue.");
        if (verdict.subject == "in-flight-usual-parallelism")
            return tr(
                "On average %1 requests were in flight, and servers of this kind work on %2 at a time unless told "
                "otherwise.");
        if (verdict.subject == "in-flight-kv-capacity")
            return tr(
                "On average %1 requests were in flight, and the memory of this GPU holds the cache of about %2 of "
                "them.");
        return tr("There are %1 users, and the server works on %2 requests at a time: the others wait in its queue.");
    }
    return {};
}

QString VerdictWords::advice(const Verdict &verdict)
{
    switch (verdict.code) {
    case VerdictCode::Valid: return {};
    case VerdictCode::Unchecked:
        if (verdict.subject == "one-piece")
            return tr("Ask the server without the proxy before it, or switch the proxy's buffering off.");
        if (verdict.subject == "events-below-asked")
            return tr(
                "Have the server send usage with its streams, or look at one answer. Until then do not quote rates "
                "and times per token.");
        if (verdict.subject == "above-bound-gpus")
            return tr("Say how many GPUs the backend has (gpus, --gpus). Until then do not quote this rate.");
        if (verdict.subject == "above-bound")
            return tr("Tell GPU, number of GPUs, model and weights of the backend (gpu, gpus, model_shape, weights).");
        return {};
    case VerdictCode::ClientLimited:
        return tr("Free this machine of other work or give the client more worker threads, and measure again; the "
                  "server may be faster than this.");
    case VerdictCode::LoadNotHeld:
        if (verdict.subject == "request-rate" || verdict.subject == "unsent")
            return tr("Requests waited in the client: raise the limit of requests in flight or measure a lower rate.");
        return tr("Choose a longer window or a longer warm-up, and see whether users wait for connections.");
    case VerdictCode::Overloaded:
        return tr("Take it as a limit of the server, not as a latency; measure a lower load.");
    case VerdictCode::NotSteady:
        return tr("Find out what changed: a warm-up that was too short, a GPU that grew hot, a cache that filled up or "
                  "other users. Choose a longer warm-up and a longer window, and measure again.");
    case VerdictCode::CacheContaminated:
        if (verdict.subject == "cached-beyond-asked")
            return tr("Take longer prompts, beside which a chat template counts less, or see who else fills the "
                      "server's cache.");
        return tr("Switch the server's prefix cache off, or keep prompts unique, and measure again.");
    case VerdictCode::TooFewSamples: return tr("Measure longer, or show a lower percentile.");
    case VerdictCode::Errors:
        return tr("Look at the causes of the failed requests; these stand in the percentiles as over the timeout.");
    case VerdictCode::LengthDiffers:
        if (verdict.subject == "no-exact-length")
            return tr("Compare times per token rather than whole answers, or use another API of the same server.");
        if (verdict.subject == "input-length-of-targets")
            return tr("Check that the backends serve the same model with the same chat template.");
        return tr(
            "Check that the backend honours ignore_eos and max_tokens; rates over different lengths do not compare.");
    case VerdictCode::Impossible:
        if (verdict.subject.starts_with("server-"))
            return tr("See that nobody else uses the server, and that its metrics are those of this server alone.");
        if (verdict.subject == "output-above-limit")
            return tr(
                "See whether the server honours max_tokens, and how its usage counts: lay the tokens of one answer "
                "beside its text. Rates and times per token rest on that count.");
        if (verdict.subject == "physical-limit")
            return tr(
                "Check the GPU, the number of GPUs and the weight format that the backend is said to have, and how "
                "its tokens are counted.");
        return tr("Do not quote this figure; report it with the run's file.");
    case VerdictCode::ServerLimit:
        return tr("Take the wait as part of the time to first token, or give the server more slots and measure again.");
    case VerdictCode::ClockStep: return tr("Let time synchronisation settle on this machine, then measure again.");
    }
    return {};
}

struct SteadyWords {
    Q_DECLARE_TR_FUNCTIONS(SteadyWords)

public:
    static QString along(const metrics::Trend &trend, double seconds, const std::string &unit);
};

/// "-3.2 %"
QString signedPercent(double value)
{
    return (value > 0 ? QStringLiteral("+") : QString()) + quantity(value, "%");
}

QString SteadyWords::along(const metrics::Trend &trend, double seconds, const std::string &unit)
{
    const QString from = quantity(trend.from, unit);
    const QString to = quantity(trend.to, unit);
    const QString low = signedPercent(trend.lowPct);
    const QString high = signedPercent(trend.highPct);
    if (trend.stepSecond)
        return tr("%1 before second %3 of the window, %2 after it (with 95 % certainty %4 to %5).")
            .arg(from, to, quantity(*trend.stepSecond, {}), low, high);
    const double perMinute = seconds > 0 ? trend.changePct / seconds * 60 : 0;
    return tr("From %1 to %2 within %3, %6 a minute (over the whole: %4 to %5 with 95 % certainty).")
        .arg(from, to, quantity(seconds, "s"), low, high, signedPercent(perMinute));
}

struct SeverityWords {
    Q_DECLARE_TR_FUNCTIONS(SeverityWords)

public:
    static QString label(metrics::Severity severity)
    {
        switch (severity) {
        case metrics::Severity::Fine: return tr("Fine");
        case metrics::Severity::Note: return tr("Note");
        case metrics::Severity::Warning: return tr("Warning");
        case metrics::Severity::Bad: return tr("Bad");
        }
        return {};
    }
};

/// Not every pattern has both places, and QString warns about arguments without one.
QString filled(QString pattern, const QString &observed, const QString &threshold)
{
    return pattern.replace(QStringLiteral("%1"), observed).replace(QStringLiteral("%2"), threshold);
}

} // namespace

QString label(VerdictCode code)
{
    return VerdictWords::label(code);
}

QString label(metrics::Severity severity)
{
    return SeverityWords::label(severity);
}

QString sentence(const Verdict &verdict)
{
    // A change is told with its sign, and the words say which way it went.
    const double seen = verdict.code == VerdictCode::NotSteady ? std::abs(verdict.observed) : verdict.observed;
    return filled(VerdictWords::pattern(verdict), quantity(seen, verdict.unit),
                  quantity(verdict.threshold, verdict.unit));
}

QString evidence(const Verdict &verdict, const metrics::CellFigures &figures)
{
    if (verdict.code != VerdictCode::NotSteady || !figures.steady)
        return {};
    const metrics::SteadyFigures &steady = *figures.steady;
    const bool ofRate = verdict.subject.starts_with("rate");
    const std::optional<metrics::Trend> &trend = ofRate ? steady.outputRate : steady.ttftP50;
    if (!trend)
        return {};
    return SteadyWords::along(*trend, steady.toSecond - steady.fromSecond, ofRate ? "tokens/s" : "ms");
}

QString advice(const Verdict &verdict)
{
    return VerdictWords::advice(verdict);
}

} // namespace tokamark::words
