#include "metrics/metric.h"

#include "metrics/cellfigures.h"

namespace tokamark::metrics {
namespace {

enum class Source : std::uint8_t { Ttft, Tpot, E2el, OutputRate, RequestRate, ChunkGap, TtftDue };

/// All there is to know of one metric; the table is in the order of the enumerators.
struct Description {
    const char *name;
    Source source;
    double LatencyFigures::*statistic;
};

constexpr std::array<Description, MetricCount> Descriptions{{
    {"ttft_mean", Source::Ttft, &LatencyFigures::mean},        {"ttft_p50", Source::Ttft, &LatencyFigures::p50},
    {"ttft_p90", Source::Ttft, &LatencyFigures::p90},          {"ttft_p95", Source::Ttft, &LatencyFigures::p95},
    {"ttft_p99", Source::Ttft, &LatencyFigures::p99},          {"tpot_mean", Source::Tpot, &LatencyFigures::mean},
    {"tpot_p50", Source::Tpot, &LatencyFigures::p50},          {"tpot_p90", Source::Tpot, &LatencyFigures::p90},
    {"tpot_p95", Source::Tpot, &LatencyFigures::p95},          {"tpot_p99", Source::Tpot, &LatencyFigures::p99},
    {"e2el_mean", Source::E2el, &LatencyFigures::mean},        {"e2el_p50", Source::E2el, &LatencyFigures::p50},
    {"e2el_p90", Source::E2el, &LatencyFigures::p90},          {"e2el_p95", Source::E2el, &LatencyFigures::p95},
    {"e2el_p99", Source::E2el, &LatencyFigures::p99},          {"output_throughput", Source::OutputRate, nullptr},
    {"request_throughput", Source::RequestRate, nullptr},      {"itl_mean", Source::ChunkGap, &LatencyFigures::mean},
    {"itl_p50", Source::ChunkGap, &LatencyFigures::p50},       {"itl_p90", Source::ChunkGap, &LatencyFigures::p90},
    {"itl_p95", Source::ChunkGap, &LatencyFigures::p95},       {"itl_p99", Source::ChunkGap, &LatencyFigures::p99},
    {"ttft_due_mean", Source::TtftDue, &LatencyFigures::mean}, {"ttft_due_p50", Source::TtftDue, &LatencyFigures::p50},
    {"ttft_due_p90", Source::TtftDue, &LatencyFigures::p90},   {"ttft_due_p95", Source::TtftDue, &LatencyFigures::p95},
    {"ttft_due_p99", Source::TtftDue, &LatencyFigures::p99},
}};

const Description &describe(Metric metric) noexcept
{
    return Descriptions[static_cast<std::size_t>(metric)];
}

std::optional<double> latencyValue(const LatencyFigures &latency, double LatencyFigures::*statistic) noexcept
{
    const bool isMean = statistic == &LatencyFigures::mean;
    if (latency.samples + (isMean ? 0 : latency.failures) == 0)
        return std::nullopt;
    return latency.*statistic;
}

} // namespace

const std::array<Metric, MetricCount> &allMetrics() noexcept
{
    static constexpr auto all = [] {
        std::array<Metric, MetricCount> metrics{};
        for (std::size_t i = 0; i < MetricCount; ++i)
            metrics[i] = static_cast<Metric>(i);
        return metrics;
    }();
    return all;
}

const char *name(Metric metric) noexcept
{
    return describe(metric).name;
}

std::optional<Metric> metricByName(std::string_view name) noexcept
{
    for (const Metric metric : allMetrics()) {
        if (describe(metric).name == name)
            return metric;
    }
    return std::nullopt;
}

bool lowerIsBetter(Metric metric) noexcept
{
    return describe(metric).statistic != nullptr;
}

std::optional<double> valueOf(const CellFigures &figures, Metric metric) noexcept
{
    const Description &description = describe(metric);
    switch (description.source) {
    case Source::Ttft: return latencyValue(figures.ttft, description.statistic);
    case Source::Tpot: return latencyValue(figures.tpot, description.statistic);
    case Source::E2el: return latencyValue(figures.e2el, description.statistic);
    case Source::OutputRate: return figures.outputTokensPerSecond;
    case Source::RequestRate: return figures.requestsPerSecond;
    case Source::ChunkGap: return latencyValue(figures.itl, description.statistic);
    case Source::TtftDue:
        // Where users send as soon as they can, it is the TTFT and says nothing more.
        return figures.arrivals ? latencyValue(figures.ttftFromDue, description.statistic) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace tokamark::metrics
