#include "report/runjson.h"

#include "plan/requirementtext.h"
#include "report/cellfailures.h"
#include "report/cellfiguresjson.h"
#include "report/checkjson.h"
#include "report/json.h"
#include "report/placejson.h"
#include "report/points.h"
#include "report/provenance.h"
#include "report/runchecks.h"
#include "report/runlimits.h"

#include <string>

namespace tokamark::report {
namespace {

const char *stateName(storage::StoredState state)
{
    switch (state) {
    case storage::StoredState::Running: return "running";
    case storage::StoredState::Finished: return "finished";
    case storage::StoredState::Stopped: return "stopped";
    case storage::StoredState::Failed: return "failed";
    }
    return "";
}

const char *stateName(storage::StoredCellState state)
{
    switch (state) {
    case storage::StoredCellState::Running: return "running";
    case storage::StoredCellState::Done: return "done";
    case storage::StoredCellState::Failed: return "failed";
    case storage::StoredCellState::Cancelled: return "cancelled";
    case storage::StoredCellState::Broken: return "broken";
    }
    return "";
}

const char *kindName(metrics::IntervalKind kind)
{
    switch (kind) {
    case metrics::IntervalKind::None: return "none";
    case metrics::IntervalKind::WithinRun: return "within-run";
    case metrics::IntervalKind::BetweenRuns: return "between-runs";
    }
    return "";
}

Json list(const QStringList &texts)
{
    Json result = Json::array();
    for (const QString &text : texts)
        result.push_back(json(text));
    return result;
}

/// Null where there is none, or it is over.
Json openSearch(const storage::RunInfo &info)
{
    if (!info.needsMoreCells)
        return nullptr;
    return info.state == storage::StoredState::Running ? "searching" : "stopped";
}

Json infoJson(const storage::RunInfo &info)
{
    return {{"id", info.id.value},
            {"name", json(info.name)},
            {"note", json(info.note)},
            {"tags", list(info.tags)},
            {"started", json(info.started)},
            {"ended", json(info.ended)},
            {"state", stateName(info.state)},
            {"simulated", info.simulated},
            {"targets", list(info.targetNames)},
            {"models", list(info.models)},
            {"cells", info.cellCount},
            {"cells_done", info.cellsDone},
            {"cells_failed", info.cellsFailed},
            {"search", openSearch(info)},
            {"version", json(info.version)}};
}

Json verdictsJson(const std::vector<metrics::Verdict> &verdicts, const VerdictSpeaker &speak)
{
    Json result = Json::array();
    for (const metrics::Verdict &verdict : verdicts) {
        const VerdictWords words = speak(verdict);
        result.push_back({{"code", metrics::name(verdict.code)},
                          {"subject", verdict.subject},
                          {"evidence", json(words.evidence)},
                          {"advice", json(words.advice)}});
    }
    return result;
}

Json movedJson(const storage::MovedWindow &moved, qint64 startedNs, const VerdictSpeaker &speak)
{
    return {{"moved", json(moved.moved)},
            {"verdicts", verdictsJson(moved.verdicts, speak)},
            {"figures", cellFiguresJson(moved.figures, startedNs)}};
}

/// The most frequent cause first.
Json causesJson(std::span<const storage::StoredCell *const> cells, const CellFailures &known)
{
    Json result = Json::array();
    for (const storage::FailureGroup &group : failuresOver(cells, known)) {
        result.push_back({{"outcome", metrics::name(group.outcome)},
                          {"http_status", group.httpStatus == 0 ? Json(nullptr) : Json(group.httpStatus)},
                          {"requests", group.count},
                          {"message", group.firstText.isEmpty() ? Json(nullptr) : json(group.firstText)}});
    }
    return result;
}

/// What a document about a run is made of.
struct RunFacts {
    const storage::StoredRun &run;
    const CellFailures &failures;
    const VerdictSpeaker &speak;
};

Json cellJson(const RunFacts &facts, const storage::StoredCell &cell)
{
    const auto &[run, failures, speak] = facts;
    Json result = placeJson(run, cell);
    result["attempt"] = cell.attempt;
    result["state"] = stateName(cell.state);
    result["error"] = cell.error
        ? Json{{"code", name(cell.error->code)}, {"detail", cell.error->detail}, {"cause", cell.error->cause}}
        : Json(nullptr);
    result["verdicts"] = verdictsJson(cell.verdicts, speak);
    result["figures"] = cell.figures ? cellFiguresJson(*cell.figures, cell.startedNs) : Json(nullptr);
    const storage::StoredCell *const alone = &cell;
    result["failure_causes"] = causesJson({&alone, 1}, failures);
    result["self_checks"] = json(selfChecksOf(run, cell));
    if (cell.moved)
        result["moved_window"] = movedJson(*cell.moved, cell.startedNs, speak);
    return result;
}

Json pointJson(const RunFacts &facts, const Point &point)
{
    const storage::StoredRun &run = facts.run;
    Json result{{"target", run.targets.at(point.target).asPlanned.name},
                {"workload", run.plan.workloads.at(point.workload).name},
                {"load", plan::name(point.level.kind)},
                {"level", json(point.level)},
                {"repetitions", point.cells.size()},
                {"verdict", json(point.verdictText())},
                {"tokens_estimated", point.tokensEstimated()}};
    Json metricsPart = Json::object();
    for (const metrics::Metric metric : metrics::allMetrics()) {
        const auto estimate = point.isMeasured() ? point.estimate(metric) : std::nullopt;
        if (!estimate)
            continue;
        const bool hasInterval = estimate->kind != metrics::IntervalKind::None;
        metricsPart[metrics::name(metric)] = {{"value", estimate->value},
                                              {"low", hasInterval ? Json(estimate->interval.low) : Json(nullptr)},
                                              {"high", hasInterval ? Json(estimate->interval.high) : Json(nullptr)},
                                              {"interval", kindName(estimate->kind)}};
    }
    result["metrics"] = std::move(metricsPart);
    result["failure_causes"] = causesJson(point.cells, facts.failures);
    result["self_checks"] = json(selfChecksOf(run, point));
    return result;
}

Json limitJson(const storage::StoredRun &run, const metrics::LimitSeries &series)
{
    const auto load = [&run](const std::optional<double> &value) {
        return value ? json(plan::Level{run.plan.load.kind, *value}) : Json(nullptr);
    };
    const metrics::LimitState &state = series.state;
    const bool broken
        = state.reason == metrics::LimitReason::Unusable || state.reason == metrics::LimitReason::CellFailed;
    return {{"target", run.targets.at(series.target).asPlanned.name},
            {"workload", run.plan.workloads.at(series.workload).name},
            {"load", plan::name(run.plan.load.kind)},
            {"reason", metrics::name(state.reason)},
            {"meets", load(state.meets)},
            {"meets_votes", state.meetsVotes},
            {"meets_of", state.meetsOf},
            {"fails", load(state.fails)},
            {"fails_votes", state.failsVotes},
            {"fails_of", state.failsOf},
            {"clearly_meets", load(state.clearlyMeets)},
            {"clearly_fails", load(state.clearlyFails)},
            {"slo", plan::goalText(run.plan)},
            {"broken_at", load(broken ? std::optional(state.at) : std::nullopt)},
            {"broken_by",
             state.reason == metrics::LimitReason::Unusable ? Json(metrics::name(state.because)) : Json(nullptr)}};
}

Json targetJson(const storage::StoredTarget &target)
{
    return {{"name", target.asPlanned.name},   {"url", target.asPlanned.url},
            {"kind", target.asPlanned.kind},   {"detected_kind", json(target.detectedKind)},
            {"version", json(target.version)}, {"model", json(target.model)},
            {"simulated", target.simulated},   {"note", target.asPlanned.note}};
}

} // namespace

QByteArray runJson(const storage::StoredRun &run, const CellFailures &failures, const VerdictSpeaker &speak)
{
    const RunFacts facts{run, failures, speak};
    Json document = infoJson(run.info);
    document["provenance"] = json(provenanceLine(provenanceOf(run)));
    document["plan_hash"] = json(planHash(run.plan));
    document["plan"] = plan::toToml(run.plan);
    document["targets"] = Json::array();
    for (const storage::StoredTarget &target : run.targets)
        document["targets"].push_back(targetJson(target));
    document["points"] = Json::array();
    for (const Point &point : pointsOf(run))
        document["points"].push_back(pointJson(facts, point));
    if (run.plan.search) {
        document["limits"] = Json::array();
        for (const metrics::LimitSeries &series : limitsOf(run))
            document["limits"].push_back(limitJson(run, series));
    }
    document["cells"] = Json::array();
    for (const storage::StoredCell &cell : run.cells)
        document["cells"].push_back(cellJson(facts, cell));
    return jsonText(document);
}

QByteArray overWindowJson(const storage::StoredRun &run, double fromSecond, double toSecond,
                          std::span<const CellOverWindow> cells, const VerdictSpeaker &speak)
{
    Json document{{"run", json(run.info.name)},
                  {"simulated", run.info.simulated},
                  {"window", {{"start_s", fromSecond}, {"end_s", toSecond}}},
                  {"cells", Json::array()}};
    for (const CellOverWindow &one : cells) {
        Json cell = placeJson(run, *one.cell);
        const Instant start = Instant(Duration(one.cell->startedNs));
        cell["range"]
            = {{"start_s", toSeconds(one.range.earliest - start)}, {"end_s", toSeconds(one.range.latest - start)}};
        cell["verdicts"] = one.over ? verdictsJson(one.over->verdicts, speak) : Json(nullptr);
        cell["figures"] = one.over ? cellFiguresJson(one.over->figures, one.cell->startedNs) : Json(nullptr);
        document["cells"].push_back(std::move(cell));
    }
    return jsonText(document);
}

QByteArray runListJson(const std::vector<storage::RunInfo> &runs)
{
    Json document;
    document["runs"] = Json::array();
    for (const storage::RunInfo &info : runs)
        document["runs"].push_back(infoJson(info));
    return jsonText(document);
}

} // namespace tokamark::report
