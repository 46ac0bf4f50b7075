#include "metrics/tokenarrivals.h"

#include <algorithm>
#include <cstdint>

namespace tokamark::metrics {

std::vector<TokenArrival> tokenArrivals(const RequestRecord &record, std::span<const Chunk> chunks)
{
    std::uint64_t told = 0;
    std::uint64_t untold = 0;
    for (const Chunk &chunk : chunks) {
        told += chunk.tokens;
        untold += chunk.tokens == 0 ? 1 : 0;
    }
    // A request that failed may have events and no total: then each event is at least one token.
    const std::uint64_t total = record.outputTokens > 0 ? record.outputTokens : told + untold;
    const double rest = total > told ? static_cast<double>(total - told) : 0;
    const double perUntold = untold > 0 ? rest / static_cast<double>(untold) : 0;
    const double scale = told > total ? static_cast<double>(total) / static_cast<double>(told) : 1;

    std::vector<TokenArrival> arrivals;
    arrivals.reserve(chunks.size() + 1);
    for (const Chunk &chunk : chunks)
        arrivals.push_back({chunk.at, chunk.tokens == 0 ? perUntold : chunk.tokens * scale});
    if (untold == 0 && rest > 0 && happened(record.at.lastToken))
        arrivals.push_back({record.at.lastToken, rest});
    return arrivals;
}

} // namespace tokamark::metrics
