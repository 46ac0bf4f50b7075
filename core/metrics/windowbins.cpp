#include "metrics/windowbins.h"

#include <algorithm>

namespace tokamark::metrics {

std::size_t windowBin(double seconds, double windowSeconds)
{
    if (windowSeconds <= 0)
        return 0;
    const double place = seconds / windowSeconds * static_cast<double>(WindowBins);
    return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(WindowBins - 1)));
}

} // namespace tokamark::metrics
