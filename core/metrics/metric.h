#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tokamark::metrics {

struct CellFigures;

/// The figures that are compared between points. Append only: the order is that of stored arrays.
enum class Metric : std::uint8_t {
    TtftMean,
    TtftP50,
    TtftP90,
    TtftP95,
    TtftP99,
    TpotMean,
    TpotP50,
    TpotP90,
    TpotP95,
    TpotP99,
    E2elMean,
    E2elP50,
    E2elP90,
    E2elP95,
    E2elP99,
    OutputThroughput,
    RequestThroughput,
    ItlMean, ///< of the chunk gap, which is the inter-token latency only where every event holds one token
    ItlP50,
    ItlP90,
    ItlP95,
    ItlP99,
    TtftDueMean, ///< TTFT from when the schedule wanted the request; closed loops have none
    TtftDueP50,
    TtftDueP90,
    TtftDueP95,
    TtftDueP99,
};

inline constexpr std::size_t MetricCount = 27;

/// All of them, in order.
[[nodiscard]] const std::array<Metric, MetricCount> &allMetrics() noexcept;
/// The name in files and scripts: "ttft_p95", "output_throughput".
[[nodiscard]] const char *name(Metric metric) noexcept;
[[nodiscard]] std::optional<Metric> metricByName(std::string_view name) noexcept;
/// Latencies are better when lower, rates when higher.
[[nodiscard]] bool lowerIsBetter(Metric metric) noexcept;
/// Its value in milliseconds or per second; empty without samples, +infinity where failures reach it.
[[nodiscard]] std::optional<double> valueOf(const CellFigures &figures, Metric metric) noexcept;

} // namespace tokamark::metrics
