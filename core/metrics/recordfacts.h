#pragma once

#include "metrics/requestrecord.h"

#include <cstdint>
#include <span>

namespace tokamark::metrics {

// What one record tells of itself.

/// Pairs of neighbouring instants that run backwards.
[[nodiscard]] std::uint64_t negativeIntervals(const RequestInstants &at);

/// True where each event is known to hold one token: it says so, or the server's total is the number of events. A
/// token that ends the answer has no event of its own.
[[nodiscard]] bool isOneTokenPerEvent(const RequestRecord &record, std::span<const Chunk> chunks);

} // namespace tokamark::metrics
