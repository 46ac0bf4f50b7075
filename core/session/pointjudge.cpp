#include "session/pointjudge.h"

#include "metrics/selfchecks.h"
#include "metrics/summarise.h"
#include "profiles/protocolchoice.h"
#include "session/answerlength.h"

#include <algorithm>
#include <cmath>

namespace tokamark::session {
namespace {

/// Servers name one model by its repository, by a path or by an alias of their own; the last part is what they share.
QString modelKey(const QString &model)
{
    return model.section(QLatin1Char('/'), -1).toLower();
}

bool isOtherTargetOfPoint(const JudgedCell &cell, const JudgedCell &other)
{
    const plan::CellKey &a = cell.view->key;
    const plan::CellKey &b = other.view->key;
    return other.view->figures && a.target != b.target && a.workload == b.workload && a.level == b.level
        && a.repetition == b.repetition && modelKey(cell.model) == modelKey(other.model);
}

} // namespace

ServerAbilities abilitiesOf(const storage::StoredTarget &target)
{
    ServerAbilities abilities;
    const auto detection = profiles::detectionFromJson(target.detection.toStdString());
    if (!detection)
        return abilities;
    abilities.parallelism = profiles::parallelismOf(*detection);
    if (const auto protocol = profiles::makeProtocol(profiles::chooseProtocol(target.asPlanned, *detection)))
        abilities.exactLength = (*protocol)->exactLength();
    return abilities;
}

std::vector<metrics::Verdict> judgeCell(const plan::Plan &plan, std::span<const JudgedCell> cells, std::size_t index)
{
    const JudgedCell &cell = cells[index];
    metrics::VerdictInput input;
    input.figures = &*cell.view->figures;
    input.users = plan.load.level(cell.view->key.level).users();
    input.load = plan.load.kind;
    input.wholeCell = cell.view->figures->window.wholeCell;
    input.ownDueInstants = plan.load.kind != plan::LoadKind::Closed || plan.load.thinkTime > Duration::zero();
    input.exactOutputTokens = cell.lengths.exactTokens;
    input.outputBeyondLimit = cell.lengths.beyondLimit;
    input.gpusUntold = cell.gpusUntold;
    const plan::Workload &workload = plan.workloads.at(cell.view->key.workload);
    // A trace says itself what prompts share, and older versions did not keep it.
    input.cacheOpen = plan.load.kind == plan::LoadKind::Trace ? !input.figures->askedCachedShare.has_value()
                                                              : !workload.uniquePrompts;
    input.exactLengthPossible = cell.exactLengthPossible;
    if (cell.parallelism) {
        input.serverParallelism = cell.parallelism->requests;
        input.parallelismTold = cell.parallelism->told;
    }
    const metrics::LatencyFigures &ttft = input.figures->ttft;
    if (!plan.percentiles.empty())
        input.shownPercentile = metrics::highestShown(plan.percentiles, ttft.samples + ttft.failures);

    double outputs = 0;
    double inputs = 0;
    double outputVariance = 0;
    double inputVariance = 0;
    double others = 0;
    for (const JudgedCell &other : cells) {
        if (!isOtherTargetOfPoint(cell, other) || other.view->figures->completed == 0)
            continue;
        const metrics::CellFigures &figures = *other.view->figures;
        outputs += figures.meanOutputTokens;
        inputs += figures.meanInputTokens;
        outputVariance += figures.meanOutputTokensError * figures.meanOutputTokensError;
        inputVariance += figures.meanInputTokensError * figures.meanInputTokensError;
        ++others;
    }
    if (others > 0) {
        input.otherTargetsOutputTokens = outputs / others;
        input.otherTargetsInputTokens = inputs / others;
        input.otherTargetsOutputError = std::sqrt(outputVariance) / others;
        input.otherTargetsInputError = std::sqrt(inputVariance) / others;
    }
    return metrics::judge(input, plan.verdicts);
}

std::vector<std::pair<std::size_t, std::vector<metrics::Verdict>>>
judgePoint(const plan::Plan &plan, std::span<const CellView> cells, std::span<const storage::StoredTarget> targets,
           std::span<const LengthsAsked> lengths, std::size_t settled)
{
    std::vector<ServerAbilities> abilities;
    for (const storage::StoredTarget &target : targets)
        abilities.push_back(abilitiesOf(target));
    std::vector<JudgedCell> judged;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::uint32_t target = cells[i].key.target;
        judged.push_back({&cells[i], targets[target].model, abilities.at(target).exactLength,
                          abilities.at(target).parallelism, lengths[i],
                          metrics::tellsAllButGpus(targets[target].asPlanned)});
    }
    const plan::CellKey &point = cells[settled].key;
    std::vector<std::pair<std::size_t, std::vector<metrics::Verdict>>> changed;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const plan::CellKey &key = cells[i].key;
        if (!cells[i].figures || key.workload != point.workload || key.level != point.level
            || key.repetition != point.repetition)
            continue;
        if (auto verdicts = judgeCell(plan, judged, i); verdicts != cells[i].verdicts)
            changed.emplace_back(i, std::move(verdicts));
    }
    return changed;
}

LengthsAsked lengthsAsked(const plan::Workload &workload, const storage::StoredTarget &target,
                          std::span<const metrics::RequestRecord> records,
                          const std::function<bool(const metrics::RequestRecord &)> &counts)
{
    const AnswerLength length = answerLengthOf(target, workload);
    double exact = 0;
    double exactCount = 0;
    double allowed = 0;
    double beyond = 0;
    for (const metrics::RequestRecord &record : records) {
        const bool counted = counts ? counts(record) : record.phase == metrics::Phase::Window;
        if (!counted || record.outcome != metrics::Outcome::Completed)
            continue;
        const auto exactly = length.exactly(record.requestedOutputTokens);
        if (exactly && !record.shortened) {
            exact += *exactly;
            ++exactCount;
        }
        const auto most = length.most(record.requestedOutputTokens);
        // A guess says nothing about a limit.
        if (!most || record.outputSource == metrics::CountSource::Estimated)
            continue;
        allowed += *most;
        beyond += std::max(0.0, static_cast<double>(record.outputTokens) - *most);
    }
    return {exactCount > 0 ? exact / exactCount : 0, allowed > 0 ? beyond / allowed : 0};
}

} // namespace tokamark::session
