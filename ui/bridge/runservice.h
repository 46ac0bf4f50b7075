#pragma once

#include "bridge/runbridge.h"
#include "bridge/runstarter.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace tokamark::ui {

/// The one run that the window can have going: starts it off the GUI thread, passes on commands and snapshots, keeps
/// the last snapshot. GUI thread; owned by the program. Destroying it aborts the run and waits.
class RunService final : public QObject {
    Q_OBJECT

public:
    /// `starter` must outlive the service.
    explicit RunService(RunStarter &starter, QObject *parent = nullptr);
    ~RunService() override;

    /// Does nothing while a run is going on. Whatever the options say, the run waits for an answer when its database
    /// cannot be written any more, for here is somebody to ask.
    void start(const plan::Plan &plan, session::RunOptions options);
    void resume(RunId run, session::RunOptions options);
    /// Asks once more for the run that was to go on. False: what was asked for last was a new one.
    bool resumeAgain();
    /// What was asked for last is a run that was to go on.
    [[nodiscard]] bool isResuming() const noexcept { return m_resumed.has_value(); }
    void pause();
    void resumeAfterPause();
    /// First call drains the current cell, second call aborts.
    void stop();
    /// Answers a run that waits because its database cannot be written; empty: try the same again.
    void continueOn(const QString &databasePath);

    /// From `start` until everything of the run is put away.
    [[nodiscard]] bool isActive() const noexcept { return m_active; }
    /// Of the run that goes on or was the last; null before the first.
    [[nodiscard]] const SnapshotPointer &snapshot() const noexcept { return m_snapshot; }

Q_SIGNALS:
    void activeChanged(bool active);
    void snapshotChanged(const tokamark::ui::SnapshotPointer &snapshot);
    /// The run could not be started at all; nothing was sent.
    void startFailed(const tokamark::Error &error);
    /// Everything is stored, and another run may be started.
    void ended(const tokamark::ui::SnapshotPointer &snapshot);

private:
    using StartResult = Expected<std::unique_ptr<RunHandle>>;
    struct Resumed {
        RunId run;
        session::RunOptions options;
    };
    template <class Start> void begin(Start start);
    void started();
    void putAway(const SnapshotPointer &last);
    void setActive(bool active);

    RunStarter &m_starter;
    RunBridge m_bridge; ///< observed by the handles below, so it goes last
    QThreadPool m_pool;
    std::shared_ptr<std::optional<StartResult>> m_starting;
    std::optional<Resumed> m_resumed; ///< what was asked for last; empty: a new run
    std::shared_ptr<RunHandle> m_handle;
    SnapshotPointer m_snapshot;
    SnapshotPointer m_endedBeforeStart; ///< a short run can end before its handle has arrived here
    int m_stopsBeforeStart = 0;
    bool m_active = false;
};

} // namespace tokamark::ui
