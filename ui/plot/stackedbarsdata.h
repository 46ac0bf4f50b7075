#pragma once

#include "plot/chartdata.h"

namespace tokamark::ui {

/// One part of every bar.
struct StackedPart {
    QString name; ///< in the legend
    int marker = 0; ///< place among the colours of the theme
    std::vector<double> values; ///< one for each category; below zero hangs down from the axis

    bool operator==(const StackedPart &) const = default;
};

/// One bar for each category, made of the same parts.
struct StackedBarsData {
    ChartHeading heading;
    QString categoryTitle;
    std::vector<QString> categories;
    std::vector<StackedPart> parts; ///< from the axis outwards

    bool operator==(const StackedBarsData &) const = default;
};

} // namespace tokamark::ui
