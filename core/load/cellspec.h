#pragma once

#include "base/clock.h"
#include "http/url.h"
#include "plan/plan.h"
#include "protocol/streamprotocol.h"
#include "schedule/arrivals.h"
#include "workload/promptsource.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::load {

/// Where one cell sends its requests.
struct Endpoint {
    http::Url url;
    std::vector<std::pair<std::string, std::string>> headers; ///< extra ones, Authorization included
    plan::TlsChoice tls;
    std::vector<std::string> secrets = {}; ///< in the bodies of its requests; those of the headers are told by name
    Duration idleLimit = std::chrono::seconds(5); ///< the server closes a connection idle for so long; zero: never
};

/// Everything that one cell needs, resolved: no names to look up, no files to read.
struct CellSpec {
    Endpoint endpoint;
    std::shared_ptr<const protocol::StreamProtocol> protocol;
    std::shared_ptr<const workload::PromptSource> prompts;
    std::shared_ptr<const workload::PromptSource> warmupPrompts; ///< for `warmupRequests`; others use `prompts`
    std::uint32_t users = 1; ///< of a closed loop
    std::optional<schedule::Arrivals> arrivals; ///< instead of users: requests come when this says
    std::optional<std::uint32_t> maxInFlight; ///< with `arrivals`: no more at a time, the others wait in the client
    /// With `arrivals` and `duration`: what still waits in the client so long after the window is not sent any more, but
    /// recorded as unsent. Empty: waits as long as it takes.
    std::optional<Duration> longestDrain;
    Duration ramp{};
    Duration thinkTime{};
    bool rampInsideWindow = false; ///< the window opens with the first request; there is no warm-up then
    std::optional<Duration> duration; ///< of the window
    std::optional<std::uint64_t> requests; ///< instead of `duration`: every request counts
    std::optional<Duration> warmup; ///< empty: found by comparing blocks, at most 30 s
    std::uint32_t warmupRequests = 0; ///< sent by one user each and awaited before the cell starts
    plan::Limits limits;
    std::uint64_t seed = 0; ///< for the random shorter first request of each user
    bool shortenFirst = true; ///< only with `duration`
    unsigned workers = 1; ///< threads; users or arrivals are dealt round robin
};

} // namespace tokamark::load
