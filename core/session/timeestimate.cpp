#include "session/timeestimate.h"

namespace tokamark::session {

TimeEstimate::TimeEstimate(const plan::Plan &plan)
    : m_plan(plan)
{
}

void TimeEstimate::learn(const plan::CellKey &key, double seconds, double secondsPerRequest)
{
    Seen &seen = m_byPoint[{key.workload, key.level}];
    ++seen.cells;
    seen.seconds += seconds;
    if (secondsPerRequest > 0)
        seen.secondsPerRequest = secondsPerRequest;
    if (const auto expected = planned(key)) {
        m_seenSeconds += seconds;
        m_plannedSeconds += *expected;
    }
}

std::optional<double> TimeEstimate::secondsOf(const plan::CellKey &key) const
{
    if (const auto it = m_byPoint.find({key.workload, key.level}); it != m_byPoint.end())
        return it->second.seconds / it->second.cells;
    const auto expected = planned(key);
    if (!expected || m_plannedSeconds <= 0)
        return expected;
    return *expected * m_seenSeconds / m_plannedSeconds;
}

std::optional<double> TimeEstimate::planned(const plan::CellKey &key) const
{
    // A level that was not measured yet is taken to answer like the one before it.
    std::optional<double> secondsPerRequest;
    for (const auto &[point, seen] : m_byPoint) {
        if (point.first == key.workload && point.second <= key.level && seen.secondsPerRequest > 0)
            secondsPerRequest = seen.secondsPerRequest;
    }
    const Duration duration = plan::forecast(m_plan, key, secondsPerRequest).duration;
    if (duration == Duration{})
        return std::nullopt;
    return toSeconds(duration);
}

} // namespace tokamark::session
