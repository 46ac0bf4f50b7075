#include "session/timeestimate.h"

namespace tokamark::session {

void TimeEstimate::learn(const plan::Plan &plan, const plan::CellKey &key, double seconds, double secondsPerRequest)
{
    Seen &seen = m_byPoint[{key.workload, key.level}];
    ++seen.cells;
    seen.seconds += seconds;
    if (secondsPerRequest > 0)
        seen.secondsPerRequest = secondsPerRequest;
    if (const auto expected = planned(plan, key)) {
        m_seenSeconds += seconds;
        m_plannedSeconds += *expected;
    }
}

std::optional<double> TimeEstimate::secondsOf(const plan::Plan &plan, const plan::CellKey &key) const
{
    if (const auto it = m_byPoint.find({key.workload, key.level}); it != m_byPoint.end())
        return it->second.seconds / it->second.cells;
    const auto expected = planned(plan, key);
    if (!expected || m_plannedSeconds <= 0)
        return expected;
    return *expected * m_seenSeconds / m_plannedSeconds;
}

std::optional<double> TimeEstimate::planned(const plan::Plan &plan, const plan::CellKey &key) const
{
    // A level that was not measured yet is taken to answer like the one before it.
    std::optional<double> secondsPerRequest;
    for (const auto &[point, seen] : m_byPoint) {
        if (point.first == key.workload && point.second <= key.level && seen.secondsPerRequest > 0)
            secondsPerRequest = seen.secondsPerRequest;
    }
    const Duration duration = plan::forecast(plan, key, secondsPerRequest).duration;
    if (duration == Duration{})
        return std::nullopt;
    return toSeconds(duration);
}

} // namespace tokamark::session
