#pragma once

#include "plot/chartdata.h"
#include "widgets/theme.h"

#include <vector>

class QCPAxisRect;
class QCPItemText;
class QCustomPlot;

namespace tokamark::ui {

/// The shaded stretches of a time line over all its plots, with their names at the foot of the first one where there is
/// room. Used inside ui/plot; GUI thread; owned by the chart.
class TimelineRegions final {
public:
    explicit TimelineRegions(QCustomPlot &plot);

    /// To be called when the plot was cleared: its items are gone.
    void forget();
    void shade(QCPAxisRect &rect, const std::vector<TimeRegion> &regions, const Theme &theme);
    void addNames(QCPAxisRect &rect, const std::vector<TimeRegion> &regions, const Theme &theme);
    /// To be called whenever the plot was laid out. A name that is longer than its stretch would claim what lies beside.
    void showNamesThatFit();

private:
    struct Name {
        TimeRegion region;
        QCPItemText *item = nullptr; ///< owned by the plot
    };

    QCustomPlot &m_plot;
    std::vector<Name> m_names;
};

} // namespace tokamark::ui
