#include "report/rundifferences.h"

#include "plan/durationtext.h"
#include "plan/plannames.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace tokamark::report {
namespace {

constexpr qsizetype LongestText = 60;

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString orNone(const std::string &text)
{
    return text.empty() ? QStringLiteral("none") : qt(text);
}

QString yesNo(bool value)
{
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}

QString lengthText(const plan::LengthSpec &length)
{
    using Shape = plan::LengthSpec::Shape;
    if (length.shape == Shape::Fixed)
        return QString::number(length.mean);
    return QStringLiteral("%1 %2 ± %3 (%4 to %5)")
        .arg(qt(plan::enumText(length.shape, plan::ShapeNames)), QString::number(length.mean),
             QString::number(length.spread), QString::number(length.min), QString::number(length.max));
}

QString promptsText(const plan::Workload &workload)
{
    return workload.origin == plan::PromptOrigin::File ? qt(workload.file) : QStringLiteral("synthetic");
}

QString sharedText(const plan::Workload &workload)
{
    if (!workload.sharedPrefix)
        return QStringLiteral("none");
    return QStringLiteral("%1 of each prompt, %2 prefixes")
        .arg(workload.sharedPrefix->share)
        .arg(workload.sharedPrefix->prefixes);
}

QString limitsText(const std::vector<plan::Slo> &slos)
{
    QStringList parts;
    for (const plan::Slo &slo : slos)
        parts.append(QStringLiteral("%1 %2 ms").arg(qt(plan::enumText(slo.metric, plan::SloNames))).arg(slo.limitMs));
    parts.sort();
    return parts.isEmpty() ? QStringLiteral("none") : parts.join(QStringLiteral(", "));
}

QString endpointText(const plan::Target &target)
{
    const QString name = qt(plan::enumText(target.endpoint, plan::EndpointNames));
    return target.native.empty() ? name : name + QStringLiteral(" ") + qt(target.native);
}

/// Gathers what is not alike, each thing once.
class Differences {
public:
    void add(const char *what, const QString &of, const QString &a, const QString &b, bool inLoad)
    {
        if (a == b)
            return;
        RunDifference difference{QString::fromLatin1(what), of, shortened(a), shortened(b), inLoad};
        if (std::ranges::find(m_all, difference) == m_all.end())
            m_all.push_back(std::move(difference));
    }
    [[nodiscard]] std::vector<RunDifference> take()
    {
        std::ranges::stable_partition(m_all, &RunDifference::inLoad);
        return std::move(m_all);
    }

private:
    [[nodiscard]] static QString shortened(const QString &text)
    {
        const QString line = text.simplified();
        return line.size() <= LongestText ? line : line.left(LongestText - 1) + QChar(0x2026);
    }

    std::vector<RunDifference> m_all;
};

/// A trace says the lengths and the prompts itself.
void addWorkloads(const plan::Plan &planA, const plan::Plan &planB, const ComparedPlaces &places, Differences &found)
{
    const plan::Workload &a = planA.workloads.at(places.workloadA);
    const plan::Workload &b = planB.workloads.at(places.workloadB);
    const QString of = planA.workloads.size() > 1 ? qt(a.name) : QString();
    const auto add = [&](const char *what, const QString &textA, const QString &textB) {
        found.add(what, of, textA, textB, true);
    };
    if (planA.load.kind != plan::LoadKind::Trace) {
        add("prompts", promptsText(a), promptsText(b));
        // Where prompts come from a file, their lengths do too.
        if (a.origin == plan::PromptOrigin::Synthetic && b.origin == plan::PromptOrigin::Synthetic)
            add("input tokens", lengthText(a.inputTokens), lengthText(b.inputTokens));
        add("output tokens", lengthText(a.outputTokens), lengthText(b.outputTokens));
        add("shared prefix", sharedText(a), sharedText(b));
        add("unique prompts", yesNo(a.uniquePrompts), yesNo(b.uniquePrompts));
    }
    add("ignore_eos", yesNo(a.ignoreEos), yesNo(b.ignoreEos));
    add("system prompt", orNone(a.systemPrompt), orNone(b.systemPrompt));
    add("temperature", QString::number(a.temperature), QString::number(b.temperature));
}

void addLoads(const plan::Load &a, const plan::Load &b, Differences &found)
{
    const auto add = [&found](const char *what, const QString &textA, const QString &textB) {
        found.add(what, {}, textA, textB, true);
    };
    const auto limit = [](const plan::Load &load) {
        return load.maxInFlight ? QString::number(*load.maxInFlight) : QStringLiteral("none");
    };
    add("trace", orNone(a.trace), orNone(b.trace));
    add("burstiness", QString::number(a.burstiness), QString::number(b.burstiness));
    add("limit of requests in flight", limit(a), limit(b));
    add("think time", qt(plan::durationText(a.thinkTime)), qt(plan::durationText(b.thinkTime)));
    add("window", a.countsEveryRequest() ? QStringLiteral("a number of requests") : QStringLiteral("a time"),
        b.countsEveryRequest() ? QStringLiteral("a number of requests") : QStringLiteral("a time"));
    const auto timeOr = [](const std::optional<Duration> &time, const char *otherwise) {
        return time ? qt(plan::durationText(*time)) : QString::fromLatin1(otherwise);
    };
    const auto requests = [](const plan::Load &load) {
        return load.requests ? QString::number(*load.requests) : QStringLiteral("none");
    };
    // Of a counted cell, ramp, first answers and last ones are among the figures, and the number says how much of them.
    if (a.countsEveryRequest() && b.countsEveryRequest()) {
        add("requests", requests(a), requests(b));
        add("ramp", qt(plan::durationText(a.ramp)), qt(plan::durationText(b.ramp)));
    }
    if (a.kind == plan::LoadKind::Trace && b.kind == plan::LoadKind::Trace)
        add("cut of the trace", timeOr(a.duration, "none"), timeOr(b.duration, "none"));
    add("warm-up", timeOr(a.warmup, "until steady"), timeOr(b.warmup, "until steady"));
    add("warm-up requests", QString::number(a.warmupRequests), QString::number(b.warmupRequests));
    add("ramp inside the window", yesNo(a.rampInsideWindow), yesNo(b.rampInsideWindow));
}

void addTargets(const storage::StoredTarget &a, const storage::StoredTarget &b, bool named, Differences &found)
{
    const QString of = named ? qt(a.asPlanned.name) : QString();
    found.add("endpoint", of, endpointText(a.asPlanned), endpointText(b.asPlanned), true);
    found.add("extra body", of, orNone(a.asPlanned.extraBody), orNone(b.asPlanned.extraBody), true);
    found.add("model", of, a.model, b.model, false);
}

} // namespace

QString RunDifference::title() const
{
    return of.isEmpty() ? what : what + QStringLiteral(" of ") + of;
}

std::vector<RunDifference> differencesOf(const storage::StoredRun &a, const storage::StoredRun &b,
                                         std::span<const ComparedPlaces> places)
{
    Differences found;
    for (const ComparedPlaces &each : places)
        addWorkloads(a.plan, b.plan, each, found);
    addLoads(a.plan.load, b.plan.load, found);
    for (const ComparedPlaces &each : places)
        addTargets(a.targets.at(each.targetA), b.targets.at(each.targetB), a.targets.size() > 1, found);
    found.add("latency limits", {}, limitsText(a.plan.slos), limitsText(b.plan.slos), false);
    found.add("version of this program", {}, a.info.version, b.info.version, false);
    return found.take();
}

} // namespace tokamark::report
