#pragma once

#include <QString>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>

namespace tokamark::session {

/// What the user wants of a run: written by any thread, read by the run's thread. Owned by RunController.
class RunCommands final {
public:
    void setPaused(bool paused);
    /// The first call drains, the second aborts.
    void stop();
    void abort();
    void continueOn(const QString &databasePath);

    [[nodiscard]] bool isPauseAsked() const;
    [[nodiscard]] bool isStopAsked() const noexcept { return m_drain.stop_requested(); }
    [[nodiscard]] std::stop_token drainToken() const noexcept { return m_drain.get_token(); }
    [[nodiscard]] std::stop_token abortToken() const noexcept { return m_abort.get_token(); }

    /// Waits while paused; false if the run is to stop.
    [[nodiscard]] bool waitWhilePaused();
    /// Drops an answer to an earlier question; to be called before a new one is put.
    void forgetStorage();
    /// Waits for `continueOn` and gives its path; empty if the run is to stop, by a `stop` that comes from now on.
    [[nodiscard]] std::optional<QString> waitForStorage();

private:
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_paused = false;
    std::optional<QString> m_databasePath;
    std::stop_source m_drain;
    std::stop_source m_abort;
};

} // namespace tokamark::session
