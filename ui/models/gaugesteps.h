#pragma once

#include <QPointF>

#include <vector>

namespace tokamark::ui {

/// What a gauge read from time to time, as a line in steps: each value holds until the next reading. Where none came for
/// much longer than usual, the value holds for the usual time, and a point whose value is NaN breaks the line. Nothing is
/// said of the time before the first reading and after the last. `readings` rise in x. Any thread.
[[nodiscard]] std::vector<QPointF> gaugeSteps(const std::vector<QPointF> &readings);

} // namespace tokamark::ui
