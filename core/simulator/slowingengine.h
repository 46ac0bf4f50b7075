#pragma once

#include "simulator/tokenengine.h"

#include <memory>
#include <optional>

namespace tokamark::simulator {

/// How a server loses its pace while it works.
struct Slowing {
    double perMinute = 0; ///< everything takes longer by this share of the first pace with each minute
    double step = 0; ///< and by this share from `stepAt` on, at once
    Duration stepAt{}; ///< both count from the first request

    bool operator==(const Slowing &) const = default;
};

/// Stretches the time of another engine, so that any model of a server can grow slower as it goes. Owns that engine.
/// Single-threaded, as every engine.
class SlowingEngine final : public TokenEngine {
public:
    SlowingEngine(std::unique_ptr<TokenEngine> engine, const Slowing &slowing);

    void submit(const Job &job, Instant now) override;
    void cancel(std::uint64_t job) override;
    [[nodiscard]] std::optional<Instant> nextDeadline() const override;
    void advance(Instant now, std::vector<Emission> &out) override;
    [[nodiscard]] EngineLoad load() const override;

private:
    /// The inner engine's clock, which falls behind, and back.
    [[nodiscard]] Instant innerTime(Instant outer) const;
    [[nodiscard]] Instant outerTime(Instant inner) const;

    std::unique_ptr<TokenEngine> m_engine;
    Slowing m_slowing;
    std::optional<Instant> m_begin; ///< of the first request
};

} // namespace tokamark::simulator
