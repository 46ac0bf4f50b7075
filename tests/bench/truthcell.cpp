#include "bench/truthcell.h"

#include "profiles/protocolchoice.h"
#include "workload/promptsource.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include <sched.h>

namespace tokamark::bench {
namespace {

using metrics::RequestRecord;

/// Puts the number of each request where the server finds it.
class MarkedPrompts final : public workload::PromptSource {
public:
    explicit MarkedPrompts(std::uint32_t tokens)
        : m_tokens(tokens)
    {
    }

    [[nodiscard]] workload::GenerationRequest request(std::uint32_t index) const override
    {
        workload::GenerationRequest request;
        request.promptIndex = index;
        request.prompt = requestMark(index) + " tell me about the weather on the other side of the moon";
        request.maxTokens = m_tokens;
        return request;
    }

private:
    std::uint32_t m_tokens;
};

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

} // namespace

void Keeper::recordsReady(std::vector<RequestRecord> batch)
{
    std::move(batch.begin(), batch.end(), std::back_inserter(records));
}

void Keeper::snapshotReady(std::shared_ptr<const load::CellSnapshot> snapshot)
{
    if (onSnapshot)
        onSnapshot(std::move(snapshot));
}

Cores chooseCores()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    Cores cores;
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0 || CPU_COUNT(&allowed) < 2)
        return cores;
    for (int core = 0; core < CPU_SETSIZE && cores.server < 0; ++core) {
        if (CPU_ISSET(static_cast<unsigned>(core), &allowed))
            (cores.client < 0 ? cores.client : cores.server) = core;
    }
    return cores;
}

load::CellSpec truthCell(std::uint16_t port, std::uint32_t streams, std::uint32_t requests, std::uint32_t tokens)
{
    load::CellSpec spec;
    spec.endpoint.url.host = "127.0.0.1";
    spec.endpoint.url.port = port;
    profiles::ProtocolOptions options;
    options.model = "truth";
    auto made = profiles::makeProtocol(options);
    if (!made)
        throw std::runtime_error(made.error().detail);
    spec.protocol = *made;
    spec.prompts = std::make_shared<MarkedPrompts>(tokens);
    spec.users = streams;
    spec.requests = requests;
    return spec;
}

double percentile99(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(0.99 * static_cast<double>(values.size() - 1))];
}

TruthErrors compare(const std::vector<RequestRecord> &records, const TruthServer &server, const TruthPlan &plan)
{
    TruthErrors errors;
    errors.lost = plan.requests - std::min<std::uint64_t>(plan.requests, records.size());
    std::vector<double> ttft;
    std::vector<double> trueTtft;
    std::vector<double> apart;
    std::vector<double> tpot;
    std::vector<double> trueTpot;
    Instant first = Instant::max();
    Instant last;
    for (const RequestRecord &record : records) {
        const auto sent = server.sentNs(record.promptIndex);
        if (record.outcome != metrics::Outcome::Completed || record.outputTokens != plan.tokens
            || record.contentEvents != plan.tokens || sent.size() != plan.tokens) {
            ++errors.lost;
            continue;
        }
        const double gaps = plan.tokens - 1;
        ttft.push_back(toMilliseconds(record.at.firstToken - record.at.sent));
        trueTtft.push_back(static_cast<double>(sent.front() - server.entry(record.promptIndex).receivedNs) * 1e-6);
        apart.push_back(std::abs(ttft.back() - trueTtft.back()));
        tpot.push_back(toMilliseconds(record.at.lastToken - record.at.firstToken) / gaps);
        trueTpot.push_back(static_cast<double>(sent.back() - sent.front()) * 1e-6 / gaps);
        first = std::min(first, record.at.firstToken);
        last = std::max(last, record.at.lastToken);
    }
    if (ttft.empty())
        return errors;
    errors.ttftMeanErrorMs = std::abs(mean(ttft) - mean(trueTtft));
    errors.ttftP99ErrorMs = std::abs(percentile99(ttft) - percentile99(trueTtft));
    errors.ttftWorstErrorMs = *std::max_element(apart.begin(), apart.end());
    errors.tpotErrorPercent = percentOff(mean(tpot), mean(trueTpot));
    const Duration quarter = (last - first) / 4;
    const auto [ours, truth] = tokensBetween(records, server, first + quarter, last - quarter);
    errors.rateErrorPercent = percentOff(ours, truth);
    return errors;
}

} // namespace tokamark::bench
