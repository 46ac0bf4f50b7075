#pragma once

#include "simulator/bentocloud.h"
#include "simulator/quirks.h"
#include "simulator/servedtarget.h"
#include "simulator/truthlog.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace tokamark::simulator {

/// What all connections of a server share. Owned by the server, used by its thread alone, outlives the connections'
/// last call.
struct ServerShared {
    std::vector<std::unique_ptr<ServedTarget>> targets; ///< never empty; the first one is served at the root, too
    Quirks quirks;
    std::optional<BentoCloud> cloud;
    std::optional<TruthLog> truth;
    bool metricsPort = false; ///< there is one
    std::mt19937_64 random; ///< draws which requests a fault hits
    std::uint64_t nextRequest = 1;
};

} // namespace tokamark::simulator
