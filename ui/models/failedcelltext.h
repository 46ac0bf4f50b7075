#pragma once

#include "models/resultset.h"

#include <QStringList>

namespace tokamark::ui {

/// Why points failed as a whole, before they had figures: a line for each target and reason, with what to do about it.
[[nodiscard]] QStringList failedCellLines(const ResultSet &set);

} // namespace tokamark::ui
