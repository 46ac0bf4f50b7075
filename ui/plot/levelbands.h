#pragma once

#include "plot/chartdata.h"
#include "plot/levelaxis.h"

#include <functional>
#include <vector>

class QCustomPlot;

namespace tokamark::ui {

struct Theme;

/// Draws stretches of levels over the whole height of a plot, their names one below the other at its upper edge, or one
/// above the other at its foot. To be called before the curves, which lie over them; the axes have their ranges.
void drawLevelBands(QCustomPlot &plot, const LevelAxis &axis, const std::vector<LevelBand> &bands, const Theme &theme,
                    bool atFoot, const std::function<QColor(const LevelBand &)> &colorOf);

} // namespace tokamark::ui
