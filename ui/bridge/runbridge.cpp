#include "bridge/runbridge.h"

#include <utility>

namespace tokamark::ui {

namespace {
constexpr std::chrono::milliseconds MinimumGap{100};
} // namespace

RunBridge::RunBridge(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &RunBridge::deliver);
}

void RunBridge::snapshotAvailable(SnapshotPointer snapshot)
{
    accept(std::move(snapshot), false);
}

void RunBridge::runEnded(SnapshotPointer snapshot)
{
    accept(std::move(snapshot), true);
}

void RunBridge::accept(SnapshotPointer snapshot, bool last)
{
    const std::scoped_lock lock(m_mutex);
    m_latest = std::move(snapshot);
    m_last = m_last || last;
    if (m_queued)
        return;
    m_queued = true;
    QMetaObject::invokeMethod(this, &RunBridge::deliver, Qt::QueuedConnection);
}

void RunBridge::deliver()
{
    SnapshotPointer snapshot;
    bool last = false;
    {
        const std::scoped_lock lock(m_mutex);
        // Too early: the timer comes back, and `m_queued` stays set until then.
        if (m_pause.isActive() && !m_last)
            return;
        snapshot = std::exchange(m_latest, nullptr);
        last = std::exchange(m_last, false);
        m_queued = false;
    }
    if (!snapshot)
        return;
    if (last)
        m_pause.stop();
    else
        m_pause.start(MinimumGap);
    Q_EMIT snapshotChanged(snapshot);
    if (last)
        Q_EMIT ended(snapshot);
}

} // namespace tokamark::ui
