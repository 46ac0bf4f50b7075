#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "load/cellobserver.h"
#include "metrics/cellfigures.h"
#include "metrics/limitseries.h"
#include "metrics/verdict.h"
#include "plan/matrix.h"
#include "plan/plan.h"
#include "session/telemetryseries.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokamark::session {

enum class CellState : std::uint8_t { Waiting, Running, Done, Failed, Cancelled };
enum class RunState : std::uint8_t { Preparing, Running, Pausing, Paused, Stopping, Finished, Stopped, Failed };

/// One cell of the matrix as it stands now.
struct CellView {
    plan::CellKey key;
    CellId id;
    CellState state = CellState::Waiting;
    std::optional<metrics::CellFigures> figures; ///< once done
    std::vector<metrics::Verdict> verdicts;
    std::optional<Error> error; ///< why it failed as a whole
};

/// A run at one moment. Immutable once published; any thread.
struct RunSnapshot {
    RunId run;
    RunState state = RunState::Preparing;
    std::shared_ptr<const plan::Plan> plan; ///< of a search, another one whenever a new load is tried
    bool simulated = false; ///< at least one target is
    std::vector<CellView> cells; ///< in the order in which they run
    std::vector<metrics::LimitSeries> limits; ///< of a plan that searches: how far each search is
    std::optional<std::size_t> current; ///< index into `cells`
    std::shared_ptr<const load::CellSnapshot> live; ///< of the current cell
    std::shared_ptr<const TelemetrySeries> telemetry; ///< of the current cell; null: nothing was seen
    double elapsedSeconds = 0;
    double remainingSeconds = -1; ///< -1: cannot be told
    std::optional<Error> error; ///< why the run as a whole stopped, or waits (Paused): database gone, disk full
    std::string databasePath; ///< where results go now
    std::optional<Error> storageError; ///< why results could not be written the first time, wherever they went then
};

/// Who hears of a run. Called on the run's own thread; a window hands it over to its own thread by one queued call.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    /// About four times a second, and at once whenever a cell or the state of the run changes.
    virtual void snapshotAvailable(std::shared_ptr<const RunSnapshot> snapshot) = 0;
    /// The last call.
    virtual void runEnded(std::shared_ptr<const RunSnapshot> snapshot) = 0;
};

} // namespace tokamark::session
