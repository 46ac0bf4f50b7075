#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokamark::telemetry {

/// What a series of a server's metrics says, whatever its name. The order within the three groups is that of arrays in
/// memory only; what is stored goes by `name`.
enum class Meaning : std::uint8_t {
    // gauges
    Running, ///< requests that are being worked on
    Waiting, ///< requests in the server's queue
    KvUse, ///< share of the key-value cache in use, 0..1
    PrefixHitRate, ///< 0..1, by the server's own reckoning
    // counters
    PromptTokens, ///< of every request, cached ones included
    CachedPromptTokens,
    PrefixQueries, ///< tokens looked up in the prefix cache
    OutputTokens,
    Completed, ///< requests that ended as they should
    Preemptions,
    // histograms, in seconds
    Ttft, ///< waiting in the queue included
    TokenGap, ///< ITL or TPOT, as the server calls it
    E2el,
    QueueTime,
    PrefillTime,
};

inline constexpr std::size_t MeaningCount = 15;

enum class MeaningKind : std::uint8_t { Gauge, Counter, Histogram };

[[nodiscard]] constexpr MeaningKind kindOf(Meaning meaning) noexcept
{
    if (meaning < Meaning::PromptTokens)
        return MeaningKind::Gauge;
    return meaning < Meaning::Ttft ? MeaningKind::Counter : MeaningKind::Histogram;
}

/// The name in files and in the database: "running", "kv_use", "ttft".
[[nodiscard]] const char *name(Meaning meaning) noexcept;

/// One row of a server's metrics map. Several rows of one meaning are names of different versions of the server: the
/// first that a scrape has is used. A row with `added` belongs to the row before it and is added to that instead, with
/// a `scale` of -1 taken away.
struct MetricName {
    Meaning meaning = Meaning::Running;
    std::string_view series; ///< a histogram without its _sum, _count and _bucket
    std::string_view label = {}; ///< only series with this label; empty: all of that name, put together
    std::string_view labelValue = {};
    double scale = 1; ///< to requests, tokens, seconds or a share
    bool added = false;
};

} // namespace tokamark::telemetry
