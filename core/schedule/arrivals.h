#pragma once

#include "base/clock.h"
#include "base/seededrandom.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace tokamark::schedule {

/// When the requests of a cell are due, counted from its start. A value: equal ones give the same instants, whichever
/// target is measured and by however many workers.
struct Arrivals {
    double rate = 1; ///< requests per second; infinite: all at once
    /// Shape of the gamma distribution of the gaps: 1 is Poisson, less comes in bursts, infinite is constant.
    double burstiness = 1;
    Duration ramp{}; ///< during which the rate rises evenly from nothing
    std::uint64_t seed = 0;
    std::optional<std::uint64_t> requests; ///< how many; empty: without end
    /// Recorded instants, rising; in place of a rate.
    std::shared_ptr<const std::vector<Duration>> recorded;
};

/// One request of a schedule.
struct Arrival {
    std::uint64_t index = 0; ///< place in the whole schedule
    Duration at{}; ///< after the start of the cell

    bool operator==(const Arrival &) const = default;
};

/// Walks through the arrivals that fall to one of several workers. Every instant is counted from the start of the cell,
/// so nothing that happens on the way can move it. On the worker's thread; owned by it.
class ArrivalSequence final {
public:
    /// Every `step`th arrival, the first of them at place `first`.
    explicit ArrivalSequence(Arrivals arrivals, std::uint64_t first = 0, std::uint64_t step = 1);

    /// The next one; empty: there are no more.
    [[nodiscard]] const std::optional<Arrival> &next() const noexcept { return m_next; }
    void pop();

private:
    void generate();
    [[nodiscard]] double gap();
    [[nodiscard]] Duration instantOf(double expected) const;

    Arrivals m_arrivals;
    std::uint64_t m_step;
    SeededRandom m_random;
    std::optional<Arrival> m_next;
    std::uint64_t m_count = 0; ///< arrivals made so far
    double m_expected = 0; ///< requests that the rate asks for until the last of them
};

} // namespace tokamark::schedule
