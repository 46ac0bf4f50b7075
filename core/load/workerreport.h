#pragma once

#include "base/clock.h"
#include "base/loghistogram.h"

#include <cstdint>
#include <string>

namespace tokamark::load {

/// How one worker stands: totals since it started, as of one moment. A value that is copied to the collector about
/// twenty times a second, and could be sent over a wire as well.
struct WorkerReport {
    Instant asOf;
    std::uint64_t started = 0;
    std::uint64_t completed = 0;
    std::uint64_t failed = 0;
    std::uint64_t tokens = 0; ///< one for an event that does not say how many
    std::uint64_t firstTokens = 0;
    std::uint64_t sharedFirstTokens = 0;
    std::uint64_t negativeIntervals = 0;
    std::uint64_t tokenReads = 0; ///< reads that brought tokens
    std::uint64_t severalEventReads = 0; ///< of which several token events of the stream
    std::uint64_t userStamps = 0; ///< requests with a receive instant that is not the kernel's
    std::uint32_t inFlight = 0;
    std::uint32_t waiting = 0; ///< due but not sent
    std::uint32_t countedInFlight = 0; ///< of both, those that belong to the window
    double inFlightSeconds = 0; ///< time integral of `inFlight`
    Duration cpu{}; ///< of the worker's thread
    Duration largestClockStep{};
    LogHistogram sendLateness;
    LogHistogram turnaround;
    LogHistogram readLag;
    LogHistogram loopDelay; ///< by how much the event loop's own clock ticks were late
    bool finished = false;
    std::string fault; ///< an exception that ended the worker; empty otherwise
};

} // namespace tokamark::load
