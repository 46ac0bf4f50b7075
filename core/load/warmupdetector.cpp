#include "load/warmupdetector.h"

#include <algorithm>
#include <cmath>

namespace tokamark::load {
namespace {

constexpr Duration BlockLength = std::chrono::seconds(2);
constexpr Duration LongestWarmup = std::chrono::seconds(30);
constexpr double Agreement = 0.03;

} // namespace

WarmupDetector::WarmupDetector(Instant start, std::optional<Duration> fixed)
    : m_start(start)
    , m_fixed(fixed)
{
}

bool WarmupDetector::accept(Instant at, std::uint64_t tokens)
{
    if (m_fixed)
        return at - m_start >= *m_fixed;
    if (at < m_start)
        return false;
    if (at - m_start >= LongestWarmup)
        return true;
    if (!m_hasBlock) {
        m_hasBlock = true;
        m_blockStart = at;
        m_blockTokens = tokens;
        return false;
    }
    if (at - m_blockStart < BlockLength)
        return false;
    const double rate = static_cast<double>(tokens - m_blockTokens) / toSeconds(at - m_blockStart);
    // A block without tokens agrees with nothing: the first answers may still be on their way.
    const bool agrees
        = rate > 0 && m_lastRate > 0 && std::abs(rate - m_lastRate) <= Agreement * std::max(rate, m_lastRate);
    m_lastRate = rate;
    m_blockStart = at;
    m_blockTokens = tokens;
    return agrees;
}

} // namespace tokamark::load
