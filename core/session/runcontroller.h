#pragma once

#include "base/error.h"
#include "plan/plan.h"
#include "secrets/secretstore.h"
#include "session/clientceiling.h"
#include "session/plansecrets.h"
#include "session/runsnapshot.h"
#include "session/seams.h"

#include <QString>

#include <memory>

namespace tokamark::session {

struct RunOptions {
    QString databasePath;
    QString runName; ///< empty: the plan's name
    QString simulatorProgram; ///< path of tokamark-sim; empty: $TOKAMARK_SIM, else beside this program
    unsigned workers = 1; ///< threads that send and read; each takes an equal share of the users
    GivenSecrets secrets; ///< for `resume`: what the stored plan lacks
    std::shared_ptr<secrets::SecretStore> secretStore = {}; ///< where keys are read; null: the system's own places
    QString fallbackDatabase; ///< a new file to go on in by itself when the database cannot be written any more
    /// When the database cannot be written (and there is no fallback): true pauses the run until `continueOn`, false
    /// ends it as failed.
    bool waitsForStorage = false;
    bool runsCommand = true; ///< the plan's command before repetitions; false: leaves it out
    bool commandSeen = true; ///< whoever starts the run has seen that command; false: refuses a plan that has one
    std::optional<ClientCeiling> ceiling; ///< the most that this client can measure, where that is known
    int busyTimeoutMs = 5000; ///< how long to wait for another program that writes to the database
};

/// Runs one plan, cell by cell, on a thread of its own, and writes everything to the database as it comes.
///
/// Any thread may give commands; they return at once. Made by window and command line, one per run; destroying it
/// aborts the run and waits. `observer` must outlive it.
class RunController {
public:
    /// Checks plan and database before anything is sent; waits for a locked database, so not for a GUI thread.
    /// Errors: what `plan::check` finds, CommandFailed for a command that nobody has seen, KeyMissing, Keychain*, Database*, ChildFailed.
    [[nodiscard]] static Expected<std::unique_ptr<RunController>> start(plan::Plan plan, RunOptions options,
                                                                        RunObserver &observer);
    /// Goes on with a stopped or killed run: measures every cell that is not done. Errors: also NotFound, and
    /// DatabaseLocked for a run that another program is measuring right now.
    [[nodiscard]] static Expected<std::unique_ptr<RunController>> resume(RunId run, RunOptions options,
                                                                         RunObserver &observer);
    /// The same with other ways to measure and to look at servers.
    [[nodiscard]] static Expected<std::unique_ptr<RunController>> start(plan::Plan plan, RunOptions options,
                                                                        RunObserver &observer, Seams seams);
    [[nodiscard]] static Expected<std::unique_ptr<RunController>> resume(RunId run, RunOptions options,
                                                                         RunObserver &observer, Seams seams);
    ~RunController();
    RunController(const RunController &) = delete;
    RunController &operator=(const RunController &) = delete;

    void pause(); ///< after the current cell
    void resumeAfterPause();
    void stop(); ///< first call: the current cell drains and is kept as cancelled; second call: abort
    /// After the snapshot said that the database cannot be written: tries again in a new file, or in the same if empty.
    void continueOn(const QString &databasePath);
    [[nodiscard]] RunId runId() const;
    void wait(); ///< blocks until the run has ended

private:
    class Impl;
    explicit RunController(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace tokamark::session
