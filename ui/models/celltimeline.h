#pragma once

#include "models/cellhistory.h"
#include "models/resultset.h"
#include "plot/timelinedata.h"

namespace tokamark::ui {

/// One finished cell of a set of results.
struct CellPlace {
    std::shared_ptr<const ResultSet> results;
    std::size_t series = 0;
    const storage::StoredCell *cell = nullptr; ///< of the set

    [[nodiscard]] const ResultSeries &line() const { return results->series().at(series); }
    [[nodiscard]] const storage::StoredRun &run() const { return results->runs().at(line().run); }
};

/// Turns a cell's history into its time line, words included. Pure; any thread that may translate.
namespace celltimeline {

/// `shown`: of the window shown, which is the measured one or one that was moved; its drifts and steps are drawn.
[[nodiscard]] TimelineData timeline(const CellPlace &place, const CellHistory &history,
                                    const metrics::CellFigures &shown);
/// A window as seconds since the cell began, and back.
[[nodiscard]] TimelineWindow secondsOf(const metrics::MeasuredWindow &window, const storage::StoredCell &cell);
[[nodiscard]] metrics::MeasuredWindow instantsOf(const TimelineWindow &window, const storage::StoredCell &cell);

} // namespace celltimeline
} // namespace tokamark::ui
