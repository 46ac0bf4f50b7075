#pragma once

#include "metrics/requestrecord.h"

#include <span>
#include <vector>

namespace tokamark::metrics {

/// Tokens that came at one instant; a fraction where the count of an event is not known.
struct TokenArrival {
    Instant at;
    double tokens = 0;

    bool operator==(const TokenArrival &) const = default;
};

/// When the tokens of a request came. Counts that events carry are taken as they are; what the server's total says
/// beyond them is spread evenly over the events without a count or, if there is none, put at the last token's instant.
[[nodiscard]] std::vector<TokenArrival> tokenArrivals(const RequestRecord &record, std::span<const Chunk> chunks);

} // namespace tokamark::metrics
