#include "models/statistic.h"

#include "metrics/percentile.h"
#include "metrics/requestlatencies.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace tokamark::ui {

namespace {

constexpr double Nan = std::numeric_limits<double>::quiet_NaN();

/// The samples that the figures of a cell are made of, by kind.
struct Samples {
    std::array<std::vector<double>, AllLatencyKinds.size()> values;
    std::uint64_t failures = 0;

    void add(LatencyKind kind, const std::optional<double> &value)
    {
        if (value)
            values.at(static_cast<std::size_t>(kind)).push_back(*value);
    }

    void add(const metrics::RequestRecord &record)
    {
        if (record.phase != metrics::Phase::Window)
            return;
        if (metrics::isFailure(record.outcome)) {
            ++failures;
            return;
        }
        if (record.outcome != metrics::Outcome::Completed)
            return;
        const std::vector<metrics::Chunk> chunks = record.timeline.chunks();
        const metrics::RequestLatencies latencies = metrics::latenciesOf(record, chunks);
        add(LatencyKind::Ttft, latencies.ttft);
        add(LatencyKind::Tpot, latencies.tpot);
        if (!record.shortened)
            add(LatencyKind::E2el, latencies.e2el);
        for (std::size_t i = 1; i < chunks.size(); ++i)
            add(LatencyKind::ChunkGap, toMilliseconds(chunks[i].at - chunks[i - 1].at));
    }
};

} // namespace

bool isStored(Statistic which)
{
    return std::ranges::find(StoredStatistics, which) != StoredStatistics.end();
}

Statistic highestStored(std::span<const double> percentiles)
{
    Statistic highest = Statistic::P50;
    for (const double percentile : percentiles) {
        const bool fits = percentile <= Statistic::P95.percentile && isStored(Statistic{percentile});
        if (fits && percentile > highest.percentile)
            highest = Statistic{percentile};
    }
    return highest;
}

const metrics::LatencyFigures &latency(const metrics::CellFigures &figures, LatencyKind kind)
{
    switch (kind) {
    case LatencyKind::Ttft: return figures.ttft;
    case LatencyKind::Tpot: return figures.tpot;
    case LatencyKind::E2el: return figures.e2el;
    case LatencyKind::ChunkGap: return figures.itl;
    }
    return figures.ttft;
}

double statistic(const metrics::LatencyFigures &figures, Statistic which)
{
    if (figures.samples + figures.failures == 0)
        return Nan;
    if (which.isMean())
        return figures.samples == 0 ? Nan : figures.mean;
    if (which == Statistic::P50)
        return figures.p50;
    if (which == Statistic::P90)
        return figures.p90;
    if (which == Statistic::P95)
        return figures.p95;
    return which == Statistic::P99 ? figures.p99 : Nan;
}

void FurtherPercentiles::add(CellId cell, std::span<const metrics::RequestRecord> records,
                             const std::vector<Statistic> &wanted)
{
    Samples samples;
    for (const metrics::RequestRecord &record : records)
        samples.add(record);
    for (const LatencyKind kind : AllLatencyKinds) {
        const auto place = static_cast<std::size_t>(kind);
        std::vector<double> &values = samples.values.at(place);
        std::ranges::sort(values);
        // A failed request has no chunk that is missing one.
        const std::uint64_t above = kind == LatencyKind::ChunkGap ? 0 : samples.failures;
        for (const Statistic which : wanted)
            m_cells[cell].at(place)[which.percentile] = metrics::percentile(values, which.percentile, above);
    }
}

double FurtherPercentiles::at(CellId cell, LatencyKind kind, Statistic which) const
{
    const auto found = m_cells.find(cell);
    if (found == m_cells.end())
        return Nan;
    const ByPercentile &values = found->second.at(static_cast<std::size_t>(kind));
    const auto value = values.find(which.percentile);
    return value == values.end() ? Nan : value->second;
}

} // namespace tokamark::ui
