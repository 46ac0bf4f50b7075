#pragma once

#include "plot/chartdata.h"

class QCPScatterStyle;

namespace tokamark::ui {

/// How a curve marks a point: the shape says which series, the filling what the point is worth. `ground` is what lies
/// behind the curves. Shapes of lines alone have nothing to fill, so a doubtful one stands in a disc.
[[nodiscard]] QCPScatterStyle scatterFor(int marker, const QColor &color, PointQuality quality, const QColor &ground);
/// The colour mixed into the ground, for what is to be seen less.
[[nodiscard]] QColor paleColor(const QColor &color, const QColor &ground);

} // namespace tokamark::ui
