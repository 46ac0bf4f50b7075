#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "telemetry/gpureading.h"
#include "telemetry/serverreading.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tokamark::monitor {

/// What one of several replicas said by itself.
struct ReplicaReading {
    std::string page; ///< its URL
    telemetry::ServerReading reading;
};

/// What was seen of a server and its GPUs beside a measurement. A value.
struct Observations {
    std::vector<telemetry::ServerReading> server; ///< in the order of time
    std::vector<ReplicaReading> replicas; ///< whose sums `server` has, likewise; empty where there is one page
    std::vector<telemetry::GpuSample> gpus;
    std::uint64_t answered = 0; ///< rounds of questions to the server; a round asks every replica
    std::uint64_t failed = 0;
    Duration asking{}; ///< from question to answer, over all answered rounds
    std::optional<Error> fault; ///< of the last round; empty if it was answered

    [[nodiscard]] bool isEmpty() const noexcept { return server.empty() && gpus.empty() && answered + failed == 0; }
    /// Puts later ones behind these.
    void append(Observations later);
};

} // namespace tokamark::monitor
