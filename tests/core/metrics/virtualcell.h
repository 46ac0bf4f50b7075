#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"
#include "simulator/tokenengine.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::metrics::testing {

/// A closed loop in virtual time: what a client with no faults of its own would have stored.
struct VirtualCell {
    std::uint32_t users = 10;
    double warmupSeconds = 5;
    double windowSeconds = 60;
    std::optional<std::uint64_t> requests; ///< so many in all instead; the window is the whole cell then
    std::uint32_t promptTokens = 90;
    std::uint32_t outputTokens = 50; ///< mean
    double outputSpread = 0.5; ///< lengths are even over mean +- this share of it
    std::uint64_t seed = 1;
};

struct VirtualRun {
    std::vector<RequestRecord> records;
    MeasuredWindow window;
};

[[nodiscard]] VirtualRun runVirtually(simulator::TokenEngine &engine, const VirtualCell &cell);
/// The same, summarised as a session does.
[[nodiscard]] CellFigures measureVirtually(simulator::TokenEngine &engine, const VirtualCell &cell);

} // namespace tokamark::metrics::testing
