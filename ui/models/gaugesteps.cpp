#include "models/gaugesteps.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr double MissedFrom = 2.5; ///< usual times: one late reading is none that is missing

double usualTime(const std::vector<QPointF> &readings)
{
    std::vector<double> times;
    for (std::size_t i = 1; i < readings.size(); ++i)
        times.push_back(readings[i].x() - readings[i - 1].x());
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

} // namespace

std::vector<QPointF> gaugeSteps(const std::vector<QPointF> &readings)
{
    if (readings.size() < 2)
        return readings;
    const double usual = usualTime(readings);
    std::vector<QPointF> steps{readings.front()};
    for (std::size_t i = 1; i < readings.size(); ++i) {
        const QPointF &before = readings[i - 1];
        const QPointF &next = readings[i];
        const bool missed = next.x() - before.x() > MissedFrom * usual;
        const double until = missed ? before.x() + usual : next.x();
        steps.emplace_back(until, before.y());
        if (missed)
            steps.emplace_back(until, std::numeric_limits<double>::quiet_NaN());
        if (missed || next.y() != before.y())
            steps.push_back(next);
    }
    return steps;
}

} // namespace tokamark::ui
