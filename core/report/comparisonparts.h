#pragma once

#include "report/runcomparison.h"

#include <QString>
#include <QStringList>

#include <vector>

// What the long and the short text of a comparison share; for this folder's own files only.
namespace tokamark::report {

using ComparedCells = std::vector<const ComparedCell *>;

/// Whether the samples of both sides carry the figure.
[[nodiscard]] bool isCarried(const ComparedCell &cell);
/// "x", "x (simulated)".
[[nodiscard]] QString targetText(const QString &name, bool simulated);
/// "x beside y", or "x" where both are called so; which of them are simulated.
[[nodiscard]] QString pairText(const ComparedPoint &point);
/// The column "change", "low", "high" and "interval" of a row; dashes where the figure is not carried.
[[nodiscard]] QStringList changeTexts(const ComparedCell &cell);
/// What speaks against the comparison, before a figure of it is read.
[[nodiscard]] QString comparisonWarnings(const RunComparison &comparison);
/// What the marks in rows of `shown` mean, and what the intervals do not know.
[[nodiscard]] QString comparisonNotes(const RunComparison &comparison, const ComparedCells &shown);

} // namespace tokamark::report
