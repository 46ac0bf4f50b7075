#pragma once

#include "simulator/apirequest.h"
#include "simulator/dialects/dialect.h"
#include "simulator/gpumodel.h"
#include "simulator/prefixcache.h"
#include "simulator/preset.h"
#include "simulator/streamwriter.h"
#include "simulator/targetstats.h"
#include "simulator/tokenengine.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tokamark::simulator {

/// Who gets the tokens of a job.
class TokenSink {
public:
    virtual ~TokenSink() = default;
    /// The job has its place. May come before `submit` returns.
    virtual void started(const JobTimes &times) = 0;
    virtual void tokensReady(const Emission &emission, const JobTimes &times) = 0;
};

/// What changes a dialect's limits.
struct LimitChanges {
    std::optional<std::uint32_t> parallel;
    std::optional<std::uint32_t> inFlight;
    std::optional<std::uint32_t> queue;
    std::optional<Duration> firstByte;
    std::uint64_t kvTokens = 0; ///< 0: the preset's own

    bool operator==(const LimitChanges &) const = default;
};

/// What a target is made of.
struct TargetOptions {
    std::string name; ///< the first part of its paths
    Preset preset;
    const Dialect *dialect = nullptr; ///< null: that of the preset
    Quirks quirks;
    LimitChanges limits;
    Duration coldStart = {}; ///< the first request waits that long for the model
    bool prefixCache = false; ///< keeps the beginnings of prompts
    std::string apiKey; ///< empty: none asked for
    std::uint64_t seed = 0;
};

/// How long an answer becomes.
struct AnswerLength {
    std::uint32_t tokens = 1;
    bool endsByItself = false; ///< and not at its limit
};

/// One look at the engine, for servers that hand these out one by one.
struct IterationSample {
    std::uint64_t number = 0;
    std::uint32_t running = 0;
    std::uint32_t waiting = 0;
};

/// One simulated backend inside a server: its engine, the timer that drives it and its counters.
/// Owned by the server and used by the server's thread alone.
class ServedTarget {
public:
    ServedTarget(boost::asio::io_context &io, TargetOptions options);

    /// Hands a job to the engine, once the model is there; `sink` hears of it until the last token or `cancel`.
    [[nodiscard]] std::uint64_t submit(const ApiRequest &request, const AnswerLength &answer, TokenSink &sink);
    void cancel(std::uint64_t job);
    /// Nobody listens any more, but the job goes on to its end.
    void abandon(std::uint64_t job);
    /// True: one more is too many. Counted as refused.
    [[nodiscard]] bool refusesMore();

    [[nodiscard]] const std::string &name() const noexcept { return m_options.name; }
    [[nodiscard]] const Preset &preset() const noexcept { return m_options.preset; }
    [[nodiscard]] const Dialect &dialect() const noexcept { return *m_options.dialect; }
    [[nodiscard]] const CompiledFormat &format(const Endpoint &endpoint) const;
    [[nodiscard]] const std::string &apiKey() const noexcept { return m_options.apiKey; }
    [[nodiscard]] const Limits &limits() const noexcept { return m_limits; }
    /// What was asked for, or a natural end drawn from prompt and seed.
    [[nodiscard]] AnswerLength answerLength(const ApiRequest &request) const;
    [[nodiscard]] bool isCold() const noexcept { return m_state != State::Warm; }

    // what pages show
    [[nodiscard]] const TargetStats &stats() const noexcept { return m_stats; }
    /// The load as the server's gauges have it.
    [[nodiscard]] EngineLoad shownLoad() const;
    [[nodiscard]] std::uint32_t parallel() const;
    [[nodiscard]] std::uint64_t kvCapacityTokens() const;
    [[nodiscard]] bool keepsPrefixes() const noexcept { return m_prefixes.has_value(); }
    [[nodiscard]] std::int64_t createdUnix() const noexcept { return m_createdUnix; }
    [[nodiscard]] const std::string &version() const noexcept { return m_version; }
    [[nodiscard]] std::vector<IterationSample> drainIterations();
    [[nodiscard]] std::string gpuText() const;
    /// `text` with the `$name`s of a page.
    [[nodiscard]] std::string expandPage(std::string_view text) const;

private:
    enum class State : std::uint8_t { Cold, Loading, Warm };
    struct JobState {
        TokenSink *sink = nullptr; ///< null: nobody listens
        Job job;
        JobTimes times;
    };

    void run();
    void arm();
    void wake();
    void deliverStarts();
    void deliver(const Emission &emission);
    [[nodiscard]] EngineLoad load() const;
    void loadMayChange(Instant now);
    void loadHasChanged(Instant now);
    [[nodiscard]] std::string pageValue(std::string_view name) const;

    TargetOptions m_options;
    Limits m_limits;
    std::string m_version;
    std::string m_engineVersion;
    std::vector<CompiledFormat> m_formats; ///< one per endpoint of the dialect
    std::unique_ptr<TokenEngine> m_engine;
    std::optional<PrefixCache> m_prefixes;
    boost::asio::steady_timer m_timer;
    boost::asio::steady_timer m_loading;
    State m_state = State::Warm;
    std::vector<std::uint64_t> m_pending; ///< jobs that wait for the model
    std::unordered_map<std::uint64_t, JobState> m_jobs;
    std::vector<std::uint64_t> m_starts; ///< not told to their sinks yet
    std::vector<Emission> m_emissions; ///< kept for its memory
    std::optional<Instant> m_armedFor;
    Instant m_lastRun;
    bool m_running = false;
    std::uint64_t m_nextJob = 1;
    std::int64_t m_createdUnix;
    TargetStats m_stats;
    GpuModel m_gpu;
    EngineLoad m_gaugeLoad; ///< as of the last turn of the gauges
    Instant m_gaugesUntil;
    std::deque<IterationSample> m_iterations;
    std::uint64_t m_nextIteration = 1;
};

} // namespace tokamark::simulator
