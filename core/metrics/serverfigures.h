#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::metrics {

/// Where the server's share of a TTFT comes from.
enum class SplitSource : std::uint8_t {
    Histograms, ///< what the server's histograms grew by, so means over about the same requests
    Requests, ///< told with each request, so means over the very same ones
};

/// The mean time to first token of a point taken apart, in milliseconds. `network`, `queue`, `prefill` and `remainder`
/// add up to `client`; `connection` lies before it, for TTFT counts from the sending.
struct TtftSplit {
    SplitSource source = SplitSource::Histograms;
    double client = 0; ///< mean TTFT of the requests that are compared
    double connection = 0; ///< setting up connections, spread over all of them
    std::optional<double> network; ///< one round trip, as connecting took; empty: every connection was reused
    std::optional<double> queue; ///< empty: the server does not tell it apart from the prefill
    double prefill = 0; ///< in the server, from the queue to the first token
    double remainder = 0; ///< what nobody accounts for: parsing, streaming, proxies; below zero where clocks disagree
    std::uint64_t requests = 0; ///< of the client
    std::uint64_t serverRequests = 0; ///< that the server counted meanwhile

    bool operator==(const TtftSplit &) const = default;
};

/// One count of the whole cell, warm-up included, by both sides.
struct CountPair {
    std::uint64_t client = 0;
    std::optional<double> server; ///< empty: not told, or the server began anew meanwhile
    std::uint64_t cut = 0; ///< what requests that we cut off when the cell ended may have added on the server's side

    /// How far the server's count lies from what the client knows of, from `client` to `client + cut`: servers differ in
    /// what they count of a request that its client leaves, some nothing, some its prompt, some every token made.
    [[nodiscard]] std::optional<double> difference() const noexcept
    {
        if (!server)
            return std::nullopt;
        const auto least = static_cast<double>(client);
        return std::clamp(*server, least, least + static_cast<double>(cut)) - *server;
    }
    bool operator==(const CountPair &) const = default;
};

/// Requests in flight over equal parts of the window, as means over the moments at which the server was asked in each.
struct InFlightCourse {
    std::vector<double> server; ///< what it said that runs and waits
    std::vector<double> least; ///< of the client, within the time by which a gauge may be old
    std::vector<double> most;

    bool operator==(const InFlightCourse &) const = default;
};

/// What the server and its GPUs said of a cell. Values over time are of the window.
struct ServerFigures {
    std::optional<TtftSplit> ttft;
    CountPair requests; ///< completed
    CountPair promptTokens;
    CountPair outputTokens;
    std::uint64_t endTokens = 0; ///< answers that ended by themselves: servers differ in counting their last token
    bool restarted = false; ///< a counter fell, so the server began anew during the cell
    std::optional<double> meanRunning;
    std::optional<double> meanWaiting;
    std::optional<double> maxWaiting;
    std::optional<double> meanKvUse; ///< 0..1
    std::optional<double> maxKvUse;
    std::optional<double> preemptions;
    std::optional<double> cachedPromptShare; ///< 0..1 of the prompt tokens came from the prefix cache
    std::optional<double> meanTokenGapMs; ///< the server's own ITL or TPOT
    std::optional<double> ttftP95LowMs; ///< between these two the server's own p95 of TTFT lies: a bucket says no more
    std::optional<double> ttftP95HighMs; ///< +infinity in its last bucket
    std::uint64_t gpus = 0; ///< GPUs that were read; 0: none
    std::optional<double> meanGpuPowerWatts; ///< all of them together
    std::optional<double> meanGpuUse; ///< 0..1, mean over GPUs
    std::optional<double> maxGpuMemoryBytes; ///< all of them together
    std::optional<double> joulesPer1000Tokens; ///< of output; only where the whole window was covered
    std::uint64_t scrapes = 0;
    std::uint64_t failedScrapes = 0;
    std::optional<double> scrapeMeanMs; ///< what one question to the server took
    std::optional<InFlightCourse> inFlight; ///< empty: it does not tell, or was asked too seldom

    bool operator==(const ServerFigures &) const = default;
};

} // namespace tokamark::metrics
