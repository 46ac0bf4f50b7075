#include "session/runstorage.h"

#include <utility>

namespace tokamark::session {

RunStorage::RunStorage(std::unique_ptr<storage::RunWriter> writer, std::shared_ptr<std::atomic<bool>> halted,
                       const RunOptions &options, RunCommands &commands)
    : m_writer(std::move(writer))
    , m_halted(std::move(halted))
    , m_fallback(options.fallbackDatabase)
    , m_waitsForUser(options.waitsForStorage)
    , m_commands(commands)
{
}

RunStorage::~RunStorage() = default;

bool RunStorage::recover(const std::function<void(bool)> &waits)
{
    const auto written = m_writer->flush();
    if (written) {
        *m_halted = false;
        return true;
    }
    m_error = written.error();
    if (!m_firstError)
        m_firstError = m_error;
    if (!m_fallback.isEmpty() && m_writer->path() != m_fallback && moveTo(m_fallback))
        return true;
    while (m_waitsForUser) {
        m_commands.forgetStorage();
        waits(true);
        const auto path = m_commands.waitForStorage();
        waits(false);
        if (!path)
            return false;
        if (moveTo(*path))
            return true;
    }
    return false;
}

bool RunStorage::moveTo(const QString &path)
{
    *m_halted = false;
    if (path.isEmpty())
        m_writer->retry();
    else
        m_writer->retryOn(path);
    if (const auto written = m_writer->flush(); !written) {
        m_error = written.error();
        return false;
    }
    // Again, for the writer may have told of its halt only while it was set to work.
    *m_halted = false;
    m_error.reset();
    return true;
}

} // namespace tokamark::session
