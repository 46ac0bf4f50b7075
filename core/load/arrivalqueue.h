#pragma once

#include "base/clock.h"
#include "schedule/arrivals.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace tokamark::load {

/// One worker's share of a schedule: what is still to come, and what is due but has not been sent. Nothing in it is ever
/// dropped or moved: what waits keeps the instant at which it was due. On the worker's thread; owned by it.
class ArrivalQueue final {
public:
    /// A request that is due.
    struct Item {
        std::uint64_t index = 0; ///< place in the whole schedule, and in the list of prompts
        Instant due;
    };

    ArrivalQueue(const schedule::Arrivals &arrivals, Instant start, unsigned worker, unsigned workers);

    /// Lets everything that is due at `now` wait to be sent.
    void advance(Instant now);
    [[nodiscard]] std::size_t waiting() const noexcept { return m_waiting.size(); }
    /// The one that has waited longest; there must be one.
    [[nodiscard]] Item take();
    /// When the next one will be due; empty: none will.
    [[nodiscard]] std::optional<Instant> nextDue() const;
    /// Requests due inside [open, close) that have not been sent, those to come counted as one.
    [[nodiscard]] std::uint32_t unsent(Instant open, Instant close) const;
    [[nodiscard]] bool isOver() const { return m_stopped || (m_waiting.empty() && !m_sequence.next()); }
    /// Nothing more is sent. Gives back what waited.
    std::deque<Item> stop();

private:
    schedule::ArrivalSequence m_sequence;
    Instant m_start;
    std::deque<Item> m_waiting;
    bool m_stopped = false;
};

} // namespace tokamark::load
