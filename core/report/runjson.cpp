#include "report/runjson.h"

#include "plan/requirementtext.h"
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

using metrics::CellFigures;
using metrics::LatencyFigures;

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
            {"version", json(info.version)}};
}

Json latencyJson(const LatencyFigures &latency)
{
    const auto known = [](bool isKnown, double value) { return isKnown ? Json(value) : Json(nullptr); };
    const bool hasSamples = latency.samples > 0;
    const bool hasPlaces = hasSamples || latency.failures > 0;
    return {{"samples", latency.samples},
            {"failures", latency.failures},
            {"mean", known(hasSamples, latency.mean)},
            {"stddev", known(hasSamples, latency.stddev)},
            {"min", known(hasSamples, latency.min)},
            {"p50", known(hasPlaces, latency.p50)},
            {"p90", known(hasPlaces, latency.p90)},
            {"p95", known(hasPlaces, latency.p95)},
            {"p99", known(hasPlaces, latency.p99)},
            {"max", known(hasSamples, latency.max)}};
}

Json failuresJson(const CellFigures &figures)
{
    Json failures = Json::object();
    for (std::size_t i = 0; i < figures.failuresByOutcome.size(); ++i) {
        if (figures.failuresByOutcome[i] > 0)
            failures[metrics::name(static_cast<metrics::Outcome>(i))] = figures.failuresByOutcome[i];
    }
    return failures;
}

Json clientJson(const metrics::ClientHealth &client)
{
    return {{"clock", client.kernelStamps ? "kernel" : "user"},
            {"read_lag_us", {{"p50", client.readLagP50}, {"p99", client.readLagP99}}},
            {"send_lateness_us", {{"p50", client.sendLatenessP50}, {"p99", client.sendLatenessP99}}},
            {"turnaround_p99_us", client.turnaroundP99},
            {"cpu_share", client.cpuShare},
            {"shared_first_token_share", client.sharedFirstTokenShare},
            {"clock_step_max_ms", client.clockStepMaxMs},
            {"negative_intervals", client.negativeIntervals},
            {"several_event_reads", json(client.severalEventReads)},
            {"loop_stall_max_ms", json(client.loopStallMaxMs)},
            {"ceiling_streams", json(client.ceilingStreams)},
            {"ceiling_tokens_per_s", json(client.ceilingTokensPerSecond)}};
}

Json physicsJson(const metrics::PhysicsFigures &physics, double tokensPerSecond)
{
    return {{"gpu", physics.gpu},
            {"gpus", physics.gpus},
            {"model", physics.model},
            {"told_by_plan", physics.told},
            {"roofline_tokens_per_s", physics.mostTokensPerSecond},
            {"roofline_share", tokensPerSecond / physics.mostTokensPerSecond},
            {"good_engine_tokens_per_s", physics.goodTokensPerSecond},
            {"lowest_ttft_ms", physics.lowestTtftMs},
            {"kv_capacity_requests", physics.kvRequests},
            {"expected_waiting", physics.expectedWaiting},
            {"expected_ttft_ms", physics.expectedTtftMs}};
}

Json countsJson(const metrics::CountPair &counts)
{
    return {{"client", counts.client}, {"server", json(counts.server)}, {"cut", counts.cut}};
}

Json splitJson(const metrics::TtftSplit &split)
{
    return {{"source", split.source == metrics::SplitSource::Requests ? "requests" : "histograms"},
            {"client", split.client},
            {"connection", split.connection},
            {"network", json(split.network)},
            {"queue", json(split.queue)},
            {"prefill", split.prefill},
            {"remainder", split.remainder},
            {"requests", split.requests},
            {"server_requests", split.serverRequests}};
}

Json serverJson(const metrics::ServerFigures &server)
{
    return {{"ttft_split_ms", server.ttft ? splitJson(*server.ttft) : Json(nullptr)},
            {"requests", countsJson(server.requests)},
            {"prompt_tokens", countsJson(server.promptTokens)},
            {"output_tokens", countsJson(server.outputTokens)},
            {"restarted", server.restarted},
            {"mean_running", json(server.meanRunning)},
            {"mean_waiting", json(server.meanWaiting)},
            {"max_waiting", json(server.maxWaiting)},
            {"mean_kv_use", json(server.meanKvUse)},
            {"max_kv_use", json(server.maxKvUse)},
            {"preemptions", json(server.preemptions)},
            {"cached_prompt_share", json(server.cachedPromptShare)},
            {"mean_token_gap_ms", json(server.meanTokenGapMs)},
            {"ttft_p95_ms_between", {json(server.ttftP95LowMs), json(server.ttftP95HighMs)}},
            {"gpus", server.gpus},
            {"mean_gpu_power_w", json(server.meanGpuPowerWatts)},
            {"mean_gpu_use", json(server.meanGpuUse)},
            {"max_gpu_memory_bytes", json(server.maxGpuMemoryBytes)},
            {"joules_per_1000_tokens", json(server.joulesPer1000Tokens)},
            {"scrapes", server.scrapes},
            {"failed_scrapes", server.failedScrapes},
            {"scrape_mean_ms", json(server.scrapeMeanMs)}};
}

Json arrivalsJson(const metrics::ArrivalFigures &arrivals)
{
    return {{"due_per_s", arrivals.duePerSecond},   {"sent_per_s", arrivals.sentPerSecond},
            {"mean_waiting", arrivals.meanWaiting}, {"unsent", arrivals.unsent},
            {"open_by_part", arrivals.openByPart},  {"growth_share", arrivals.growthShare}};
}

Json trendJson(const metrics::Trend &trend)
{
    return {{"from", trend.from},
            {"to", trend.to},
            {"change_pct", trend.changePct},
            {"low_pct", trend.lowPct},
            {"high_pct", trend.highPct},
            {"step_s", json(trend.stepSecond)},
            {"is_real", trend.isReal()}};
}

/// Seconds since the window opened.
Json steadyJson(const metrics::SteadyFigures &steady)
{
    return {{"start_s", steady.fromSecond},
            {"end_s", steady.toSecond},
            {"blocks", steady.blocks},
            {"output_throughput", steady.outputRate ? trendJson(*steady.outputRate) : Json(nullptr)},
            {"ttft_p50_ms", steady.ttftP50 ? trendJson(*steady.ttftP50) : Json(nullptr)}};
}

Json figuresJson(const CellFigures &figures, qint64 startedNs)
{
    const Instant start = Instant(Duration(startedNs));
    Json result;
    result["window"] = {{"start_s", toSeconds(figures.window.open - start)},
                        {"end_s", toSeconds(figures.window.close - start)},
                        {"whole_cell", figures.window.wholeCell}};
    result["started"] = figures.started;
    result["completed"] = figures.completed;
    result["failed"] = figures.failed;
    result["failures"] = failuresJson(figures);
    result["error_rate"] = figures.errorRate;
    result["resends"] = figures.resends;
    result["input_tokens"] = figures.inputTokens;
    result["cached_input_tokens"] = figures.cachedInputTokens;
    result["output_tokens"] = figures.outputTokens;
    result["window_output_tokens"] = figures.windowTokens;
    result["tokens_estimated"] = figures.tokensEstimated;
    result["mean_input_tokens"] = figures.meanInputTokens;
    result["mean_output_tokens"] = figures.meanOutputTokens;
    result["output_throughput"] = figures.outputTokensPerSecond;
    result["total_token_throughput"] = json(figures.totalTokensPerSecond);
    result["max_output_tokens_per_s"] = json(figures.peakOutputTokensPerSecond);
    result["max_concurrent_requests"] = json(figures.peakConcurrency);
    result["output_throughput_per_user"] = figures.tokensPerSecondPerUser;
    result["request_throughput"] = figures.requestsPerSecond;
    result["request_goodput"] = json(figures.goodput);
    if (figures.goodShare)
        result["good_request_share"] = *figures.goodShare;
    if (figures.askedCachedShare)
        result["asked_cached_share"] = *figures.askedCachedShare;
    result["mean_concurrency"] = figures.meanConcurrency;
    if (figures.arrivals)
        result["arrivals"] = arrivalsJson(*figures.arrivals);
    if (figures.e2elFromDue)
        result["e2el_from_due_ms"] = latencyJson(*figures.e2elFromDue);
    if (figures.clientQueue)
        result["client_queue_ms"] = latencyJson(*figures.clientQueue);
    result["expected_concurrency"] = figures.expectedConcurrency;
    result["ttft_ms"] = latencyJson(figures.ttft);
    result["ttft_from_due_ms"] = latencyJson(figures.ttftFromDue);
    result["ttft_from_connect_ms"] = latencyJson(figures.ttftFromConnect);
    result["ttfa_ms"] = latencyJson(figures.ttfa);
    result["tpot_ms"] = latencyJson(figures.tpot);
    result["chunk_gap_ms"] = latencyJson(figures.itl);
    result["chunk_gap_is_itl"] = figures.itlIsPerToken;
    result["in_one_piece_share"] = json(figures.inOnePiece);
    result["e2el_ms"] = latencyJson(figures.e2el);
    result["stall_ms"] = latencyJson(figures.stall);
    result["client"] = clientJson(figures.client);
    if (figures.steady)
        result["steady"] = steadyJson(*figures.steady);
    if (figures.physics)
        result["physics"] = physicsJson(*figures.physics, figures.outputTokensPerSecond);
    if (figures.server)
        result["server"] = serverJson(*figures.server);
    return result;
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
            {"figures", figuresJson(moved.figures, startedNs)}};
}

Json cellJson(const storage::StoredRun &run, const storage::StoredCell &cell, const VerdictSpeaker &speak)
{
    Json result = placeJson(run, cell);
    result["attempt"] = cell.attempt;
    result["state"] = stateName(cell.state);
    result["error"] = cell.error
        ? Json{{"code", name(cell.error->code)}, {"detail", cell.error->detail}, {"cause", cell.error->cause}}
        : Json(nullptr);
    result["verdicts"] = verdictsJson(cell.verdicts, speak);
    result["figures"] = cell.figures ? figuresJson(*cell.figures, cell.startedNs) : Json(nullptr);
    result["self_checks"] = json(selfChecksOf(run, cell));
    if (cell.moved)
        result["moved_window"] = movedJson(*cell.moved, cell.startedNs, speak);
    return result;
}

Json pointJson(const storage::StoredRun &run, const Point &point)
{
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

QByteArray runJson(const storage::StoredRun &run, const VerdictSpeaker &speak)
{
    Json document = infoJson(run.info);
    document["provenance"] = json(provenanceLine(provenanceOf(run)));
    document["plan_hash"] = json(planHash(run.plan));
    document["plan"] = plan::toToml(run.plan);
    document["targets"] = Json::array();
    for (const storage::StoredTarget &target : run.targets)
        document["targets"].push_back(targetJson(target));
    document["points"] = Json::array();
    for (const Point &point : pointsOf(run))
        document["points"].push_back(pointJson(run, point));
    if (run.plan.search) {
        document["limits"] = Json::array();
        for (const metrics::LimitSeries &series : limitsOf(run))
            document["limits"].push_back(limitJson(run, series));
    }
    document["cells"] = Json::array();
    for (const storage::StoredCell &cell : run.cells)
        document["cells"].push_back(cellJson(run, cell, speak));
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
        cell["figures"] = one.over ? figuresJson(one.over->figures, one.cell->startedNs) : Json(nullptr);
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
