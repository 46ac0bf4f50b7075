#pragma once

#include "metrics/verdict.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tokamark::metrics {

/// What one measurement of a load says about it.
enum class LimitAnswer : std::uint8_t {
    Meets,
    Fails,
    Unusable, ///< it is no statement about the server
};

/// How far one measurement keeps clear of one thing that is asked for: above zero inside of the limit, below zero beyond.
struct LimitMargin {
    double value = 0; ///< of a latency the logarithm of limit / latency, of a share the difference to it
    double error = 0; ///< its standard error within the measurement; 0: not known

    bool operator==(const LimitMargin &) const = default;
};

struct LimitVote {
    LimitAnswer answer = LimitAnswer::Meets;
    VerdictCode because = VerdictCode::Valid; ///< why it is unusable
    std::vector<LimitMargin> margins; ///< of everything asked for; empty: a verdict decided

    bool operator==(const LimitVote &) const = default;
};

/// What measurements of one load say together with 95 % certainty: `Meets` where the intervals of all margins lie inside
/// of the limits, `Fails` where that of one lies beyond. Each interval is the wider of the one that the measurements
/// have among themselves (Student) and the one that their own errors give. Where verdicts decided, they must be of one
/// mind. Empty: undecided. Unusable measurements are passed over.
[[nodiscard]] std::optional<LimitAnswer> clearAnswer(std::span<const LimitVote> votes);

} // namespace tokamark::metrics
