#pragma once

#include "base/error.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace tokamark::calibration {

/// What the client is put to, step by step, until its figures are off.
struct CeilingSpec {
    std::vector<std::uint32_t> streams{100, 200, 500, 1000, 2000, 4000, 7000, 10000}; ///< rising
    double seconds = 3; ///< for which each stream sends tokens
    double tokensPerSecondPerStream = 50;
    unsigned workers = 1;
    /// Off by more than one of these, and the step is too much.
    double mostTtftErrorMs = 1; ///< of the mean
    double mostChunkErrorMs = 10; ///< of a token's time, p99
    double mostCpuShare = 0.9; ///< of the busiest worker
};

/// How the client did at one number of streams.
struct CeilingStep {
    std::uint32_t streams = 0;
    std::optional<double> tokensPerSecond; ///< received; empty: the streams were at no time all there together
    double ttftErrorMs = 0; ///< of the mean
    double chunkErrorP99Ms = 0;
    double cpuShare = 0; ///< of the busiest worker
    double serverLatenessP99Ms = 0; ///< of the truth server with its own tokens
    bool held = false; ///< the client's figures are true within the limits of the spec
    bool serverLimited = false; ///< the truth server was late itself, so the step says nothing about the client
};

/// The most that this client can measure truly on this machine.
struct Ceiling {
    enum class End : std::uint8_t {
        Client, ///< the next step was too much for it
        Server, ///< the truth server, on the same machine, could not go on: the client may do more
        Asked, ///< every step that was asked for held: the client may do more
    };
    std::uint32_t streams = 0; ///< of the last step that held; 0: none did
    double tokensPerSecond = 0;
    double ttftErrorMs = 0;
    End end = End::Asked;
    std::vector<CeilingStep> steps;
};

/// Drives the load engine against a truth server on this machine, with more streams at each step, and ends at the
/// first that does not hold. Blocks; `stepDone` hears of each step on the calling thread. Forks: to be called before
/// the program starts threads of its own. Errors: what keeps a cell from running, Interrupted.
[[nodiscard]] Expected<Ceiling>
measureCeiling(const CeilingSpec &spec, const std::function<void(const CeilingStep &)> &stepDone, std::stop_token stop);

} // namespace tokamark::calibration
