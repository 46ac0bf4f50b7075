#pragma once

#include "session/cellplan.h"
#include "session/cellspecs.h"
#include "session/celltelemetry.h"
#include "session/pointjudge.h"
#include "session/refusedtargets.h"
#include "session/repetitionstart.h"
#include "session/runcommands.h"
#include "session/runcontroller.h"
#include "session/runstorage.h"
#include "session/targetresolver.h"
#include "session/timeestimate.h"

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tokamark::session {

/// One run from its first cell to its end. Made by RunController, then used by the run's thread alone; what other
/// threads want comes through `RunCommands`.
class RunLoop final {
public:
    struct Setup {
        std::shared_ptr<const plan::Plan> plan; ///< as it is before it searches
        RunOptions options;
        RunObserver &observer;
        Seams seams;
        RunId run;
        std::vector<storage::StoredTarget> targets; ///< with their ids
        std::vector<CellView> cells; ///< taken over when the run begins; those that are done already stay as they are
        std::vector<LengthsAsked> lengthsAsked; ///< of each cell; nothing where it is not measured yet
    };

    RunLoop(Setup setup, std::unique_ptr<storage::RunWriter> writer, std::shared_ptr<std::atomic<bool>> storageHalted,
            RunCommands &commands);
    ~RunLoop();

    /// Returns when the run has ended and everything that can be stored is.
    void run();

private:
    [[nodiscard]] const plan::Plan &currentPlan() const noexcept { return *m_cells.currentPlan(); }
    void measure(std::size_t index);
    [[nodiscard]] bool begin(std::size_t index);
    /// What has to be well before the requests of a cell are worth sending.
    [[nodiscard]] Expected<ResolvedTarget> prepare(const plan::CellKey &key);
    [[nodiscard]] Expected<load::CellResult> runCell(std::size_t index, const ResolvedTarget &target,
                                                     CellTelemetry &telemetry,
                                                     std::vector<metrics::RequestRecord> &records);
    void settle(std::size_t index, const load::CellResult &result, std::span<const metrics::RequestRecord> records,
                const CellTelemetry &telemetry);
    void addBounds(const plan::CellKey &key, const std::string &detectedGpu, metrics::CellFigures &figures) const;
    void endWithError(std::size_t index, const Error &error);
    void endUnmeasured(std::size_t index, CellState state, storage::StoredCellState storedState);
    void judge(std::size_t settled);
    void storeLimits();
    void rememberTarget(std::uint32_t target, const ResolvedTarget &resolved);

    [[nodiscard]] bool recoverStorage();
    void finish();

    [[nodiscard]] RunState state() const;
    [[nodiscard]] std::shared_ptr<const RunSnapshot> snapshot() const;
    [[nodiscard]] double remainingSeconds() const;
    void publish();

    Setup m_setup;
    RunCommands &m_commands;
    RunStorage m_storage;
    CellPlan m_cells;
    TargetResolver m_resolver;
    RepetitionStart m_repetitionStart;
    CellSpecs m_specs;
    RefusedTargets m_refused;
    TimeEstimate m_estimate;
    std::vector<LengthsAsked> m_lengthsAsked; ///< of each cell
    std::vector<metrics::LimitSeries> m_storedLimits;
    std::optional<std::size_t> m_current;
    std::shared_ptr<const load::CellSnapshot> m_live;
    std::shared_ptr<const TelemetrySeries> m_telemetry; ///< of the current cell
    Instant m_begun;
    struct {
        std::int64_t unixNs = 0;
        std::int64_t ns = 0;
    } m_cellBegun; ///< of the current cell
    bool m_preparing = true;
    bool m_waiting = false; ///< for a pause to end, or for another file
    std::optional<RunState> m_end;
};

} // namespace tokamark::session
