#pragma once

#include "simulator/dialects/dialect.h"
#include "simulator/targetstats.h"

#include <span>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// A number that a server shows about itself.
enum class Figure : std::uint8_t {
    Zero, ///< what the model has none of, and the server shows all the same
    Running,
    Waiting,
    InFlight,
    KvUse, ///< 0..1
    KvTokens,
    KvCapacity,
    Parallel, ///< room in the batch
    PromptTokens,
    OutputTokens,
    CachedTokens,
    EvaluatedTokens, ///< of prompts, that were not in the cache
    PrefixHitRate, ///< 0..1 since the beginning
    Preemptions,
    Arrived,
    Finished,
    FinishedByLength,
    FinishedByStop,
    Refused,
    Aborted,
    PromptSeconds,
    DecodeSeconds,
    OutputRate, ///< tokens per second over the last seconds
};

enum class MetricType : std::uint8_t { Gauge, Counter, Histogram };

/// One series as a server names it.
struct MetricLine {
    std::string_view name;
    MetricType type;
    Figure figure = Figure::Zero;
    Timing timing = Timing::Ttft;
    std::string_view labels = {}; ///< beside those that all series of the server have
};

constexpr MetricLine gauge(std::string_view name, Figure figure, std::string_view labels = {})
{
    return {.name = name, .type = MetricType::Gauge, .figure = figure, .labels = labels};
}
constexpr MetricLine counter(std::string_view name, Figure figure, std::string_view labels = {})
{
    return {.name = name, .type = MetricType::Counter, .figure = figure, .labels = labels};
}
constexpr MetricLine histogram(std::string_view name, Timing timing, std::string_view labels = {})
{
    return {.name = name, .type = MetricType::Histogram, .timing = timing, .labels = labels};
}

/// What differs between servers beside the names.
struct MetricsStyle {
    std::string_view labels = {}; ///< of every series, with `$model`
    bool help = true; ///< `# HELP` lines
    bool created = false; ///< a gauge `_created` beside each counter and histogram
};

inline constexpr std::string_view PrometheusType = "text/plain; version=0.0.4; charset=utf-8";

/// Prometheus text. The bounds of histograms are the same for all servers, unlike those of the real ones.
[[nodiscard]] std::string prometheusText(const PageView &view, std::span<const MetricLine> lines,
                                         const MetricsStyle &style);
[[nodiscard]] double figureOf(const ServedTarget &target, Figure figure);

} // namespace tokamark::simulator
