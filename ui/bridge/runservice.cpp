#include "bridge/runservice.h"

#include "bridge/background.h"

namespace tokamark::ui {

RunService::RunService(RunStarter &starter, QObject *parent)
    : QObject(parent)
    , m_starter(starter)
{
    m_pool.setMaxThreadCount(1);
    connect(&m_bridge, &RunBridge::snapshotChanged, this, [this](const SnapshotPointer &snapshot) {
        m_snapshot = snapshot;
        Q_EMIT snapshotChanged(snapshot);
    });
    connect(&m_bridge, &RunBridge::ended, this, [this](const SnapshotPointer &snapshot) {
        if (m_handle)
            putAway(snapshot);
        else
            m_endedBeforeStart = snapshot;
    });
}

RunService::~RunService()
{
    m_pool.waitForDone();
    // The handles call the bridge until they are gone, and a queued hand-over may still hold one.
    if (m_starting)
        m_starting->reset();
    m_handle.reset();
}

template <class Start> void RunService::begin(Start start)
{
    m_snapshot.reset();
    m_endedBeforeStart.reset();
    m_stopsBeforeStart = 0;
    m_starting = std::make_shared<std::optional<StartResult>>();
    setActive(true);
    inBackground(
        m_pool, this,
        [slot = m_starting, start = std::move(start)]() mutable {
            slot->emplace(start());
            return true;
        },
        [this](bool) { started(); });
}

void RunService::start(const plan::Plan &plan, session::RunOptions options)
{
    if (m_active)
        return;
    m_resumed.reset();
    options.waitsForStorage = true;
    begin([this, plan, options] { return m_starter.start(plan, options, m_bridge); });
}

void RunService::resume(RunId run, session::RunOptions options)
{
    if (m_active)
        return;
    m_resumed = Resumed{run, options};
    options.waitsForStorage = true;
    begin([this, run, options] { return m_starter.resume(run, options, m_bridge); });
}

bool RunService::resumeAgain()
{
    if (!m_resumed)
        return false;
    const Resumed again = *m_resumed;
    resume(again.run, again.options);
    return true;
}

void RunService::started()
{
    StartResult result = std::move(**m_starting);
    m_starting.reset();
    if (!result) {
        setActive(false);
        Q_EMIT startFailed(result.error());
        return;
    }
    m_handle = std::move(*result);
    for (int i = 0; i < m_stopsBeforeStart; ++i)
        m_handle->stop();
    if (m_endedBeforeStart)
        putAway(std::exchange(m_endedBeforeStart, nullptr));
}

void RunService::pause()
{
    if (m_handle)
        m_handle->pause();
}

void RunService::resumeAfterPause()
{
    if (m_handle)
        m_handle->resumeAfterPause();
}

void RunService::stop()
{
    if (m_handle)
        m_handle->stop();
    else if (m_active)
        ++m_stopsBeforeStart;
}

void RunService::continueOn(const QString &databasePath)
{
    if (m_handle)
        m_handle->continueOn(databasePath);
}

void RunService::putAway(const SnapshotPointer &last)
{
    inBackground(
        m_pool, this,
        [handle = std::exchange(m_handle, nullptr)]() mutable {
            handle.reset();
            return true;
        },
        [this, last](bool) {
            setActive(false);
            Q_EMIT ended(last);
        });
}

void RunService::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    Q_EMIT activeChanged(active);
}

} // namespace tokamark::ui
