#pragma once

#include "plot/timelinedata.h"
#include "widgets/theme.h"

#include <vector>

class QCPAxisRect;
class QCPItemLine;
class QCPItemText;
class QCPItemRect;
class QCustomPlot;

namespace tokamark::ui {

/// The two ends of the window over all plots of a time line. They lie on a layer of their own, so that moving one does
/// not draw the curves anew. Used inside ui/plot; GUI thread; owned by the chart.
class TimelineHandles final {
public:
    explicit TimelineHandles(QCustomPlot &plot);

    /// The plots that there are now; what was drawn on those before is gone with them.
    void setRects(const std::vector<QCPAxisRect *> &rects);
    struct Look {
        Theme theme;
        bool movable = false;
        int active = -1; ///< 0 or 1: the end that the keys move; -1: none
    };
    /// Draws the ends at their places.
    void place(const TimelineData &data, const TimelineWindow &window, const Look &look);

private:
    void placeLine(QCPItemLine &line, double second) const;

    QCustomPlot &m_plot;
    std::vector<QCPItemLine *> m_ends; ///< two for each plot
    std::vector<QCPItemLine *> m_measured; ///< two for each plot
    std::vector<QCPItemRect *> m_grips; ///< one for each end, on the first plot
    QCPItemText *m_name = nullptr;
};

} // namespace tokamark::ui
