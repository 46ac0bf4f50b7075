#pragma once

#include "metrics/windowrange.h"
#include "report/cellfailures.h"
#include "report/verdictwords.h"
#include "storage/storedrun.h"

#include <QByteArray>

#include <optional>
#include <span>
#include <vector>

namespace tokamark::report {

/// A whole run for scripts: what it was, every cell with all its figures, every point over its repetitions. Latencies in
/// milliseconds; null where there are no samples or failures reach a percentile. `failures`: why requests failed; of cells
/// that it lacks only how they ended is written.
[[nodiscard]] QByteArray runJson(const storage::StoredRun &run, const CellFailures &failures = {},
                                 const VerdictSpeaker &speak = plainWords);

/// A finished cell over another window than the measured one.
struct CellOverWindow {
    const storage::StoredCell *cell = nullptr;
    metrics::WindowRange range; ///< where its window can lie
    std::optional<storage::MovedWindow> over; ///< empty: not all of the window lies there
};

/// The cells of a run over one window; its ends are seconds since each cell began.
[[nodiscard]] QByteArray overWindowJson(const storage::StoredRun &run, double fromSecond, double toSecond,
                                        std::span<const CellOverWindow> cells, const VerdictSpeaker &speak);

/// The history: {"runs": [{"id", "name", "started", "state", ...}]}.
[[nodiscard]] QByteArray runListJson(const std::vector<storage::RunInfo> &runs);

} // namespace tokamark::report
