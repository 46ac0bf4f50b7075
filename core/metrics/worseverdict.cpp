#include "metrics/worseverdict.h"

#include <cmath>
#include <limits>

namespace tokamark::metrics {
namespace {

/// How far a finding lies from its limit, as a logarithm; zero without a limit.
double distance(const Verdict &verdict)
{
    const double observed = std::abs(verdict.observed);
    const double threshold = std::abs(verdict.threshold);
    if (!(threshold > 0))
        return 0;
    return observed > 0 ? std::abs(std::log(observed / threshold)) : std::numeric_limits<double>::infinity();
}

} // namespace

bool isWorse(const Verdict &one, const Verdict &other)
{
    if (one.severity != other.severity)
        return one.severity > other.severity;
    return distance(one) > distance(other);
}

} // namespace tokamark::metrics
