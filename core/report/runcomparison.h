#pragma once

#include "base/error.h"
#include "metrics/comparisonfamily.h"
#include "metrics/percentile.h"
#include "report/rundifferences.h"
#include "storage/storedrun.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <optional>
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
    std::size_t point = 0; ///< index into the points of the comparison
};

/// A point that run A has measured and run B has not, for it failed there as a whole or was cut short.
struct LostPoint {
    QString target; ///< as run B names it
    plan::Level level;
    storage::StoredCellState state = storage::StoredCellState::Failed; ///< what became of it there
};

/// A point that only one of the runs has measured.
struct SinglePoint {
    QString run; ///< "a" or "b"
    QString target; ///< as that run names it
    plan::Level level;
};

/// One of two points that are laid side by side, over its repetitions.
struct ComparedSide {
    QString verdicts; ///< as the table of a run shows them: "VALID", "ERRORS TOO-FEW-SAMPLES"
    QString bad; ///< of those the bad ones; empty: none
    std::uint64_t started = 0; ///< requests
    std::uint64_t failed = 0;
    std::optional<double> goodput; ///< requests per second that met every limit; the mean of the repetitions
};

/// Two points that are laid side by side.
struct ComparedPoint {
    QString targetA;
    QString targetB;
    QString workload; ///< as run A names it
    plan::Level level;
    ComparedSide a;
    ComparedSide b;
    bool simulatedA = false;
    bool simulatedB = false;
};

/// Two runs side by side. All figures that are shown are held together (see `metrics::holdTogether`).
struct RunComparison {
    storage::RunInfo a;
    storage::RunInfo b;
    std::vector<ComparedCell> cells;
    std::vector<LostPoint> lost;
    std::vector<SinglePoint> single;
    std::vector<ComparedPoint> points;
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

/// What two runs on the same axes did not have alike, whether or not they share a load. Targets pair as in `compareRuns`
/// without names.
[[nodiscard]] std::vector<RunDifference> differencesBetween(const storage::StoredRun &a, const storage::StoredRun &b);

/// {"a", "b", "only_one": [{"run", "target", ...}], "differences": [{"what", "a", "b", "in_load"}],
/// "points": [{..., "a_verdict", "b_verdict", "a_failed", ...}],
/// "cells": [{"a_target", ..., "change_pct", "low_pct", "high_pct", "repetitions", "significant"}]}
[[nodiscard]] QByteArray comparisonJson(const RunComparison &comparison);

} // namespace tokamark::report
