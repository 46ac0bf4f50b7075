#pragma once

#include "plot/chartdata.h"

#include <QString>

#include <optional>
#include <vector>

namespace tokamark::ui {

/// A quantity that did not keep its level: along a line from `from` to `to`, or in one step.
struct TimelineTrend {
    QString name; ///< in the legend, with its size
    double from = 0; ///< seconds
    double to = 0;
    double valueFrom = 0;
    double valueTo = 0;
    std::optional<double> stepSecond; ///< empty: a line

    bool operator==(const TimelineTrend &) const = default;
};

/// How a panel draws its series.
enum class PanelLook {
    Lines,
    Dots,
    Strip, ///< one low row, its points filled down to zero, for what should stay small
};

/// One of the plots that stand above each other on one time axis.
struct TimelinePanel {
    QString title; ///< what it shows and in which unit; of a strip with its highest value
    PanelLook look = PanelLook::Lines;
    double least = 0; ///< that the value axis reaches at least
    std::vector<TimeSeries> series;
    std::optional<TimelineTrend> trend;
    double warningFrom = 0; ///< strips: drawn in the colours of warning and fault from here on; 0: never
    double badFrom = 0;

    bool operator==(const TimelinePanel &) const = default;
};

/// The part of a cell that its figures are of. Seconds on the time axis.
struct TimelineWindow {
    double from = 0;
    double to = 0;

    bool operator==(const TimelineWindow &) const = default;
};

struct TimelineData {
    ChartHeading heading;
    double totalSeconds = 0; ///< right end of the axis
    std::vector<TimeRegion> regions; ///< shaded, by name
    TimelineWindow measured;
    TimelineWindow range; ///< where the ends of the window can go; empty: it cannot be moved
    QString windowName; ///< at a window that is not the measured one
    std::vector<TimelinePanel> panels;

    bool operator==(const TimelineData &) const = default;
};

} // namespace tokamark::ui
