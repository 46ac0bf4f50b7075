#include "calibration/trutherrors.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace tokamark::calibration {
namespace {

using metrics::RequestRecord;

double mean(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double percentOff(double value, double truth)
{
    return 100.0 * std::abs(value - truth) / truth;
}

/// Tokens of the run that lie in [from, to), by the records and by the server's log.
std::pair<double, double> tokensBetween(const std::vector<RequestRecord> &records, const TruthServer &server,
                                        Instant from, Instant to)
{
    std::uint64_t ours = 0;
    std::uint64_t truth = 0;
    for (const RequestRecord &record : records) {
        for (const metrics::Chunk &chunk : record.timeline.chunks())
            ours += chunk.at >= from && chunk.at < to ? 1 : 0;
        for (const std::int64_t sentNs : server.sentNs(record.promptIndex))
            truth += sentNs >= from.time_since_epoch().count() && sentNs < to.time_since_epoch().count() ? 1 : 0;
    }
    return {static_cast<double>(ours), static_cast<double>(truth)};
}

double millisecondsApart(std::int64_t laterNs, std::int64_t earlierNs)
{
    return static_cast<double>(laterNs - earlierNs) * 1e-6;
}

/// What the comparison gathers, in milliseconds.
struct Gathered {
    std::vector<double> ttft;
    std::vector<double> trueTtft;
    std::vector<double> ttftApart;
    std::vector<double> tpot;
    std::vector<double> trueTpot;
    std::vector<double> chunkApart;
    std::vector<double> lateness;
    std::vector<double> serverLateness;
    std::vector<double> serverDoubt;
    Instant first = Instant::max();
    Instant last;

    void take(const RequestRecord &record, const TruthEntry &truth, std::span<const std::int64_t> sent,
              const TruthPlan &plan);
};

void Gathered::take(const RequestRecord &record, const TruthEntry &truth, std::span<const std::int64_t> sent,
                    const TruthPlan &plan)
{
    ttft.push_back(toMilliseconds(record.at.firstToken - record.at.sent));
    trueTtft.push_back(millisecondsApart(sent.front(), truth.receivedNs));
    ttftApart.push_back(std::abs(ttft.back() - trueTtft.back()));
    if (sent.size() > 1) {
        const double gaps = static_cast<double>(sent.size() - 1);
        tpot.push_back(toMilliseconds(record.at.lastToken - record.at.firstToken) / gaps);
        trueTpot.push_back(millisecondsApart(sent.back(), sent.front()) / gaps);
    }
    const std::vector<metrics::Chunk> chunks = record.timeline.chunks();
    for (std::size_t i = 0; i < sent.size(); ++i) {
        chunkApart.push_back(std::abs(millisecondsApart(chunks[i].at.time_since_epoch().count(), sent[i])));
        const std::int64_t due = truth.firstDueNs + static_cast<std::int64_t>(i) * plan.tokenPeriodNs;
        serverLateness.push_back(millisecondsApart(sent[i], due));
    }
    const Instant begun = record.newConnection ? record.at.connectStart : record.at.sent;
    lateness.push_back(toMilliseconds(begun - record.at.due));
    serverDoubt.push_back(millisecondsApart(truth.firstGoneNs, sent.front()));
    first = std::min(first, record.at.firstToken);
    last = std::max(last, record.at.lastToken);
}

} // namespace

double percentile99(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(0.99 * static_cast<double>(values.size() - 1))];
}

TruthErrors compare(const std::vector<RequestRecord> &records, const TruthServer &server, const TruthPlan &plan)
{
    TruthErrors errors;
    errors.lost = plan.requests - std::min<std::uint64_t>(plan.requests, records.size());
    Gathered all;
    for (const RequestRecord &record : records) {
        const auto sent = server.sentNs(record.promptIndex);
        if (record.outcome != metrics::Outcome::Completed || record.outputTokens != plan.tokens
            || record.timeline.size() != plan.tokens || sent.size() != plan.tokens)
            ++errors.lost;
        else
            all.take(record, server.entry(record.promptIndex), sent, plan);
    }
    if (all.ttft.empty())
        return errors;
    errors.ttftMeanErrorMs = std::abs(mean(all.ttft) - mean(all.trueTtft));
    errors.ttftP99ErrorMs = std::abs(percentile99(all.ttft) - percentile99(all.trueTtft));
    errors.ttftApartMeanMs = mean(all.ttftApart);
    errors.ttftApartP99Ms = percentile99(all.ttftApart);
    errors.ttftWorstErrorMs = *std::max_element(all.ttftApart.begin(), all.ttftApart.end());
    errors.chunkApartMeanMs = mean(all.chunkApart);
    errors.chunkApartP99Ms = percentile99(all.chunkApart);
    if (!all.tpot.empty())
        errors.tpotErrorPercent = percentOff(mean(all.tpot), mean(all.trueTpot));
    errors.sendLatenessP99Ms = percentile99(all.lateness);
    errors.serverLatenessP99Ms = percentile99(all.serverLateness);
    errors.serverDoubtP99Ms = percentile99(all.serverDoubt);
    const Duration quarter = (all.last - all.first) / 4;
    const auto [ours, truth] = tokensBetween(records, server, all.first + quarter, all.last - quarter);
    errors.rateErrorPercent = truth > 0 ? percentOff(ours, truth) : 0;
    return errors;
}

} // namespace tokamark::calibration
