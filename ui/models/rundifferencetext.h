#pragma once

#include "models/resultset.h"

#include <QStringList>

namespace tokamark::ui {

/// What the runs of a set did not have alike beside the servers: the first beside each other one, what is in the load in a
/// line of its own, for figures differ by that alone. Empty for a single run.
[[nodiscard]] QStringList runDifferenceLines(const ResultSet &set);

} // namespace tokamark::ui
