#pragma once

#include "base/error.h"
#include "metrics/comparisonfamily.h"
#include "metrics/percentile.h"
#include "report/rundifferences.h"
#include "report/texttable.h"
#include "storage/storedrun.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <utility>
#include <vector>

namespace tokamark::report {

/// One metric at one pair of points.
struct ComparedCell {
    QString targetA;
    QString targetB;
    QString workload; ///< as run A names it
    plan::Level level;
    metrics::Difference difference;
    /// How far the figure can be trusted on either side; a percentile of too few samples is not shown in tables, and
    /// never called different.
    metrics::PercentileTrust trustA = metrics::PercentileTrust::Fine;
    metrics::PercentileTrust trustB = metrics::PercentileTrust::Fine;
    bool simulatedA = false;
    bool simulatedB = false;
};

/// A point that run A has measured and run B has not, for it failed there as a whole or was cut short.
struct LostPoint {
    QString target; ///< as run B names it
    plan::Level level;
    storage::StoredCellState state = storage::StoredCellState::Failed; ///< what became of it there
};

/// The verdicts of two points that are laid side by side.
struct ComparedVerdicts {
    QString targetA;
    QString targetB;
    QString workload; ///< as run A names it
    plan::Level level;
    QString a; ///< as the table of a run shows it: "VALID", "ERRORS TOO-FEW-SAMPLES"
    QString b;
    QString badA; ///< of those the bad ones; empty: none
    QString badB;
};

/// Two runs side by side. All figures that are shown are held together (see `metrics::holdTogether`).
struct RunComparison {
    storage::RunInfo a;
    storage::RunInfo b;
    std::vector<ComparedCell> cells;
    std::vector<LostPoint> lost;
    std::vector<ComparedVerdicts> verdicts; ///< of each pair of points
    std::vector<RunDifference> differences; ///< beside the servers: what else is not alike
    bool countedA = false; ///< measured over a number of requests, not over a window of time
    bool countedB = false;
};

/// Names of targets that belong together: first of run A, second of run B.
using TargetPairs = std::vector<std::pair<QString, QString>>;

/// Lays points side by side that have the same workload and level. Targets pair by `pairs`; without, by name where both
/// runs have several, and a single one with every target of the other run that has no namesake. A single workload pairs
/// with a single one whatever their names. Errors: NotFound for a name in `pairs` that no target has; BadUsage if
/// nothing can be laid side by side.
[[nodiscard]] Expected<RunComparison> compareRuns(const storage::StoredRun &a, const storage::StoredRun &b,
                                                  const TargetPairs &pairs = {});

/// What is not alike beside the servers: "output tokens: 16 in a, 64 in b", a line each:
/// those in the load, or the others.
[[nodiscard]] QStringList differenceLines(const RunComparison &comparison, bool inLoad);

/// {"a", "b", "differences": [{"what", "a", "b", "in_load"}], "points": [{..., "a_verdict", "b_verdict"}], "cells": [{"a_target", ..., "change_pct", "low_pct", "high_pct", "repetitions", "significant"}]}
[[nodiscard]] QByteArray comparisonJson(const RunComparison &comparison);
/// A row per pair of points and metric; simulated targets are marked, percentiles of few samples have a star, and those
/// of too few are left out.
[[nodiscard]] TextTable comparisonTable(const RunComparison &comparison);
/// The table for a terminal, with what its marks mean; before it what speaks against laying the two side by side.
[[nodiscard]] QString comparisonText(const RunComparison &comparison);

} // namespace tokamark::report
