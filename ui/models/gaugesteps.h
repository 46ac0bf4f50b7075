#pragma once

#include <QPointF>

#include <vector>

namespace tokamark::ui {

/// A reading of a gauge, and when the last of those behind it was taken that were left out to save room.
struct GaugeReading {
    QPointF at;
    double lastX = at.x();
};

/// What a gauge read from time to time, as a line in steps: each value holds until the next reading. Where none came for
/// much longer than usual, the value holds for the usual time, and a point whose value is NaN breaks the line. Nothing is
/// said of the time before the first reading and after the last. `readings` rise in x. Any thread.
[[nodiscard]] std::vector<QPointF> gaugeSteps(const std::vector<GaugeReading> &readings);
/// Likewise of readings among which none was left out.
[[nodiscard]] std::vector<QPointF> gaugeSteps(const std::vector<QPointF> &readings);

} // namespace tokamark::ui
