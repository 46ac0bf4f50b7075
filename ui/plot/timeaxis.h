#pragma once

#include "plot/chartdata.h"
#include "widgets/theme.h"

class QCPAxis;
class QCustomPlot;
class QLocale;

/// What the charts over time have in common. Used inside ui/plot.
namespace tokamark::ui::timeaxis {

/// More columns than any screen has pixels for one chart.
inline constexpr int Columns = 1200;

/// The right end of the axis: what was asked for, else the last point.
[[nodiscard]] double end(const TimeData &data);
/// Shaded stretches with their names, and the line at the present.
void addRegions(QCustomPlot &plot, const TimeData &data, const Theme &theme);

} // namespace tokamark::ui::timeaxis
