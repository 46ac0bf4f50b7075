#pragma once

#include "cli/console.h"
#include "session/runsnapshot.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace tokamark::cli {

enum class ProgressKind { Auto, Plain, None };

/// Shows a run on the terminal while it goes on: a bar that stays on one line, or lines for logs. Called on the run's
/// thread; `interrupting` comes from the thread of signals.
class Progress final : public session::RunObserver {
public:
    /// `Auto` is a bar on a terminal and lines elsewhere.
    Progress(const Console &console, ProgressKind kind);

    void snapshotAvailable(std::shared_ptr<const session::RunSnapshot> snapshot) override;
    void runEnded(std::shared_ptr<const session::RunSnapshot> snapshot) override;
    /// Says what the first and the second Ctrl-C do.
    void interrupting(int count);

    /// After the run has ended.
    [[nodiscard]] std::shared_ptr<const session::RunSnapshot> last() const;

private:
    using Time = std::chrono::steady_clock::time_point;

    void announceCells(const session::RunSnapshot &snapshot);
    void announceStorage(const session::RunSnapshot &snapshot);
    void writeLine(const std::string &line);
    void drawBar(const session::RunSnapshot &snapshot);
    void clearBar();

    const Console &m_console;
    bool m_bar = false;
    bool m_lines = false;
    mutable std::mutex m_mutex;
    bool m_barShown = false;
    std::set<std::size_t> m_announced;
    std::size_t m_settled = 0; ///< of those announced, the ones that are not to be measured again
    std::string m_firstPath; ///< of the database
    bool m_storageAnnounced = false;
    Time m_lastLine = Time::min();
    std::shared_ptr<const session::RunSnapshot> m_last;
};

/// "vLLM, 50 users", with workload and repetition where the plan has several.
[[nodiscard]] std::string cellTitle(const plan::Plan &plan, const plan::CellKey &key);
/// One line about a run that is going on: cells, live rate, remaining time.
[[nodiscard]] std::string statusLine(const session::RunSnapshot &snapshot);
/// One line about a cell that has ended.
[[nodiscard]] std::string cellLine(const plan::Plan &plan, const session::CellView &cell);

} // namespace tokamark::cli
