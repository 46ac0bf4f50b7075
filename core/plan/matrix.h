#pragma once

#include "plan/plan.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::plan {

/// One repetition of one combination, by its places in the plan.
struct CellKey {
    std::uint32_t target = 0;
    std::uint32_t workload = 0;
    std::uint32_t level = 0; ///< place in Load::levels
    std::uint32_t repetition = 0;

    auto operator<=>(const CellKey &) const = default;
};

/// The cells of a plan in the order in which they run: repetition by repetition, in each target by target and workload
/// by workload with levels rising. The order of the targets is reversed in every other repetition (A B, B A), so that a
/// drift of the machine hits all alike. None for a plan that searches: what comes next is known by what was measured.
[[nodiscard]] std::vector<CellKey> cells(const Plan &plan);

/// Places in the list of levels, smallest level first.
[[nodiscard]] std::vector<std::uint32_t> risingLevels(const Load &load);

/// The longest that a warm-up may take where the plan leaves its end to the rate.
inline constexpr Duration LongestWarmup = std::chrono::seconds(30);

/// How long a cell takes and how many requests it sends, before it runs.
struct Forecast {
    Duration duration{}; ///< drain included where a latency is known; zero: cannot be told
    std::uint64_t requests = 0; ///< 0: cannot be told (by duration, and no latency known)
};

/// `secondsPerRequest`: expected end-to-end latency at the cell's level, from a simulator preset or an earlier run;
/// empty where nothing is known. A warm-up that ends by itself is taken at its longest.
[[nodiscard]] Forecast forecast(const Plan &plan, const CellKey &cell, std::optional<double> secondsPerRequest);

} // namespace tokamark::plan
