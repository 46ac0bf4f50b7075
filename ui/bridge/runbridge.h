#pragma once

#include "session/runsnapshot.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <mutex>

namespace tokamark::ui {

using SnapshotPointer = std::shared_ptr<const session::RunSnapshot>;

/// Hands the snapshots of a run over to the GUI thread: at most one queued event is outstanding, a newer snapshot
/// replaces one that was not delivered yet, and the window hears of at most ten a second. The last one always comes.
///
/// The observer side is called on the run's thread; signals come on the thread this object lives on. Must outlive the
/// run that it observes; owned by `RunService`.
class RunBridge final : public QObject, public session::RunObserver {
    Q_OBJECT

public:
    explicit RunBridge(QObject *parent = nullptr);

    void snapshotAvailable(SnapshotPointer snapshot) override;
    void runEnded(SnapshotPointer snapshot) override;

Q_SIGNALS:
    void snapshotChanged(const tokamark::ui::SnapshotPointer &snapshot);
    void ended(const tokamark::ui::SnapshotPointer &snapshot);

private:
    void accept(SnapshotPointer snapshot, bool last);
    void deliver();

    std::mutex m_mutex; ///< guards the three below
    SnapshotPointer m_latest;
    bool m_queued = false;
    bool m_last = false;
    QTimer m_pause; ///< runs while the window still has time to look at the snapshot before
};

} // namespace tokamark::ui
