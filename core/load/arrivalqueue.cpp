#include "load/arrivalqueue.h"

#include <algorithm>
#include <utility>

namespace tokamark::load {

ArrivalQueue::ArrivalQueue(const schedule::Arrivals &arrivals, Instant start, unsigned worker, unsigned workers)
    : m_sequence(arrivals, worker, workers)
    , m_start(start)
{
}

void ArrivalQueue::advance(Instant now)
{
    for (auto due = nextDue(); due && *due <= now; due = nextDue()) {
        m_waiting.push_back({m_sequence.next()->index, *due});
        m_sequence.pop();
    }
}

ArrivalQueue::Item ArrivalQueue::take()
{
    const Item item = m_waiting.front();
    m_waiting.pop_front();
    return item;
}

std::optional<Instant> ArrivalQueue::nextDue() const
{
    if (m_stopped || !m_sequence.next())
        return std::nullopt;
    return m_start + m_sequence.next()->at;
}

std::uint32_t ArrivalQueue::unsent(Instant open, Instant close) const
{
    const auto isInside = [open, close](Instant due) { return due >= open && due < close; };
    const auto waiting = std::ranges::count_if(m_waiting, [&](const Item &item) { return isInside(item.due); });
    const auto next = nextDue();
    return static_cast<std::uint32_t>(waiting) + (next && isInside(*next) ? 1 : 0);
}

std::deque<ArrivalQueue::Item> ArrivalQueue::stop()
{
    m_stopped = true;
    return std::exchange(m_waiting, {});
}

} // namespace tokamark::load
