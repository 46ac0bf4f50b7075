#pragma once

#include "metrics/requestrecord.h"

#include <optional>
#include <span>

namespace tokamark::metrics {

/// The latencies of one request in milliseconds, each where its instants happened, however the request ended.
struct RequestLatencies {
    std::optional<double> ttft; ///< firstToken - sent
    std::optional<double> ttftFromDue; ///< firstToken - due
    std::optional<double> ttftFromConnect; ///< firstToken - connectStart, on a new connection
    std::optional<double> ttfa; ///< firstAnswer - sent
    std::optional<double> tpot; ///< (lastToken - firstToken) / (n - k); none for n = k
    std::optional<double> e2el; ///< lastToken - sent
    std::optional<double> stall; ///< longest time between successive token events; none for a single event
};

[[nodiscard]] RequestLatencies latenciesOf(const RequestRecord &record);
/// The same where the timeline has been unpacked already.
[[nodiscard]] RequestLatencies latenciesOf(const RequestRecord &record, std::span<const Chunk> chunks);

} // namespace tokamark::metrics
