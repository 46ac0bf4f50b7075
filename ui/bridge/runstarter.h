#pragma once

#include "base/error.h"
#include "plan/plan.h"
#include "session/runcontroller.h"

#include <QString>

#include <memory>

namespace tokamark::ui {

/// A run that goes on. Commands return at once; the destructor aborts and waits, so it belongs on a background thread.
class RunHandle {
public:
    virtual ~RunHandle() = default;
    virtual void pause() = 0;
    virtual void resumeAfterPause() = 0;
    virtual void stop() = 0;
    /// Answers a run that waits because its database cannot be written; empty: try the same again.
    virtual void continueOn(const QString &databasePath) = 0;
    [[nodiscard]] virtual RunId runId() const = 0;
};

/// How runs are started: a seam, so that the window is tested without servers. Called on a background thread.
class RunStarter {
public:
    virtual ~RunStarter() = default;
    [[nodiscard]] virtual Expected<std::unique_ptr<RunHandle>> start(plan::Plan plan, session::RunOptions options,
                                                                     session::RunObserver &observer)
        = 0;
    [[nodiscard]] virtual Expected<std::unique_ptr<RunHandle>> resume(RunId run, session::RunOptions options,
                                                                      session::RunObserver &observer)
        = 0;
};

} // namespace tokamark::ui
