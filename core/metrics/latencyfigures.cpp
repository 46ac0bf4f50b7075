#include "metrics/latencyfigures.h"

#include "metrics/percentile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace tokamark::metrics {
namespace {

using Values = std::vector<double>;

/// Finds values by rank; ranks must be asked for in falling order, so that each search is inside the last one's lower
/// part.
class FallingSelection {
public:
    explicit FallingSelection(Values &values)
        : m_values(values)
        , m_end(values.size())
    {
    }

    double at(std::uint64_t rank)
    {
        if (rank >= m_values.size())
            return std::numeric_limits<double>::infinity();
        if (rank < m_end) {
            const auto place = m_values.begin() + static_cast<std::ptrdiff_t>(rank);
            std::nth_element(m_values.begin(), place, m_values.begin() + static_cast<std::ptrdiff_t>(m_end));
            m_end = rank;
        }
        return m_values[rank];
    }

private:
    Values &m_values;
    std::uint64_t m_end;
};

} // namespace

LatencyFigures latencyFigures(std::vector<double> &values, std::uint64_t failures)
{
    LatencyFigures figures;
    figures.samples = values.size();
    figures.failures = failures;
    const std::uint64_t count = values.size() + failures;
    if (count == 0)
        return figures;
    if (!values.empty()) {
        const auto samples = static_cast<double>(values.size());
        figures.mean = std::accumulate(values.begin(), values.end(), 0.0) / samples;
        const double squares = std::accumulate(values.begin(), values.end(), 0.0, [&figures](double sum, double value) {
            return sum + (value - figures.mean) * (value - figures.mean);
        });
        figures.stddev = std::sqrt(squares / samples);
        const auto [min, max] = std::ranges::minmax_element(values);
        figures.min = *min;
        figures.max = *max;
    }
    FallingSelection selection(values);
    const auto select = [&selection, count](double p) {
        const PercentilePlace place = PercentilePlace::of(p, count);
        const double atUpper = selection.at(place.upper);
        return place.interpolate(selection.at(place.lower), atUpper);
    };
    figures.p99 = select(99);
    figures.p95 = select(95);
    figures.p90 = select(90);
    figures.p50 = select(50);
    return figures;
}

} // namespace tokamark::metrics
