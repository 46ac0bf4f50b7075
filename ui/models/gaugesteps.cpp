#include "models/gaugesteps.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace tokamark::ui {

namespace {

constexpr double MissedFrom = 2.5; ///< usual times: one late reading is none that is missing

/// Between two readings taken one behind the other, no matter how many are left out.
double pause(const GaugeReading &before, const GaugeReading &next)
{
    return next.at.x() - before.lastX;
}

double usualPause(const std::vector<GaugeReading> &readings)
{
    std::vector<double> pauses;
    for (std::size_t i = 1; i < readings.size(); ++i)
        pauses.push_back(pause(readings[i - 1], readings[i]));
    const auto middle = pauses.begin() + static_cast<std::ptrdiff_t>(pauses.size() / 2);
    std::nth_element(pauses.begin(), middle, pauses.end());
    return *middle;
}

} // namespace

std::vector<QPointF> gaugeSteps(const std::vector<GaugeReading> &readings)
{
    if (readings.empty())
        return {};
    std::vector<QPointF> steps{readings.front().at};
    if (readings.size() == 1)
        return steps;
    const double usual = usualPause(readings);
    for (std::size_t i = 1; i < readings.size(); ++i) {
        const GaugeReading &before = readings[i - 1];
        const QPointF &next = readings[i].at;
        const bool missed = pause(before, readings[i]) > MissedFrom * usual;
        const double until = missed ? before.lastX + usual : next.x();
        steps.emplace_back(until, before.at.y());
        if (missed)
            steps.emplace_back(until, std::numeric_limits<double>::quiet_NaN());
        if (missed || next.y() != before.at.y())
            steps.push_back(next);
    }
    return steps;
}

std::vector<QPointF> gaugeSteps(const std::vector<QPointF> &readings)
{
    std::vector<GaugeReading> all;
    all.reserve(readings.size());
    for (const QPointF &at : readings)
        all.push_back({at, at.x()});
    return gaugeSteps(all);
}

} // namespace tokamark::ui
