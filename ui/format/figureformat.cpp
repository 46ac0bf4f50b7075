#include "format/figureformat.h"

#include "format/numberformat.h"

#include <limits>

namespace tokamark::ui::format {

namespace {
constexpr std::uint64_t FewestForP99 = 100;
constexpr std::uint64_t EnoughForP99 = 500;
} // namespace

QString percentile(const metrics::LatencyFigures &figures, double value, double timeoutSeconds)
{
    if (figures.samples + figures.failures == 0)
        return latency(std::numeric_limits<double>::quiet_NaN());
    return latency(value, timeoutSeconds);
}

QString percentile99(const metrics::LatencyFigures &figures, double timeoutSeconds)
{
    const std::uint64_t requests = figures.samples + figures.failures;
    if (requests < FewestForP99)
        return latency(std::numeric_limits<double>::quiet_NaN());
    const QString text = latency(figures.p99, timeoutSeconds);
    return requests < EnoughForP99 ? estimated(text) : text;
}

} // namespace tokamark::ui::format
