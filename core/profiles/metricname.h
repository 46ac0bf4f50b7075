#pragma once

#include <cstdint>
#include <string_view>

namespace tokamark::profiles {

/// What a series of a server's metrics tells, whoever tells it. Times in seconds, shares from 0 to 1.
enum class Meaning : std::uint8_t {
    Running, ///< requests being worked on
    Waiting, ///< requests in the server's queue
    KvUse, ///< share of the KV cache in use
    PromptTokens, ///< cached ones included
    EvaluatedPromptTokens, ///< cached ones left out
    CachedPromptTokens,
    OutputTokens,
    RequestsDone,
    RequestsFailed,
    Preemptions,
    PrefixHits, ///< tokens found in the prefix cache
    PrefixQueries, ///< tokens looked for in it
    PrefixHitRate,
    TimeToFirstToken, ///< from the arrival of the request, wait in the queue included
    InterTokenTime,
    QueueTime,
    PrefillTime,
    DecodeTime,
    EndToEndTime,
};

enum class SeriesForm : std::uint8_t {
    Gauge,
    Counter,
    Histogram, ///< the name without _sum, _count and _bucket
};

/// Only the series that have this value of the label count, and those that do not have the label at all.
struct LabelFilter {
    std::string_view label = {}; ///< empty: all series
    std::string_view value = {};
};

/// One name in a server's metrics. Where several rows have one meaning, the first that the server has is the one.
struct MetricName {
    Meaning meaning;
    SeriesForm form;
    std::string_view series; ///< as it is exposed, "_total" included
    LabelFilter only = {};
    double scale = 1; ///< of the values, to get the unit of the meaning
};

} // namespace tokamark::profiles
