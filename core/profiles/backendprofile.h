#pragma once

#include "base/clock.h"
#include "profiles/detection.h"
#include "profiles/fingerprint.h"
#include "profiles/metricname.h"
#include "protocol/natives.h"
#include "protocol/openaitraits.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tokamark::profiles {

class Answers;

/// Where a server's metrics are and what they are called.
struct MetricsProfile {
    std::string_view path = {}; ///< empty: it has none
    std::uint16_t port = 0; ///< zero: that of the API
    bool onlyBetweenRuns = false; ///< each read is work for the engine: before and after a run, never during it
    Duration refreshedEvery{}; ///< gauges stand still for so long; zero: they are always new
    std::span<const MetricName> names = {};
};

/// How many requests a server works on at a time.
struct ParallelismProfile {
    std::span<const std::string_view> limits
        = {}; ///< what `Detection::limits` calls it; the first that is there counts
    std::uint32_t unlessTold = 0; ///< as the server is delivered; zero: no small number
};

/// By what a server is recognised, and what else it tells.
struct FingerprintProfile {
    std::span<const std::string_view> owners = {}; ///< `owned_by` of its models
    std::span<const std::string_view> probes = {}; ///< asked once the owner has told the kind
    std::span<const std::string_view> blindProbes
        = {}; ///< asked of a server whose kind is not known: harmless to all kinds
    bool wraps = false; ///< a layer that may stand before another kind of server
    /// Takes what the answers tell. True: they tell that the server is of this kind.
    bool (*read)(const Answers &answers, Detection &detection) = nullptr;
    /// What else to ask, given these answers; null: nothing.
    std::vector<Probe> (*followUps)(const Answers &answers) = nullptr;
};

/// How to see, at no cost to a server, that it can answer.
struct ReadinessProfile {
    std::string_view path = ModelsPath; ///< 200 once requests are welcome, another status or no answer before
};

/// What becomes of a connection between two requests. A server that tells that itself, in a Keep-Alive header, is
/// believed; one that closes after some answer says so in that answer.
struct KeepAliveProfile {
    /// It closes one that was idle for so long; zero: never. As Python's and Node's servers are delivered, unless said.
    Duration idleLimit = std::chrono::seconds(5);
    std::optional<Duration> nativeIdleLimit = {}; ///< where another program than that answers at its own API
    std::uint32_t mostAnswers = 0; ///< after so many it closes a connection; zero: it does not count them
};

/// Where ids of tokens take the place of text, each as "API: member"; empty: nowhere that is known.
struct TokenIdsProfile {
    std::string_view inPrompts = {}; ///< what a request may give its prompt in
    std::string_view inAnswers = {}; ///< what brings the ids of an answer, or has them
};

/// Everything that the program knows of one kind of server. One file per kind; `allProfiles` lists them.
struct BackendProfile {
    std::string_view kind; ///< of `detect`
    std::string_view name; ///< as its makers write it
    std::uint16_t port = 0; ///< where it listens as delivered; zero: nowhere in particular
    std::optional<protocol::OpenAiTraits> openAi = {}; ///< empty: it has no such API
    std::span<const protocol::NativeDialect *const> natives = {}; ///< the one that is meant unless named comes first
    ParallelismProfile parallelism = {};
    ReadinessProfile readiness = {};
    KeepAliveProfile keepAlive = {};
    TokenIdsProfile tokenIds = {};
    FingerprintProfile fingerprint = {};
    MetricsProfile metrics = {};
};

} // namespace tokamark::profiles
