#pragma once

#include "widgets/theme.h"

#include <QString>

namespace tokamark::ui {

/// The one style sheet of the program, made from the colours of a theme. Widgets choose their look by the dynamic
/// properties `role` ("card", "title", "heading", "dim", "caption", "badge", "link"...), `tone` ("good", "warning",
/// "bad", "accent") and `primary`.
[[nodiscard]] QString styleSheet(const Theme &theme);

} // namespace tokamark::ui
