#pragma once

#include "plan/plan.h"

#include <cstdint>
#include <vector>

namespace tokamark::plan {

/// One repetition of one combination, by its places in the plan.
struct CellKey {
    std::uint32_t target = 0;
    std::uint32_t workload = 0;
    std::uint32_t level = 0; ///< place in Load::concurrency
    std::uint32_t repetition = 0;

    auto operator<=>(const CellKey &) const = default;
};

/// The cells of a plan in the order in which they run: repetition by repetition, levels rising, and the order of the
/// targets reversed in every other repetition (A B, B A), so that a drift of the machine hits all alike.
[[nodiscard]] std::vector<CellKey> cells(const Plan &plan);

/// How long a plan takes and how many requests it sends, before anything is known of the servers.
struct Forecast {
    Duration duration{}; ///< an upper estimate: ramp + warm-up + window, or requests at `secondsPerRequest`
    std::uint64_t requests = 0; ///< 0: cannot be told (by duration, and no rate known)
};

/// `secondsPerRequest`: expected end-to-end latency of a request at each level, from a simulator preset or an earlier
/// run; empty where nothing is known.
[[nodiscard]] Forecast forecast(const Plan &plan, const CellKey &cell, std::optional<double> secondsPerRequest);

} // namespace tokamark::plan
