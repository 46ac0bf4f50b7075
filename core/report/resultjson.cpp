#include "report/resultjson.h"

#include "metrics/percentile.h"
#include "metrics/requestlatencies.h"
#include "report/json.h"
#include "report/provenance.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tokamark::report {
namespace {

using metrics::CellFigures;
using metrics::LatencyFigures;
using metrics::RequestRecord;

std::vector<const RequestRecord *> countedRequests(std::span<const RequestRecord> requests)
{
    std::vector<const RequestRecord *> counted;
    for (const RequestRecord &request : requests) {
        if (request.phase == metrics::Phase::Window)
            counted.push_back(&request);
    }
    std::ranges::stable_sort(counted, {}, [](const RequestRecord *request) { return request->at.sent; });
    return counted;
}

void putLatency(Json &document, const std::string &name, const LatencyFigures &latency)
{
    const bool hasSamples = latency.samples > 0;
    const bool hasPlaces = hasSamples || latency.failures > 0;
    const auto put = [&document, &name](const char *statistic, bool isKnown, double value) {
        document[statistic + ("_" + name) + "_ms"] = isKnown ? Json(value) : Json(nullptr);
    };
    put("mean", hasSamples, latency.mean);
    put("median", hasPlaces, latency.p50);
    put("std", hasSamples, latency.stddev);
    put("p90", hasPlaces, latency.p90);
    put("p95", hasPlaces, latency.p95);
    put("p99", hasPlaces, latency.p99);
}

/// How vLLM's file writes a load. A closed loop sends as soon as a user is free, which there is an infinite rate; so
/// is the pace of a trace, whose rate nobody asked for.
void putLoad(Json &document, const plan::Load &load, const plan::Level &level)
{
    const bool hasRate = level.kind == plan::LoadKind::Open && std::isfinite(level.value);
    document["request_rate"] = hasRate ? Json(level.value) : Json("inf");
    document["burstiness"] = load.burstiness;
    if (level.kind == plan::LoadKind::Closed)
        document["max_concurrency"] = level.users();
    else
        document["max_concurrency"] = load.maxInFlight ? Json(*load.maxInFlight) : Json(nullptr);
}

void putHead(Json &document, const CellResult &result)
{
    const storage::StoredRun &run = result.run;
    const storage::StoredTarget &target = run.targets.at(result.cell.key.target);
    document["date"] = json(resultDate(result.cell));
    // A plan that names no kind leaves it to the server.
    const bool left = target.asPlanned.kind == plan::Target().kind && !target.detectedKind.isEmpty();
    document["backend"] = left ? json(target.detectedKind) : Json(target.asPlanned.kind);
    document["label"] = target.asPlanned.name;
    document["model_id"] = json(target.model);
    document["num_prompts"] = result.cell.figures->started;
    putLoad(document, run.plan.load, run.plan.load.level(result.cell.key.level));
}

void putTotals(Json &document, const CellFigures &figures)
{
    document["duration"] = figures.window.seconds();
    document["completed"] = figures.completed;
    document["failed"] = figures.failed;
    document["total_input_tokens"] = figures.inputTokens;
    document["total_output_tokens"] = figures.outputTokens;
    document["request_throughput"] = figures.requestsPerSecond;
    document["request_goodput"] = json(figures.goodput);
    document["output_throughput"] = figures.outputTokensPerSecond;
    document["total_token_throughput"] = json(figures.totalTokensPerSecond);
    document["max_output_tokens_per_s"] = json(figures.peakOutputTokensPerSecond);
    document["max_concurrent_requests"] = json(figures.peakConcurrency);
}

/// Gaps between the token events of a request, in seconds.
Json gaps(const RequestRecord &request)
{
    Json list = Json::array();
    const std::vector<metrics::Chunk> chunks = request.timeline.chunks();
    for (std::size_t i = 1; i < chunks.size(); ++i)
        list.push_back(toSeconds(chunks[i].at - chunks[i - 1].at));
    return list;
}

std::string errorText(const RequestRecord &request)
{
    if (request.outcome == metrics::Outcome::Completed)
        return {};
    const std::string outcome = metrics::name(request.outcome);
    return request.error.empty() ? outcome : outcome + ": " + request.error;
}

void putRequests(Json &document, const CellResult &result)
{
    constexpr std::array keys{"input_lens", "output_lens", "ttfts", "itls", "start_times", "e2els", "errors"};
    for (const char *key : keys)
        document[key] = Json::array();
    const Instant start = Instant(Duration(result.cell.startedNs));
    for (const RequestRecord *request : countedRequests(result.requests)) {
        // A request that failed has zero and an empty list there, as in vLLM's files.
        const bool completed = request->outcome == metrics::Outcome::Completed;
        const metrics::RequestLatencies latencies = metrics::latenciesOf(*request, {});
        document["input_lens"].push_back(request->promptTokens);
        document["output_lens"].push_back(completed ? request->outputTokens : 0);
        document["ttfts"].push_back(completed ? latencies.ttft.value_or(0) / 1000 : 0);
        document["itls"].push_back(completed ? gaps(*request) : Json::array());
        const Instant sent = happened(request->at.sent) ? request->at.sent : request->at.due;
        document["start_times"].push_back(toSeconds(sent - start));
        document["e2els"].push_back(completed ? latencies.e2el.value_or(0) / 1000 : 0);
        document["errors"].push_back(errorText(*request));
    }
}

/// Names of percentiles that rest on too few samples to be quoted.
Json weakPercentiles(const CellFigures &figures)
{
    Json weak = Json::array();
    for (const double p : {50.0, 90.0, 95.0, 99.0}) {
        if (metrics::percentileTrust(p, figures.ttft.samples + figures.ttft.failures) != metrics::PercentileTrust::Fine)
            weak.push_back("p" + std::to_string(static_cast<int>(p)));
    }
    return weak;
}

Json ownPart(const CellResult &result, const VerdictSpeaker &speak)
{
    const CellFigures &figures = *result.cell.figures;
    const storage::StoredTarget &target = result.run.targets.at(result.cell.key.target);
    Json own;
    // The list has its worst finding first.
    const auto headline
        = result.cell.verdicts.empty() ? metrics::VerdictCode::Unchecked : result.cell.verdicts.front().code;
    own["verdict"] = metrics::name(headline);
    own["verdicts"] = Json::array();
    for (const metrics::Verdict &verdict : result.cell.verdicts) {
        const VerdictWords words = speak(verdict);
        own["verdicts"].push_back({{"code", metrics::name(verdict.code)},
                                   {"evidence", json(words.evidence)},
                                   {"advice", json(words.advice)}});
    }
    own["clock"] = figures.client.kernelStamps ? "kernel" : "user";
    own["clock_lag_us"] = {{"p50", figures.client.readLagP50}, {"p99", figures.client.readLagP99}};
    own["client_cpu_share"] = figures.client.cpuShare;
    const Instant start = Instant(Duration(result.cell.startedNs));
    own["window"] = {{"start_s", toSeconds(figures.window.open - start)},
                     {"end_s", toSeconds(figures.window.close - start)},
                     {"whole_cell", figures.window.wholeCell}};
    own["simulated"] = target.simulated;
    own["tokens_estimated"] = figures.tokensEstimated;
    own["few_samples"] = weakPercentiles(figures);
    own["window_output_tokens"] = figures.windowTokens;
    own["mean_concurrency"] = figures.meanConcurrency;
    own["run"] = result.run.info.id.value;
    own["target"] = target.asPlanned.name;
    own["workload"] = result.run.plan.workloads.at(result.cell.key.workload).name;
    own["repetition"] = result.cell.key.repetition + 1;
    own["provenance"] = json(provenanceLine(provenanceOf(result.run)));
    return own;
}

} // namespace

QString resultDate(const QDateTime &instant)
{
    return instant.toLocalTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
}

QString resultDate(const storage::StoredCell &cell)
{
    return resultDate(QDateTime::fromMSecsSinceEpoch(cell.startedUnixNs / 1'000'000));
}

QByteArray resultJson(const CellResult &result, const VerdictSpeaker &speak)
{
    const CellFigures &figures = *result.cell.figures;
    Json document;
    putHead(document, result);
    putTotals(document, figures);
    putLatency(document, "ttft", figures.ttft);
    putLatency(document, "tpot", figures.tpot);
    putLatency(document, "itl", figures.itl);
    putLatency(document, "e2el", figures.e2el);
    putRequests(document, result);
    document["tokamark"] = ownPart(result, speak);
    // One line, as that tool writes it: the arrays of a long cell have millions of numbers.
    return jsonText(document, -1);
}

} // namespace tokamark::report
