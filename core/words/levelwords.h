#pragma once

#include "plan/level.h"

#include <QString>

namespace tokamark::words {

/// A level for people: "50 users", "2.5 requests/s", "trace at 2×".
[[nodiscard]] QString levelText(const plan::Level &level);
/// Its number alone, as people write it: "2.5", "2,5", "∞".
[[nodiscard]] QString levelNumber(const plan::Level &level);
/// What the numbers of such levels count, to stand at an axis or over a column: "Concurrent users".
[[nodiscard]] QString levelTitle(plan::LoadKind kind);

} // namespace tokamark::words
