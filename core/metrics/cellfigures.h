#pragma once

#include "base/clock.h"
#include "metrics/metric.h"
#include "metrics/physicsfigures.h"
#include "metrics/requestrecord.h"
#include "metrics/serverfigures.h"
#include "metrics/steadyfigures.h"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tokamark::metrics {

/// The distribution of one latency over the requests of a cell, in milliseconds.
/// Failed requests are no samples of `mean` and `stddev`, but stand in the percentiles as "over the timeout":
/// such a percentile is +infinity. Without samples every other field is zero; no field is ever NaN.
struct LatencyFigures {
    std::uint64_t samples = 0; ///< completed requests that have a value
    std::uint64_t failures = 0; ///< failed requests that stand above every sample
    double mean = 0;
    double stddev = 0; ///< population, as in numpy and vLLM
    double min = 0;
    double p50 = 0;
    double p90 = 0;
    double p95 = 0;
    double p99 = 0; ///< shown from 100 samples, marked under 500; always in exports
    double max = 0;

    bool operator==(const LatencyFigures &) const = default;
};

/// The two ends of the interval of a figure, which is positive; both zero: cannot be told.
struct Interval {
    double low = 0;
    double high = 0;

    [[nodiscard]] bool isKnown() const noexcept { return high > 0; }

    bool operator==(const Interval &) const = default;
};

/// When the measured part of a cell lay, and what kind it is.
struct MeasuredWindow {
    Instant open;
    Instant close;
    bool wholeCell = false; ///< with a number of requests every one counts and the window is the whole cell

    [[nodiscard]] double seconds() const noexcept { return toSeconds(close - open); }
    bool operator==(const MeasuredWindow &) const = default;
};

/// How the client itself did during a cell. Times in microseconds.
struct ClientHealth {
    double sendLatenessP50 = 0; ///< sent - due
    double sendLatenessP99 = 0;
    double readLagP50 = 0; ///< clock after the read - kernel stamp
    double readLagP99 = 0;
    double turnaroundP99 = 0; ///< closed loop: end of a request to the next `sent`, without think time
    double cpuShare = 0; ///< of the busiest worker, 0..1
    double sharedFirstTokenShare = 0; ///< first tokens that shared a read with later events, 0..1
    double clockStepMaxMs = 0; ///< largest jump between the wall clock and the monotonic clock
    bool kernelStamps = true;
    std::uint64_t negativeIntervals = 0; ///< intervals that came out below zero; any is a fault
    // Empty in what follows: measured by a version that did not keep it, or no ceiling was measured on this machine.
    std::optional<double> severalEventReads; ///< reads with tokens that held several events of a stream, 0..1
    std::optional<double> loopStallMaxMs; ///< the longest that an event loop's own clock tick was late
    std::optional<double> ceilingStreams; ///< the most that this client could measure truly, when it was tried
    std::optional<double> ceilingTokensPerSecond;

    bool operator==(const ClientHealth &) const = default;
};

/// How the requests of a schedule were sent and whether the server kept up. Of closed loops there is nothing to tell:
/// users wait for their answers.
struct ArrivalFigures {
    double duePerSecond = 0; ///< that the schedule asked for inside the window / its length
    double sentPerSecond = 0; ///< that were sent inside the window / its length
    double meanWaiting = 0; ///< requests that were due and not sent yet, time integral / window
    /// Of those due in the window, how many still waited in the client when the cell would wait no longer. They stand in
    /// the percentiles from `due` above every sample.
    std::uint64_t unsent = 0;
    /// Requests that were due and not over, averaged over equal parts of the time in which requests came.
    std::vector<double> openByPart;
    /// By how much they became more, per second, of those that came per second: the share of the load that the server
    /// leaves undone. Zero unless they became more all through that time, beyond what chance does.
    double growthShare = 0;

    bool operator==(const ArrivalFigures &) const = default;
};

/// Everything derived from the records of one cell. Recomputable to the last digit from the stored records.
struct CellFigures {
    MeasuredWindow window;
    std::uint64_t started = 0; ///< requests sent inside the window
    std::uint64_t completed = 0;
    std::uint64_t failed = 0;
    std::array<std::uint64_t, 16> failuresByOutcome{}; ///< index: Outcome
    std::uint64_t resends = 0;
    std::uint64_t inputTokens = 0; ///< of completed requests
    std::uint64_t cachedInputTokens = 0;
    std::uint64_t outputTokens = 0;
    std::uint64_t windowTokens = 0; ///< tokens received inside the window, of whichever request
    bool tokensEstimated = false; ///< some counts are guesses; marked wherever a figure with tokens is shown
    double outputTokensPerSecond = 0; ///< received inside the window / its length, all users
    double tokensPerSecondPerUser = 0; ///< 1 / mean TPOT
    // Empty in what follows: measured by a version that did not keep it.
    /// Output tokens received inside the window and prompt tokens of requests whose first token came inside it / its
    /// length: both sides are what the server got done in the window, of whichever request.
    std::optional<double> totalTokensPerSecond;
    std::optional<double> peakOutputTokensPerSecond; ///< of the best second, in whole seconds from the window's opening
    std::optional<double> peakConcurrency; ///< the most requests that were ever in flight at once inside the window
    double requestsPerSecond = 0; ///< completed inside the window / its length
    double errorRate = 0; ///< failed / started, 0..1
    std::optional<double> goodput; ///< requests per second that meet every SLO; only if the plan has SLOs
    /// Of the requests sent inside the window, those that completed and met every SLO, 0..1.
    std::optional<double> goodShare;
    std::optional<double> askedCachedShare; ///< of the prompt tokens, that the workload means to be cached, 0..1
    double meanConcurrency = 0; ///< time integral of requests in flight / window
    double expectedConcurrency = 0; ///< the level, think time counted
    double lowConcurrencyShare = 0; ///< share of the window under 95 % of the expected concurrency
    double meanOutputTokens = 0; ///< per completed request
    double meanInputTokens = 0;
    double meanOutputTokensError = 0; ///< standard error of the mean: what the draw of lengths alone makes it swing by
    double meanInputTokensError = 0;
    LatencyFigures ttft; ///< firstToken - sent
    LatencyFigures ttftFromDue; ///< firstToken - due
    LatencyFigures ttftFromConnect; ///< firstToken - connectStart, requests on new connections only
    LatencyFigures ttfa; ///< firstAnswer - sent
    LatencyFigures tpot; ///< (lastToken - firstToken) / (n - k)
    LatencyFigures itl; ///< chunk gap: time between successive token events, pooled over requests
    LatencyFigures e2el; ///< lastToken - sent
    LatencyFigures stall; ///< longest chunk gap of each request
    std::optional<LatencyFigures> e2elFromDue; ///< lastToken - due
    std::optional<LatencyFigures> clientQueue; ///< sent - due: the wait in the client, connecting included
    std::optional<ArrivalFigures> arrivals; ///< only where a schedule says when requests are due
    bool itlIsPerToken = false; ///< every event is known to hold one token, so the chunk gap may be called ITL
    /// Of the answers of several tokens, those that came in one piece, 0..1: nothing was streamed, by the server or by what
    /// stands before it. Empty: measured by a version that did not look, or there were none.
    std::optional<double> inOnePiece;
    Interval outputTokensPerSecondInterval; ///< 95 %, within the run: block bootstrap over time
    Interval ttftP50Interval;
    Interval ttftP95Interval;
    /// Within-run standard error of the logarithm of each metric, by the same bootstrap, of the chunk gap by parts of the
    /// window (see `sectionError`); zero: cannot be told.
    std::array<double, MetricCount> logErrors{};
    ClientHealth client;
    std::optional<SteadyFigures> steady; ///< empty: measured by a version that did not look
    std::optional<ServerFigures> server; ///< only where the server or its GPUs could be asked
    std::optional<PhysicsFigures> physics; ///< only where GPU and model are known

    bool operator==(const CellFigures &) const = default;
};

} // namespace tokamark::metrics
