#pragma once

#include "base/clock.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace tokamark::simulator {

/// One request as an engine sees it: lengths only.
struct Job {
    std::uint64_t id = 0;
    std::uint32_t promptTokens = 1;
    std::uint32_t outputTokens = 1; ///< at least 1
    std::uint32_t cachedTokens = 0; ///< at the beginning of the prompt, that need not be read again

    bool operator==(const Job &) const = default;
};

/// Tokens that an engine hands to one stream at one moment.
struct Emission {
    std::uint64_t job = 0;
    std::uint32_t tokens = 0;
    bool last = false;
    Instant due; ///< when the engine's own clock says they were ready

    bool operator==(const Emission &) const = default;
};

/// What an engine holds right now.
struct EngineLoad {
    std::uint32_t running = 0;
    std::uint32_t waiting = 0;
    std::uint64_t kvTokens = 0; ///< reserved by what runs
    std::uint64_t preemptions = 0; ///< since the beginning: how often something running had to give up its place

    bool operator==(const EngineLoad &) const = default;
};

/// When the tokens of a simulated server are ready. It never sleeps and never reads a clock: whoever drives it hands in
/// the time, so the same engine serves real sockets and virtual time. Single-threaded.
///
/// Deadlines are absolute and follow from each other, not from when `advance` was called, so a late caller catches up.
/// Call `advance(now)` before `submit` with the same `now`.
class TokenEngine {
public:
    virtual ~TokenEngine() = default;
    virtual void submit(const Job &job, Instant now) = 0;
    /// Forgets the job at once; its place is free for the next step. Unknown ids are ignored.
    virtual void cancel(std::uint64_t job) = 0;
    /// The next moment at which something is due; empty while idle.
    [[nodiscard]] virtual std::optional<Instant> nextDeadline() const = 0;
    /// Appends to `out` everything due at or before `now`, in the order of its deadlines.
    virtual void advance(Instant now, std::vector<Emission> &out) = 0;
    [[nodiscard]] virtual EngineLoad load() const = 0;

    /// Told when a job gets its place, inside `submit` or `advance`. The instant is that of the engine's own clock.
    using StartObserver = std::function<void(std::uint64_t job, Instant at)>;
    void observeStarts(StartObserver observer) { m_onStart = std::move(observer); }

protected:
    void announceStart(std::uint64_t job, Instant at) const
    {
        if (m_onStart)
            m_onStart(job, at);
    }

private:
    StartObserver m_onStart;
};

} // namespace tokamark::simulator
