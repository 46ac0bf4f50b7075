#pragma once

#include "plan/plan.h"
#include "widgets/theme.h"

#include <QColor>
#include <QString>

#include <cstddef>
#include <vector>

namespace tokamark::ui {

/// How a series looks: its place among markers and colours, and a colour of the user's own.
struct SeriesLook {
    int marker = 0;
    QColor color; ///< invalid: the theme's colour of `marker`

    bool operator==(const SeriesLook &) const = default;
};

/// The look of each target with each workload, workloads of a target side by side: the place that the target's colour
/// belongs to, else its place among the targets. What would look like an earlier one, for its colour is taken or the
/// target has several workloads, moves on to a later round of colours, with another marker and other dashes.
[[nodiscard]] std::vector<SeriesLook> looksOf(const std::vector<QString> &colors, std::size_t workloads);
/// The same look for matrix, curves and tables of a plan.
[[nodiscard]] SeriesLook lookOf(const plan::Plan &plan, std::size_t target, std::size_t workload);
/// The place of a target with its first workload.
[[nodiscard]] int markerOf(const plan::Plan &plan, std::size_t target);
/// The name of the series of a target with a workload, which it names where the plan has several.
[[nodiscard]] QString seriesName(const plan::Plan &plan, std::size_t target, std::size_t workload);
/// How targets carry the colour of a marker: as the light theme has it.
[[nodiscard]] QString storedColor(int marker);

} // namespace tokamark::ui
