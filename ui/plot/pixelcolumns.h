#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

#include <vector>

namespace tokamark::ui {

/// Keeps of each pixel column the first, lowest, highest and last point, so that a line looks the same and costs at most
/// four points a column. `points` rise in x; what lies outside is dropped but for one neighbour on each side. A point
/// whose value is NaN breaks the line, and stays.
[[nodiscard]] std::vector<QPointF> reduceToColumns(const std::vector<QPointF> &points, double from, double to,
                                                   int columns);

/// Keeps one point of each cell of a grid over `range`, the first that falls into it.
[[nodiscard]] std::vector<QPointF> thinToGrid(const std::vector<QPointF> &points, const QRectF &range,
                                              const QSize &cells);

} // namespace tokamark::ui
