#include "report/runchecks.h"

#include "workload/prompttext.h"

namespace tokamark::report {
namespace {

using metrics::CheckOutcome;
using metrics::SelfCheck;

/// What the plan asks of a prompt's length; 0: its file or trace does that.
double askedPromptTokens(const plan::Plan &plan, const plan::Workload &workload)
{
    const bool isMadeUp = workload.origin == plan::PromptOrigin::Synthetic && plan.load.kind != plan::LoadKind::Trace;
    return isMadeUp ? workload.inputTokens.mean : 0;
}

int weight(CheckOutcome outcome)
{
    switch (outcome) {
    case CheckOutcome::CannotTell: return 0;
    case CheckOutcome::Agrees: return 1;
    case CheckOutcome::Differs: return 2;
    }
    return 0;
}

bool saysMore(const SelfCheck &check, const SelfCheck &other)
{
    if (check.outcome != other.outcome)
        return weight(check.outcome) > weight(other.outcome);
    return check.off > other.off;
}

} // namespace

std::vector<SelfCheck> selfChecksOf(const storage::StoredRun &run, const storage::StoredCell &cell)
{
    if (!cell.figures)
        return {};
    const plan::Workload &workload = run.plan.workloads.at(cell.key.workload);
    const double asked = askedPromptTokens(run.plan, workload);
    // A tokenizer makes at least one token of each word.
    const bool gpusUntold = metrics::tellsAllButGpus(run.plan.targets.at(cell.key.target));
    return metrics::selfChecks({&*cell.figures, asked, asked / workload::TokensPerWord, gpusUntold}, run.plan.verdicts);
}

std::vector<SelfCheck> selfChecksOf(const storage::StoredRun &run, const Point &point)
{
    std::vector<SelfCheck> worst;
    for (const storage::StoredCell *cell : point.cells) {
        const std::vector<SelfCheck> checks = selfChecksOf(run, *cell);
        if (worst.empty())
            worst = checks;
        for (std::size_t i = 0; i < checks.size(); ++i) {
            if (saysMore(checks[i], worst[i]))
                worst[i] = checks[i];
        }
    }
    return worst;
}

QStringList checkNames(std::span<const SelfCheck> checks, CheckOutcome outcome)
{
    QStringList names;
    for (const SelfCheck &check : checks) {
        if (check.outcome == outcome)
            names << QString::fromLatin1(metrics::name(check.what));
    }
    return names;
}

} // namespace tokamark::report
