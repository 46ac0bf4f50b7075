#pragma once

#include <QString>

#include <vector>

class QLocale;

namespace tokamark::ui {

/// Range and ticks of one axis.
struct AxisTicks {
    double lower = 0;
    double upper = 1;
    std::vector<double> ticks;

    bool operator==(const AxisTicks &) const = default;
};

/// Round steps from zero (or `lower`, if that is negative) to at least `upper`, about `wanted` of them.
[[nodiscard]] AxisTicks linearTicks(double lower, double upper, int wanted);
/// 1-3-10 steps around `lower` and `upper`, both positive; finer ones where the range is short.
[[nodiscard]] AxisTicks logarithmicTicks(double lower, double upper);
/// Times in steps people count in: 1, 2, 5, 10, 15, 30 s, 1, 2, 5, 10 min, ...
[[nodiscard]] std::vector<double> timeTicks(double from, double to, int wanted);

/// A number on an axis: the locale's decimal sign, thin spaces between groups.
[[nodiscard]] QString tickLabel(double value, const QLocale &locale);
/// "3:20" from 200 s; with tenths where the whole axis is shorter than some seconds.
[[nodiscard]] QString timeLabel(double seconds, double step, const QLocale &locale);

} // namespace tokamark::ui
