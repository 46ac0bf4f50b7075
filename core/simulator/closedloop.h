#pragma once

#include "base/clock.h"
#include "simulator/preset.h"

#include <cstdint>

namespace tokamark::simulator {

/// Users who each send a request, read it to its end, think, and send the next. A user's first answer is cut short at
/// random and the others differ in length, for users in step with each other are no load that exists.
struct ClosedLoop {
    std::uint32_t users = 1;
    std::uint32_t promptTokens = AssumedPromptTokens;
    std::uint32_t outputTokens = AssumedOutputTokens; ///< mean
    double outputSpread = 0.5; ///< lengths are even over mean +- this share of it
    double seconds = 300; ///< in all, ramp included
    double rampSeconds = 20; ///< users start evenly spread over this time
    double skipSeconds = 30; ///< nothing before this counts
    double thinkSeconds = 0.01;
    std::uint64_t seed = 1;
};

/// What a preset does under a closed loop, over the counted part of the time.
struct ClosedLoopResult {
    double outputTokensPerSecond = 0;
    double requestsPerSecond = 0; ///< ended in that time
    double meanTtftSeconds = 0; ///< of requests sent in that time
    double meanTpotSeconds = 0;
    double meanRunning = 0; ///< over the engine's steps
};

/// Runs the preset's engine in virtual time: minutes of load take milliseconds. The same arguments give the same
/// result. Used to fit and test presets and to foretell how long a plan takes.
[[nodiscard]] ClosedLoopResult simulateClosedLoop(const Preset &preset, const ClosedLoop &load);

} // namespace tokamark::simulator
