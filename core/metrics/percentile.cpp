#include "metrics/percentile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::metrics {

PercentilePlace PercentilePlace::of(double p, std::uint64_t count)
{
    const double place = std::clamp(p, 0.0, 100.0) / 100 * static_cast<double>(count - 1);
    PercentilePlace result;
    result.lower = static_cast<std::uint64_t>(std::floor(place));
    result.fraction = place - std::floor(place);
    result.upper = std::min(result.lower + 1, count - 1);
    return result;
}

double PercentilePlace::interpolate(double atLower, double atUpper) const
{
    // Without this, infinity times zero would be NaN.
    if (fraction == 0 || atLower == atUpper)
        return atLower;
    if (std::isinf(atUpper))
        return atUpper;
    const double step = atUpper - atLower;
    // numpy counts from the nearer end, and so do we, to the last bit.
    return fraction < 0.5 ? atLower + step * fraction : atUpper - step * (1 - fraction);
}

double percentile(std::span<const double> sorted, double p, std::uint64_t above)
{
    const std::uint64_t count = sorted.size() + above;
    if (count == 0)
        return std::numeric_limits<double>::quiet_NaN();
    const auto at = [sorted](std::uint64_t place) {
        return place < sorted.size() ? sorted[place] : std::numeric_limits<double>::infinity();
    };
    const PercentilePlace place = PercentilePlace::of(p, count);
    return place.interpolate(at(place.lower), at(place.upper));
}

PercentileTrust percentileTrust(double p, std::uint64_t samples)
{
    // In thousandths of a percent and rounded, because 100 - 99.9 is not exact.
    const double beyond = std::round(static_cast<double>(samples) * (100 - p) * 1000) / 100'000;
    if (beyond < 1)
        return PercentileTrust::TooFew;
    return beyond < 5 ? PercentileTrust::Few : PercentileTrust::Fine;
}

double highestShown(std::span<const double> asked, std::uint64_t samples)
{
    double highest = std::ranges::min(asked);
    for (const double p : asked) {
        if (percentileTrust(p, samples) != PercentileTrust::TooFew)
            highest = std::max(highest, p);
    }
    return highest;
}

} // namespace tokamark::metrics
