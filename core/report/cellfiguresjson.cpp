#include "report/cellfiguresjson.h"

namespace tokamark::report {
namespace {

using metrics::CellFigures;
using metrics::LatencyFigures;

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

/// Seconds since the cell began.
void addWindow(Json &result, const metrics::MeasuredWindow &window, std::int64_t startedNs)
{
    const Instant start = Instant(Duration(startedNs));
    result["window"] = {{"start_s", toSeconds(window.open - start)},
                        {"end_s", toSeconds(window.close - start)},
                        {"whole_cell", window.wholeCell}};
}

void addCounts(Json &result, const CellFigures &figures)
{
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
}

void addRates(Json &result, const CellFigures &figures)
{
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
}

void addLatencies(Json &result, const CellFigures &figures)
{
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
}

} // namespace

Json cellFiguresJson(const CellFigures &figures, std::int64_t startedNs)
{
    Json result;
    addWindow(result, figures.window, startedNs);
    addCounts(result, figures);
    addRates(result, figures);
    addLatencies(result, figures);
    result["client"] = clientJson(figures.client);
    if (figures.steady)
        result["steady"] = steadyJson(*figures.steady);
    if (figures.physics)
        result["physics"] = physicsJson(*figures.physics, figures.outputTokensPerSecond);
    if (figures.server)
        result["server"] = serverJson(*figures.server);
    return result;
}

} // namespace tokamark::report
