#include "base/loghistogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tokamark {

void LogHistogram::add(Duration value) noexcept
{
    ++m_buckets[bucketOf(value)];
    ++m_count;
}

/// Bucket zero holds everything below the first doubling, negative values too.
unsigned LogHistogram::bucketOf(Duration value) noexcept
{
    if (value.count() < (1 << LowestBits))
        return 0;
    const auto magnitude = static_cast<std::uint64_t>(value.count());
    const unsigned top = static_cast<unsigned>(std::bit_width(magnitude)) - 1;
    const unsigned step = static_cast<unsigned>(magnitude >> (top - StepBits)) & ((1u << StepBits) - 1);
    return std::min(((top - LowestBits) << StepBits) + step + 1, BucketCount - 1);
}

Duration LogHistogram::middleOf(unsigned bucket) noexcept
{
    if (bucket == 0)
        return Duration((1 << LowestBits) / 2);
    const unsigned top = ((bucket - 1) >> StepBits) + LowestBits;
    const std::uint64_t step = (bucket - 1) & ((1u << StepBits) - 1);
    const std::uint64_t width = std::uint64_t{1} << (top - StepBits);
    return Duration(static_cast<Duration::rep>((std::uint64_t{1} << top) + step * width + width / 2));
}

Duration LogHistogram::percentile(double p) const noexcept
{
    if (m_count == 0)
        return {};
    const double wanted = std::max(1.0, std::ceil(p / 100.0 * static_cast<double>(m_count)));
    std::uint64_t seen = 0;
    for (unsigned bucket = 0; bucket < BucketCount; ++bucket) {
        seen += m_buckets[bucket];
        if (static_cast<double>(seen) >= wanted)
            return middleOf(bucket);
    }
    return middleOf(BucketCount - 1);
}

LogHistogram &LogHistogram::operator+=(const LogHistogram &other) noexcept
{
    for (unsigned bucket = 0; bucket < BucketCount; ++bucket)
        m_buckets[bucket] += other.m_buckets[bucket];
    m_count += other.m_count;
    return *this;
}

LogHistogram &LogHistogram::operator-=(const LogHistogram &earlier) noexcept
{
    for (unsigned bucket = 0; bucket < BucketCount; ++bucket)
        m_buckets[bucket] -= earlier.m_buckets[bucket];
    m_count -= earlier.m_count;
    return *this;
}

} // namespace tokamark
