#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "metrics/cellfigures.h"
#include "metrics/verdict.h"
#include "plan/matrix.h"
#include "plan/plan.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace tokamark::storage {

/// Append only: the numbers are stored in databases. A run whose program is gone reads `Stopped`, and the cell that it
/// was measuring `Broken`.
enum class StoredState : std::uint8_t { Running = 0, Finished, Stopped, Failed };
enum class StoredCellState : std::uint8_t { Running = 0, Done, Failed, Cancelled, Broken };

/// One line of the history.
struct RunInfo {
    RunId id;
    QString name;
    QString note;
    QStringList tags;
    QDateTime started;
    QDateTime ended; ///< invalid: never ended properly
    StoredState state = StoredState::Running;
    bool simulated = false;
    int targetCount = 0;
    int cellCount = 0; ///< in the plan; of a search those measured so far
    bool needsMoreCells = false; ///< a search that has not ended: how many more it needs, only measuring them can tell
    int cellsDone = 0;
    int cellsFailed = 0;
    QStringList targetNames;
    QStringList models;
    QString version; ///< of the program that measured
};

/// A target as it was when it was measured.
struct StoredTarget {
    TargetId id;
    plan::Target asPlanned;
    QString detectedKind;
    QString version;
    QString model;
    QString color; ///< #rrggbb, light theme
    int marker = 0; ///< index into the eight markers of the charts
    bool simulated = false;
    QString detection; ///< the JSON of `detect`
};

/// One value of a cell's surroundings at one moment.
struct Sample {
    qint64 atNs = 0; ///< monotonic, as the cell's start
    QString source; ///< "client", "client:0" and so on for each worker, "server", "replica:URL", "gpu:ID"
    QString name; ///< "cpu_share"; the unit is part of the name where there is one
    double value = 0;

    bool operator==(const Sample &) const = default;
};

/// What came of a cell over a window that a person chose. It stands beside what was measured and replaces nothing.
struct MovedWindow {
    QDateTime moved; ///< when it was chosen; invalid: not stored
    metrics::CellFigures figures; ///< without what server, GPUs and hardware said: that is of the measured window
    std::vector<metrics::Verdict> verdicts;
};

struct StoredCell {
    CellId id;
    plan::CellKey key;
    int attempt = 1;
    StoredCellState state = StoredCellState::Running;
    qint64 startedUnixNs = 0; ///< wall clock of `startedNs`
    qint64 startedNs = 0; ///< monotonic, the zero of the charts
    qint64 endedNs = 0;
    quint64 bootstrapSeed = 0; ///< what the intervals in `figures` were drawn with
    std::optional<metrics::CellFigures> figures;
    std::vector<metrics::Verdict> verdicts;
    std::optional<MovedWindow> moved; ///< only where a person moved the window
    std::optional<Error> error;
};

/// A whole run without its requests.
struct StoredRun {
    RunInfo info;
    plan::Plan plan;
    std::vector<StoredTarget> targets; ///< same order as in the plan
    std::vector<StoredCell> cells; ///< every attempt, in the order measured
    std::optional<Error> error; ///< why the run as a whole stopped
};

} // namespace tokamark::storage
