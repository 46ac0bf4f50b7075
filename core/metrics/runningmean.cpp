#include "metrics/runningmean.h"

#include <cmath>

namespace tokamark::metrics {

void RunningMean::add(std::uint32_t value)
{
    ++m_count;
    const double off = value - m_mean;
    m_mean += off / static_cast<double>(m_count);
    m_squares += off * (value - m_mean);
}

double RunningMean::standardError() const
{
    if (m_count < 2)
        return 0;
    const auto count = static_cast<double>(m_count);
    return std::sqrt(m_squares / (count - 1) / count);
}

} // namespace tokamark::metrics
