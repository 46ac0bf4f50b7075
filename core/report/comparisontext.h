#pragma once

#include "report/runcomparison.h"
#include "report/texttable.h"

#include <QString>
#include <QStringList>

namespace tokamark::report {

/// What is not alike beside the servers: "output tokens: 16 in a, 64 in b", a line each:
/// those in the load, or the others.
[[nodiscard]] QStringList differenceLines(const RunComparison &comparison, bool inLoad);

/// A row per pair of points and metric; simulated targets are marked, percentiles of few samples have a star, and those
/// of too few are left out.
[[nodiscard]] TextTable comparisonTable(const RunComparison &comparison);
/// The table for a terminal, with what its marks mean; before it what speaks against laying the two side by side.
[[nodiscard]] QString comparisonText(const RunComparison &comparison);
/// The same in short: a block for each pair of points with the figures that matter first, what may be said of those, and
/// which of the others are called different.
[[nodiscard]] QString comparisonSummary(const RunComparison &comparison);

} // namespace tokamark::report
