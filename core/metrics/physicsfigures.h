#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tokamark::metrics {

/// What the hardware of a target can do at most under the load of a cell, from its data sheet and the model's shape.
struct PhysicsFigures {
    std::string gpu; ///< as people call it, "A100 80GB SXM"
    std::string model;
    std::uint64_t gpus = 1;
    bool told = false; ///< by the plan; else put together from what was seen, which is no ground for a verdict
    double mostTokensPerSecond = 0; ///< output of all users, decoding alone: nothing can be above it
    double goodTokensPerSecond = 0; ///< what a good engine reaches, prompts included
    double lowestTtftMs = 0; ///< the prompt's prefill alone, nothing queued
    double kvRequests = 0; ///< so many requests of this length fit into the KV cache
    double expectedWaiting = 0; ///< users beyond what fits, or beyond the server's own limit
    double expectedTtftMs = 0; ///< with that queue, of a good engine

    bool operator==(const PhysicsFigures &) const = default;
};

} // namespace tokamark::metrics
