#include "models/planadvice.h"

#include "format/numberformat.h"
#include "models/backendwords.h"
#include "plan/bodysecrets.h"
#include "plan/targetsecrets.h"
#include "session/misfits.h"
#include "words/misfitwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tokamark::ui {

namespace {

struct PlanAdviceWords {
    Q_DECLARE_TR_FUNCTIONS(PlanAdvice)
};

/// Samples beyond a percentile below which it is one or two requests' luck.
constexpr double FewestBeyond = 10;

/// "90", "99.9"
QString percentileName(double percentile)
{
    return QLocale().toString(percentile, 'g', 6);
}

void adviseCaps(const plan::Plan &plan, const CapOf &capOf, std::vector<PlanAdvice> &result)
{
    for (const plan::Target &target : plan.targets) {
        const auto cap = capOf(target);
        if (!cap || plan.load.kind != plan::LoadKind::Closed || plan.load.levels.empty())
            continue;
        const std::uint32_t highest = plan::Level{plan::LoadKind::Closed, std::ranges::max(plan.load.levels)}.users();
        if (highest <= *cap)
            continue;
        plan::Plan lowered = plan;
        for (double &users : lowered.load.levels)
            users = std::min(users, static_cast<double>(*cap));
        std::ranges::sort(lowered.load.levels);
        const auto twice = std::ranges::unique(lowered.load.levels);
        lowered.load.levels.erase(twice.begin(), twice.end());
        result.push_back(
            {Tone::Warning,
             PlanAdviceWords::tr("%1 serves at most %2 requests at once. At %3 users, %4 always wait: TTFT "
                                 "there will show the queue, not the engine.")
                 .arg(QString::fromStdString(target.name), format::count(*cap), format::count(highest),
                      format::count(highest - *cap)),
             {{PlanAdviceWords::tr("Lower to %1").arg(format::count(*cap)), lowered}}});
    }
}

void adviseSamples(const plan::Plan &plan, std::uint64_t requests, std::vector<PlanAdvice> &result)
{
    if (requests == 0 || plan.percentiles.empty())
        return;
    const double highest = std::ranges::max(plan.percentiles);
    const double share = 1 - highest / 100;
    if (static_cast<double>(requests) * share >= FewestBeyond)
        return;
    PlanAdvice advice;
    advice.text = PlanAdviceWords::tr("The smallest cell will have about %1 requests. That is too few for p%2, which "
                                      "would rest on %3 of them.")
                      .arg(format::count(requests), percentileName(highest),
                           format::count(static_cast<std::uint64_t>(static_cast<double>(requests) * share)));
    plan::Plan fewer = plan;
    std::erase_if(fewer.percentiles,
                  [&](double p) { return static_cast<double>(requests) * (1 - p / 100) < FewestBeyond; });
    if (!fewer.percentiles.empty()) {
        const double top = std::ranges::max(fewer.percentiles);
        advice.fixes.push_back({PlanAdviceWords::tr("Show up to p%1").arg(percentileName(top)), fewer});
    }
    const double factor = FewestBeyond / share / static_cast<double>(requests);
    plan::Plan longer = plan;
    if (longer.load.requests) {
        longer.load.requests = static_cast<std::uint64_t>(std::ceil(FewestBeyond / share));
        advice.fixes.push_back(
            {PlanAdviceWords::tr("Send %1 requests").arg(format::count(*longer.load.requests)), longer});
    } else if (longer.load.duration) {
        const double seconds = std::ceil(toSeconds(*longer.load.duration) * factor / 10) * 10;
        longer.load.duration = std::chrono::seconds(static_cast<std::int64_t>(seconds));
        advice.fixes.push_back({PlanAdviceWords::tr("Measure for %1").arg(format::duration(seconds)), longer});
    }
    result.push_back(std::move(advice));
}

void adviseLengths(const plan::Plan &plan, std::vector<PlanAdvice> &result)
{
    const bool natural = std::ranges::any_of(plan.workloads, [](const auto &w) { return !w.ignoreEos; });
    if (!natural || plan.targets.size() < 2)
        return;
    plan::Plan exact = plan;
    for (plan::Workload &workload : exact.workloads)
        workload.ignoreEos = true;
    result.push_back({Tone::Neutral,
                      PlanAdviceWords::tr("Answers end where each model ends them, so backends may get different work. "
                                          "Points whose lengths differ are marked."),
                      {{PlanAdviceWords::tr("Ask for exact lengths"), exact}}});
}

void adviseRepetitions(const plan::Plan &plan, std::vector<PlanAdvice> &result)
{
    constexpr std::uint32_t enough = 3;
    if (plan.targets.size() < 2 || plan.repetitions >= enough)
        return;
    plan::Plan repeated = plan;
    repeated.repetitions = enough;
    result.push_back({Tone::Neutral,
                      PlanAdviceWords::tr("With fewer than three repetitions no sentence will say that one backend is "
                                          "faster; only intervals within the run are shown."),
                      {{PlanAdviceWords::tr("Repeat three times"), repeated}}});
}

void adviseSecrets(const plan::Plan &plan, std::vector<PlanAdvice> &result)
{
    for (const plan::Target &target : plan.targets) {
        for (const auto &[name, value] : target.headers) {
            if (plan::holdsSecret(name, value))
                result.push_back(
                    {Tone::Warning,
                     PlanAdviceWords::tr("The header %1 of %2 holds a secret, which is not stored with the "
                                         "run. Write env:VARIABLE or keychain:NAME in its place.")
                         .arg(QString::fromStdString(name), QString::fromStdString(target.name)),
                     {}});
        }
        for (const plan::BodySecret &secret : plan::openBodySecrets(target.extraBody))
            result.push_back(
                {Tone::Warning,
                 PlanAdviceWords::tr("The extra field %1 of %2 holds a secret, which is not stored with the run. Write "
                                     "env:VARIABLE or keychain:NAME in its place.")
                     .arg(QString::fromStdString(secret.name), QString::fromStdString(target.name)),
                 {}});
    }
}

/// One click, where there is one thing that may have been meant.
std::vector<PlanAdvice::Fix> fixesOf(const plan::Plan &plan, std::size_t target, const session::Misfits &misfits)
{
    std::vector<PlanAdvice::Fix> fixes;
    if (misfits.kind) {
        plan::Plan fixed = plan;
        fixed.targets[target].kind = misfits.kind->detected;
        fixes.push_back(
            {PlanAdviceWords::tr("Measure it as %1", "a kind of server").arg(kindName(misfits.kind->detected)), fixed});
    }
    if (misfits.model) {
        const bool one = misfits.model->listed.size() == 1;
        const std::string &meant = one ? misfits.model->listed.front() : misfits.model->nearest;
        if (!meant.empty()) {
            plan::Plan fixed = plan;
            fixed.targets[target].model = meant;
            fixes.push_back({PlanAdviceWords::tr("Ask for %1", "a model").arg(QString::fromStdString(meant)), fixed});
        }
    }
    return fixes;
}

} // namespace

std::vector<PlanAdvice> adviseMisfits(const plan::Plan &plan, const DetectionOf &detectionOf)
{
    std::vector<PlanAdvice> result;
    for (std::size_t i = 0; i < plan.targets.size(); ++i) {
        const plan::Target &target = plan.targets[i];
        if (!session::mayMisfit(target))
            continue;
        const session::Misfits misfits = session::misfitsOf(target, detectionOf(target));
        if (misfits.empty())
            continue;
        result.push_back(
            {Tone::Warning,
             PlanAdviceWords::tr("%1: %2.", "backend: what does not fit")
                 .arg(QString::fromStdString(target.name), words::misfitTexts(misfits).join(QStringLiteral("; "))),
             fixesOf(plan, i, misfits)});
    }
    return result;
}

std::vector<PlanAdvice> advise(const plan::Plan &plan, std::uint64_t fewestRequests, const CapOf &capOf)
{
    std::vector<PlanAdvice> result;
    adviseCaps(plan, capOf, result);
    adviseSamples(plan, fewestRequests, result);
    adviseLengths(plan, result);
    adviseRepetitions(plan, result);
    adviseSecrets(plan, result);
    return result;
}

} // namespace tokamark::ui
