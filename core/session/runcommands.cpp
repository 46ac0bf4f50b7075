#include "session/runcommands.h"

#include <utility>

namespace tokamark::session {

void RunCommands::setPaused(bool paused)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_paused = paused;
    }
    m_changed.notify_all();
}

void RunCommands::stop()
{
    if (!m_drain.request_stop())
        m_abort.request_stop();
}

void RunCommands::abort()
{
    m_drain.request_stop();
    m_abort.request_stop();
}

void RunCommands::continueOn(const QString &databasePath)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_databasePath = databasePath;
    }
    m_changed.notify_all();
}

bool RunCommands::isPauseAsked() const
{
    const std::scoped_lock lock(m_mutex);
    return m_paused;
}

bool RunCommands::waitWhilePaused()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, m_drain.get_token(), [this] { return !m_paused; });
    return !isStopAsked();
}

void RunCommands::forgetStorage()
{
    const std::scoped_lock lock(m_mutex);
    m_databasePath.reset();
}

std::optional<QString> RunCommands::waitForStorage()
{
    std::unique_lock lock(m_mutex);
    // Who asked to stop before this question was put did not mean it as the answer.
    const std::stop_token answer = isStopAsked() ? m_abort.get_token() : m_drain.get_token();
    m_changed.wait(lock, answer, [this] { return m_databasePath.has_value(); });
    return std::exchange(m_databasePath, std::nullopt);
}

} // namespace tokamark::session
