#include "plot/valueaxis.h"

#include "plot/axisticks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr double BeyondShare = 0.13; ///< of the length of the axis
constexpr int WantedTicks = 5;

bool hasBeyondIn(const CurveData &data)
{
    const auto isBeyond = [](const CurvePoint &point) { return std::isinf(point.value); };
    return std::ranges::any_of(data.series, [&](const CurveSeries &series) {
        return !series.reference && std::ranges::any_of(series.points, isBeyond);
    });
}

} // namespace

ValueAxis::ValueAxis(const CurveData &data)
    : m_logarithmic(data.logarithmic)
{
    double lowest = std::numeric_limits<double>::infinity();
    double highest = 0;
    const auto take = [&](double value) {
        if (!isDrawable(value) || std::isinf(value))
            return;
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    };
    const bool bounds = std::ranges::all_of(data.series, &CurveSeries::bound);
    for (const CurveSeries &series : data.series)
        for (const CurvePoint &point : series.points) {
            // A bound far above would press flat what was measured.
            if (series.bound && !bounds)
                continue;
            take(point.value);
            if (point.band && isDrawable(point.value) && !std::isinf(point.value)) {
                take(point.band->low);
                take(point.band->high);
            }
        }
    const bool beyond = hasBeyondIn(data);
    const bool scaled = highest > 0 || !beyond;
    if (highest <= 0) {
        lowest = 1;
        highest = 10;
    }
    const AxisTicks axis = m_logarithmic ? logarithmicTicks(lowest, highest) : linearTicks(0, highest, WantedTicks);
    m_lower = axis.lower;
    m_edge = m_upper = axis.upper;
    if (scaled)
        m_ticks = axis.ticks;
    if (beyond)
        m_upper = m_logarithmic ? m_lower * std::pow(m_edge / m_lower, 1 / (1 - BeyondShare))
                                : m_lower + (m_edge - m_lower) / (1 - BeyondShare);
}

bool ValueAxis::isDrawable(double value) const
{
    return !std::isnan(value) && (m_logarithmic ? value > 0 : value >= 0);
}

double ValueAxis::coordinate(double value) const
{
    if (!std::isinf(value))
        return value;
    return m_logarithmic ? std::sqrt(m_edge * m_upper) : (m_edge + m_upper) / 2;
}

} // namespace tokamark::ui
