#pragma once

#include "metrics/metric.h"
#include "metrics/requestrecord.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tokamark::metrics {

/// Another benchmark by whose definitions a stored cell can be read.
enum class OtherTool : std::uint8_t { Vllm, Sglang, GuideLlm, AiPerf };

inline constexpr std::array AllOtherTools{OtherTool::Vllm, OtherTool::Sglang, OtherTool::GuideLlm, OtherTool::AiPerf};

/// "vllm", "sglang", "guidellm", "aiperf": in options and files.
[[nodiscard]] const char *name(OtherTool tool) noexcept;
[[nodiscard]] std::optional<OtherTool> otherToolByName(std::string_view name) noexcept;

/// One latency as another tool sums it up, in milliseconds.
struct OtherLatency {
    std::uint64_t samples = 0;
    double mean = 0;
    double p50 = 0;
    double p90 = 0;
    double p95 = 0;
    double p99 = 0;

    bool operator==(const OtherLatency &) const = default;
};

/// A cell as another tool would have reported it.
struct OtherFigures {
    double seconds = 0; ///< of the whole run, ramp and drain included
    std::uint64_t completed = 0;
    std::uint64_t outputTokens = 0;
    double outputTokensPerSecond = 0;
    double totalTokensPerSecond = 0;
    double requestsPerSecond = 0;
    std::optional<double> peakOutputTokensPerSecond; ///< empty: the tool has none
    /// What was put before each request that reused a connection, where the tool opens one for every request. Empty: it
    /// does not, or no request of the cell tells how long connecting takes.
    std::optional<double> addedConnectMs;
    OtherLatency ttft;
    OtherLatency tpot; ///< AIPerf has none of that name; its ITL is meant
    OtherLatency itl;
    OtherLatency e2el;

    bool operator==(const OtherFigures &) const = default;
};

/// Sums up all requests of a cell, warm-up and drain included, for none of these tools has a window: what was cut off
/// at the end is left out. By what the tools' sources do:
///
/// | | vLLM `bench serve` | SGLang `bench_serving` | GuideLLM | AIPerf |
/// |---|---|---|---|---|
/// | begin | connecting or sending | connecting, always | connecting or sending | connecting or sending |
/// | TTFT ends | first event, whatever it holds | first token | first token | first token |
/// | E2EL ends | end of the stream | end of the stream | end of the stream | last token |
/// | TPOT | (E2EL - TTFT) / (n - 1) | the same | (last token - begin) / n | none |
/// | ITL | gaps between events, pooled | the same | (last - first token) / (n - 1) | (E2EL - TTFT) / (n - 1) |
/// | n | usage | length asked for | usage | usage |
/// | percentiles | linear | linear | nearest rank, TPOT weighed by n and ITL by n - 1 | linear |
/// | peak rate | events in a second | the same | none | none |
/// | error object behind a token | completed | completed | failed | completed |
///
/// SGLang's client never asks for usage, so it takes the length asked for. It opens a connection for every request; where
/// ours was reused, the median time that connecting took in this cell stands in for it. AIPerf counts with a tokenizer of
/// its own, which is taken to agree with the server here. What their own event loops add to each latency is in none of this.
[[nodiscard]] OtherFigures asMeasuredBy(OtherTool tool, std::span<const RequestRecord> records);

/// The figure that the tool calls by the name of ours; empty where it has none.
[[nodiscard]] std::optional<double> valueOf(const OtherFigures &figures, Metric metric) noexcept;

} // namespace tokamark::metrics
