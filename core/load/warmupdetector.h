#pragma once

#include "base/clock.h"

#include <cstdint>
#include <optional>

namespace tokamark::load {

/// Tells when the token rate has settled: two successive blocks of it agree, or the longest warm-up is over.
/// A value fed by the collector.
class WarmupDetector final {
public:
    /// `start`: when all users run. `fixed`: a warm-up of this length instead of a look at the rate.
    WarmupDetector(Instant start, std::optional<Duration> fixed);

    /// Takes the number of tokens received up to `at`. True once the warm-up is over.
    [[nodiscard]] bool accept(Instant at, std::uint64_t tokens);

private:
    Instant m_start;
    std::optional<Duration> m_fixed;
    Instant m_blockStart;
    std::uint64_t m_blockTokens = 0; ///< at the start of the block
    double m_lastRate = 0; ///< of the block before; 0: none
    bool m_hasBlock = false;
};

} // namespace tokamark::load
