#pragma once

#include "plan/plan.h"
#include "widgets/theme.h"

#include <QColor>
#include <QString>

#include <cstddef>

namespace tokamark::ui {

/// Which of the eight markers a target has, so that it looks the same in matrix, curves and tables: the one its colour
/// belongs to, else the one of its place in the plan.
[[nodiscard]] int markerOf(const plan::Plan &plan, std::size_t target);
/// The colour of a target in this theme.
[[nodiscard]] QColor colorOf(const plan::Plan &plan, std::size_t target, const Theme &theme);
/// How targets carry the colour of a marker: as the light theme has it.
[[nodiscard]] QString storedColor(int marker);

} // namespace tokamark::ui
