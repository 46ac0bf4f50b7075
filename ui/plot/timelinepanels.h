#pragma once

#include "plot/timelinedata.h"
#include "widgets/theme.h"

#include <QLocale>

#include <vector>

class QCPAxisRect;
class QCPItemText;
class QCPMarginGroup;
class QCustomPlot;

namespace tokamark::ui {

/// The plots of a time line above each other, with their curves, trends and shaded stretches. Used inside ui/plot; GUI
/// thread; owned by the chart.
class TimelinePanels final {
public:
    explicit TimelinePanels(QCustomPlot &plot);

    struct Look {
        Theme theme;
        QLocale locale;
    };
    /// Draws everything anew; whatever the plot held before is gone, items of others too.
    void draw(const TimelineData &data, Look look);
    /// Call when the plot has been laid out: hides names of stretches that have become too narrow for them.
    void showNamesThatFit();
    /// The least height of all plots and their axis.
    [[nodiscard]] static int heightOf(const TimelineData &data);

private:
    struct RegionName {
        QCPItemText *text; ///< owned by the plot
        TimeRegion region;
    };

    void addPanel(const TimelineData &data, int row);
    [[nodiscard]] double styleValueAxis(QCPAxisRect &rect, const TimelinePanel &panel);
    void addTitle(QCPAxisRect &rect, const QString &text);
    void styleTimeAxis(QCPAxisRect &rect, double totalSeconds, bool labelled);
    void addRegionNames(QCPAxisRect &rect, const std::vector<TimeRegion> &regions);
    void fillPanel(QCPAxisRect &rect, const TimelinePanel &panel, double top);
    void addTrend(QCPAxisRect &rect, const TimelineTrend &trend);
    void fillStrip(QCPAxisRect &rect, const TimelinePanel &panel);

    QCustomPlot &m_plot;
    QCPMarginGroup *m_leftMargins; ///< owned by the plot
    Look m_look;
    std::vector<RegionName> m_regionNames;
};

} // namespace tokamark::ui
