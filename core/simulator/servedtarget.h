#pragma once

#include "simulator/apirequest.h"
#include "simulator/preset.h"
#include "simulator/tokenengine.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace tokamark::simulator {

/// Who gets the tokens of a job.
class TokenSink {
public:
    virtual ~TokenSink() = default;
    virtual void tokensReady(const Emission &emission) = 0;
};

/// What a target is made of.
struct TargetOptions {
    Preset preset;
    Quirks quirks;
    std::uint64_t seed = 0;
};

/// One simulated backend inside a server: its engine, the timer that drives it and its counters.
/// Owned by the server and used by the server's thread alone.
class ServedTarget {
public:
    ServedTarget(boost::asio::io_context &io, TargetOptions options);

    /// Hands a job to the engine; `sink` hears of its tokens until the last one or `cancel`.
    [[nodiscard]] std::uint64_t submit(std::uint32_t promptTokens, std::uint32_t outputTokens, TokenSink &sink);
    void cancel(std::uint64_t job);

    [[nodiscard]] const Preset &preset() const noexcept { return m_preset; }
    [[nodiscard]] const DialectOptions &dialect() const noexcept { return m_dialect; }
    /// How long the answer becomes: what was asked for, or a natural end drawn from prompt and seed.
    [[nodiscard]] std::uint32_t answerTokens(const ApiRequest &request) const;
    [[nodiscard]] std::string metricsText() const;
    [[nodiscard]] std::string modelsJson() const;
    /// The answer to `/info`, by which TGI is told from others.
    [[nodiscard]] std::string infoJson() const;

private:
    void run();
    void arm();

    Preset m_preset;
    DialectOptions m_dialect;
    std::uint64_t m_seed;
    std::unique_ptr<TokenEngine> m_engine;
    boost::asio::steady_timer m_timer;
    std::unordered_map<std::uint64_t, TokenSink *> m_sinks;
    std::vector<Emission> m_emissions; ///< kept for its memory
    std::optional<Instant> m_armedFor;
    Instant m_lastRun;
    bool m_running = false;
    std::uint64_t m_nextJob = 1;
    std::uint64_t m_promptTokens = 0;
    std::uint64_t m_outputTokens = 0;
    std::uint64_t m_completed = 0;
};

} // namespace tokamark::simulator
