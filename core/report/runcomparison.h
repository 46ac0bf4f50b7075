#pragma once

#include "base/error.h"
#include "metrics/comparison.h"
#include "report/texttable.h"
#include "storage/storedrun.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace tokamark::report {

/// One metric at one pair of points.
struct ComparedCell {
    QString targetA;
    QString targetB;
    QString workload; ///< as run A names it
    std::uint32_t users = 0;
    metrics::Difference difference;
};

/// A point that run A has measured and that failed as a whole in run B, so that there is nothing to compare.
struct LostPoint {
    QString target; ///< as run B names it
    std::uint32_t users = 0;
};

/// Two runs side by side.
struct RunComparison {
    storage::RunInfo a;
    storage::RunInfo b;
    std::vector<ComparedCell> cells;
    std::vector<LostPoint> lost;
};

/// Names of targets that belong together: first of run A, second of run B.
using TargetPairs = std::vector<std::pair<QString, QString>>;

/// Lays points side by side that have the same workload and level. Targets pair by `pairs`; without, by name where both
/// runs have several, and a single one with every target of the other run that has no namesake. A single workload pairs
/// with a single one whatever their names. Errors: NotFound for a name in `pairs` that no target has; BadUsage if
/// nothing can be laid side by side.
[[nodiscard]] Expected<RunComparison> compareRuns(const storage::StoredRun &a, const storage::StoredRun &b,
                                                  const TargetPairs &pairs = {});

/// {"a", "b", "cells": [{"a_target", ..., "change_pct", "low_pct", "high_pct", "repetitions", "significant"}]}
[[nodiscard]] QByteArray comparisonJson(const RunComparison &comparison);
/// A row per pair of points and metric.
[[nodiscard]] TextTable comparisonTable(const RunComparison &comparison);

} // namespace tokamark::report
