#pragma once

#include "simulator/tokenengine.h"

#include <deque>
#include <limits>
#include <queue>
#include <random>
#include <unordered_map>

namespace tokamark::simulator {

/// Fixed latencies, whatever the load.
struct FixedPace {
    Duration ttft = std::chrono::milliseconds(50);
    Duration tpot = std::chrono::milliseconds(20);
    double noise = 0; ///< relative standard deviation of each gap
    std::uint32_t tokensPerChunk = 1;
    std::uint32_t maxRunning = std::numeric_limits<std::uint32_t>::max(); ///< others wait for a place

    bool operator==(const FixedPace &) const = default;
};

/// Gives each job its first token a fixed time after it got a place and the others at a fixed pace, whatever the load.
/// The server of known truth that clients are judged against. Single-threaded, as every engine.
class PacedEngine final : public TokenEngine {
public:
    PacedEngine(FixedPace pace, std::uint64_t seed);

    void submit(const Job &job, Instant now) override;
    void cancel(std::uint64_t job) override;
    [[nodiscard]] std::optional<Instant> nextDeadline() const override;
    void advance(Instant now, std::vector<Emission> &out) override;
    [[nodiscard]] EngineLoad load() const override;

private:
    struct Progress {
        std::uint32_t left = 0;
        std::uint32_t nextTokens = 1;
        std::uint32_t kvTokens = 0;
    };
    struct Due {
        Instant at;
        std::uint64_t job = 0;
        bool operator>(const Due &other) const { return at != other.at ? at > other.at : job > other.job; }
    };

    [[nodiscard]] Duration vary(Duration gap);
    void begin(const Job &job, Instant at);
    void fillPlaces(Instant at);
    void dropStale();

    FixedPace m_pace;
    std::mt19937_64 m_random;
    std::unordered_map<std::uint64_t, Progress> m_jobs;
    std::deque<Job> m_waiting;
    Instant m_now; ///< of the last call that told the time: a cancelled job's place goes on from there
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_queue; ///< its top always belongs to a live job
    std::uint64_t m_kvTokens = 0;
};

} // namespace tokamark::simulator
