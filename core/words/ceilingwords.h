#pragma once

#include <QString>

#include <cstdint>

namespace tokamark::words {

/// The most that a client could measure truly on a machine.
struct CeilingFacts {
    std::uint32_t streams = 0; ///< 0: not even the first step held
    double tokensPerSecond = 0;
    bool mayBeMore = false; ///< something else ended the search
    double mostErrorMs = 1; ///< by which the mean TTFT may be off
};

/// "This machine can drive 4000 streams / 199000 tokens/s before its figures are off by 1 ms."
[[nodiscard]] QString sentence(const CeilingFacts &ceiling);

} // namespace tokamark::words
