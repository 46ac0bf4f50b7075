#pragma once

#include "plot/chartdata.h"
#include "widgets/theme.h"

class QCPAxis;
class QCPAxisRect;
class QCPItemPosition;
class QCustomPlot;
class QLocale;

/// What the charts over time have in common. Used inside ui/plot.
namespace tokamark::ui::timeaxis {

/// More columns than any screen has pixels for one chart.
inline constexpr int Columns = 1200;

/// The right end of the axis: what was asked for, else the last point.
[[nodiscard]] double end(const TimeData &data);
/// Has an item placed by time sideways and by the height of the plot upwards: 0 at its top, 1 at its bottom.
void useTimeAndHeight(QCPItemPosition &position, QCPAxisRect &rect);
/// A shaded stretch of one plot, with its name where there is room for it.
void addRegion(QCustomPlot &plot, QCPAxisRect &rect, const TimeRegion &region, const Theme &theme);
/// Shaded stretches with their names, and the line at the present.
void addRegions(QCustomPlot &plot, const TimeData &data, const Theme &theme);

} // namespace tokamark::ui::timeaxis
