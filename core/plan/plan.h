#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "plan/verdictthresholds.h"
#include "plan/level.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokamark::plan {

/// Which of a server's APIs requests go to. Append only: the numbers are stored in databases.
enum class Endpoint : std::uint8_t {
    Chat,
    Completions,
    Native, ///< the server's own; `Target::native` says which
    Auto, ///< chat where the server has it, else its own
};

/// What stands before the name of a key in the system's keychain.
inline constexpr std::string_view KeychainPrefix = "keychain:";

/// In place of metrics URLs: the server is not asked.
inline constexpr const char *MetricsOff = "off";

/// How TLS checks the server of one target.
struct TlsChoice {
    std::string caFile; ///< PEM file to trust instead of the system's store; empty: the system's store
    bool insecure = false; ///< no verification; shown as such wherever the target is shown

    bool operator==(const TlsChoice &) const = default;
};

/// What a target runs on, for what is physically possible. Without the GPU's name, that of the driver counts where it
/// can be asked; without a shape, the name of the model.
struct Hardware {
    std::string gpu; ///< "A100-80GB", "h100-sxm"
    std::string model; ///< shape of the model by name, or the path of its config.json
    std::string weights; ///< fp16, bf16, fp8, int8, int4, awq, gptq; empty: 16 bits
    std::string kv; ///< fp16, bf16, fp8, int8; empty: 16 bits
    double tokensPerStep = 1; ///< above one with speculative decoding: tokens that a step yields for a request

    bool operator==(const Hardware &) const = default;
};

/// How the URL of a simulated backend begins; behind it stands PRESET or PRESET@DIALECT.
inline constexpr std::string_view SimulatedScheme = "sim:";

/// One backend at one URL with one model, as the plan names it.
struct Target {
    std::string name; ///< unique in the plan
    std::string url; ///< http(s)://host[:port][/base], or sim:PRESET
    std::string kind = "openai"; ///< a backend kind of `detect`, or "openai"
    std::string model; ///< as the server names it; empty: the first of /v1/models
    Endpoint endpoint = Endpoint::Auto;
    std::string native; ///< which of its own APIs, "generate"; empty: the first
    std::vector<std::pair<std::string, std::string>> headers;
    std::string extraBody; ///< JSON object merged into each request body; empty: none
    std::string apiKeyEnv; ///< environment variable that holds the Bearer token; the token itself is never stored
    std::string apiKeyKeychain; ///< instead: its name in the system's keychain; in TOML api_key = "keychain:NAME"
    TlsChoice tls;
    /// Where the server tells of itself in Prometheus' text form, one for each replica behind the URL; empty: where its
    /// kind keeps it; the one word `MetricsOff`: nowhere.
    std::vector<std::string> metricsUrls;
    std::uint32_t gpus = 0; ///< GPUs that serve this target, for rates per GPU; 0: not known
    std::string gpuMetricsUrl; ///< a DCGM exporter for the GPUs of another host; empty: none
    Hardware hardware;
    std::string device; ///< "shared GPU" name: targets with equal device never run at the same time
    std::string color; ///< #rrggbb; empty: given by order
    std::string note; ///< dtype, parallelism, settings, as the user wrote them

    [[nodiscard]] bool isSimulated() const noexcept { return url.starts_with(SimulatedScheme); }
    /// What a simulated backend plays: PRESET or PRESET@DIALECT. Empty for a server.
    [[nodiscard]] std::string simulation() const
    {
        return isSimulated() ? url.substr(SimulatedScheme.size()) : std::string();
    }
    bool operator==(const Target &) const = default;
};

/// A number of tokens per request: fixed, uniform or normal.
struct LengthSpec {
    enum class Shape : std::uint8_t { Fixed, Uniform, Normal };
    Shape shape = Shape::Fixed;
    std::uint32_t mean = 256; ///< the value, the middle of the range, or the mean
    std::uint32_t spread = 0; ///< half the range, or the standard deviation
    std::uint32_t min = 1;
    std::uint32_t max = 1u << 20;

    bool operator==(const LengthSpec &) const = default;
};

/// Text that prompts have in common from their start, so that a warm prefix cache hits a chosen share of them.
struct SharedPrefix {
    double share = 0.5; ///< of the tokens of each prompt, above 0 and below 1
    std::uint32_t prefixes = 1; ///< different ones, which requests take in turn

    bool operator==(const SharedPrefix &) const = default;
};

enum class PromptOrigin : std::uint8_t { Synthetic, File };

/// What is sent.
struct Workload {
    std::string name = "default"; ///< unique in the plan
    PromptOrigin origin = PromptOrigin::Synthetic;
    std::string file; ///< JSONL of prompts; relative to the plan's folder
    LengthSpec inputTokens{LengthSpec::Shape::Fixed, 128, 0, 1, 1u << 20}; ///< nominal, until usage says more
    LengthSpec outputTokens{LengthSpec::Shape::Fixed, 128, 0, 1, 1u << 20}; ///< max_tokens
    bool ignoreEos = true; ///< exact output length, wherever the server can do it
    bool uniquePrompts = true; ///< unique text at the start of each prompt, so that no prefix cache hits
    std::optional<SharedPrefix> sharedPrefix; ///< of synthetic prompts; unique text follows it
    std::string systemPrompt;
    double temperature = 0;

    bool operator==(const Workload &) const = default;
};

/// How hard it is sent: one kind of load at a list of levels.
struct Load {
    LoadKind kind = LoadKind::Closed;
    /// By kind: numbers of concurrent users, requests per second, or times the speed of the trace. Of a plan that
    /// searches, those that have been tried, in the order in which they were.
    std::vector<double> levels{1, 10, 50};
    /// Open: the shape of the gamma distribution of the gaps between requests, as in vLLM's benchmark: 1 is Poisson,
    /// less comes in bursts, more is more even, infinite is constant.
    double burstiness = 1;
    /// Open and trace: requests in flight at most. What waits behind it is timed from when it was due all the same.
    std::optional<std::uint32_t> maxInFlight;
    std::string trace; ///< file of recorded arrivals and lengths; relative to the plan's folder
    Duration ramp = std::chrono::seconds(0); ///< linear, until all users run or the whole rate is sent
    Duration thinkTime = std::chrono::seconds(0); ///< of users: closed loop only
    /// Of the window: without ramp and warm-up. Of a trace: where it is cut; empty: the whole of it.
    std::optional<Duration> duration = std::chrono::seconds(60);
    std::optional<std::uint64_t> requests; ///< per cell; instead of `duration`
    std::optional<Duration> warmup; ///< empty: until two successive blocks agree, at most 30 s; 0: none
    std::uint32_t warmupRequests = 0; ///< --num-warmups: sent and awaited before the cell, counted nowhere
    bool rampInsideWindow = false; ///< the window opens with the first request, so the ramp counts; no warm-up then

    /// The level at a place of the list, which must exist.
    [[nodiscard]] Level level(std::size_t place) const { return {kind, levels.at(place)}; }
    /// Every request of a cell counts: by a number of requests, and always where a trace is played.
    [[nodiscard]] bool countsEveryRequest() const noexcept { return requests.has_value() || kind == LoadKind::Trace; }
    bool operator==(const Load &) const = default;
};

/// One latency limit of a request, in milliseconds.
struct Slo {
    enum class Metric : std::uint8_t { Ttft, Tpot, E2el, Stall };
    Metric metric = Metric::Ttft;
    double limitMs = 0;

    bool operator==(const Slo &) const = default;
};

/// What a point has to keep to be good enough: one statistic of one latency, in milliseconds.
struct Requirement {
    Slo::Metric metric = Slo::Metric::Ttft;
    double percentile = 95; ///< one of those that are kept; 0: the mean
    double limitMs = 0; ///< at most

    bool operator==(const Requirement &) const = default;
};

/// In place of a list of levels: the largest load that is good enough is searched for, by doubling until a point fails
/// and by halving the bracket from there on. Points at the edge are measured as often as the plan has repetitions.
struct Search {
    double lowest = 1; ///< where it begins
    double highest = 1024; ///< where it ends even if that is good enough
    double precisionPct = 5; ///< of the answer; users: at least one
    double sharePct = 99; ///< of the requests that must meet all of `Plan::slos`, where the plan has any
    std::vector<Requirement> requirements; ///< all of which must be met too

    bool operator==(const Search &) const = default;
};

/// What is run before each repetition, such as a restart of the server, so that all of them begin alike.
struct BeforeRepetition {
    std::vector<std::string> command; ///< the program and its arguments, not read by any shell
    bool shell = false; ///< `command` is one line for /bin/sh instead
    Duration timeout = std::chrono::seconds(60); ///< of the command
    Duration readyTimeout = std::chrono::seconds(600); ///< until every target answers again

    bool operator==(const BeforeRepetition &) const = default;
};

struct Limits {
    Duration requestTimeout = std::chrono::seconds(600);
    Duration stallTimeout = std::chrono::seconds(60);
    Duration connectTimeout = std::chrono::seconds(10);

    bool operator==(const Limits &) const = default;
};

/// Everything that a run does. Saved with each run as TOML.
struct Plan {
    std::string name = "unnamed";
    std::string description;
    std::string preset; ///< key of the preset it came from, if any
    std::vector<Target> targets;
    std::vector<Workload> workloads{Workload{}};
    Load load;
    std::optional<Search> search;
    std::uint32_t repetitions = 1;
    std::optional<BeforeRepetition> beforeRepetition;
    std::vector<Slo> slos;
    std::vector<double> percentiles{50, 90, 95, 99}; ///< that pages and tables show
    Limits limits;
    VerdictThresholds verdicts; ///< what points are held against; written out in full, for defaults may change
    std::uint64_t seed = 0;

    bool operator==(const Plan &) const = default;
};

/// Reads a plan. Errors are BadPlan with "line L, column C" and the key in the detail; an unknown key is one, and the
/// nearest known key is named.
[[nodiscard]] Expected<Plan> parsePlan(const std::string &toml);
/// Reads a plan file; relative paths in it are made relative to its folder.
[[nodiscard]] Expected<Plan> loadPlan(const std::string &path);
/// The TOML form; `parsePlan` of it gives an equal plan, provided that `check` has nothing against the plan.
[[nodiscard]] std::string toToml(const Plan &plan);
/// Everything in a plan that contradicts itself or cannot run, first fault first; empty if it can run.
[[nodiscard]] std::vector<Error> check(const Plan &plan);

} // namespace tokamark::plan
