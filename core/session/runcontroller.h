#pragma once

#include "base/error.h"
#include "plan/plan.h"
#include "session/runsnapshot.h"

#include <QString>

#include <memory>

namespace tokamark::session {

struct RunOptions {
    QString databasePath;
    QString runName; ///< empty: the plan's name
    QString simulatorProgram; ///< path of tokamark-sim; empty: beside this program
    unsigned workers = 1;
};

/// Runs one plan, cell by cell, on a thread of its own, and writes everything to the database as it comes.
///
/// Any thread may give commands; they return at once. Made by window and command line, one per run; destroying it
/// aborts the run and waits. `observer` must outlive it.
class RunController {
public:
    /// Checks plan and database before anything is sent. Errors: BadPlan, Database*, TooFewFiles.
    [[nodiscard]] static Expected<std::unique_ptr<RunController>> start(plan::Plan plan, RunOptions options,
                                                                       RunObserver &observer);
    /// Goes on with a stopped or killed run at its first unfinished cell. Errors: also NotFound.
    [[nodiscard]] static Expected<std::unique_ptr<RunController>> resume(RunId run, RunOptions options,
                                                                        RunObserver &observer);
    ~RunController();
    RunController(const RunController &) = delete;
    RunController &operator=(const RunController &) = delete;

    void pause(); ///< after the current cell
    void resumeAfterPause();
    void stop(); ///< first call: the current cell drains and is kept as cancelled; second call: abort
    [[nodiscard]] RunId runId() const;
    void wait(); ///< blocks until the run has ended

private:
    class Impl;
    explicit RunController(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tokamark::session
