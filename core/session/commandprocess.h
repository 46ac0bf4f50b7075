#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "http/secretmask.h"
#include "plan/plan.h"
#include "session/printedoutput.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include <sys/types.h>

namespace tokamark::session {

/// A command as a person would type it into a shell, for messages and to be agreed to: two commands that do different
/// things never read the same, and nothing of one can hide another part of it.
[[nodiscard]] std::string commandText(const plan::BeforeRepetition &before);
/// The same without what `secrets` knows.
[[nodiscard]] std::string commandText(plan::BeforeRepetition before, const http::SecretMask &secrets);

/// Runs the command of a plan in a process group of its own and waits for it. What it leaves running in that group, such
/// as a server that it started, lives until the next command or the end of the run, which end the whole group.
/// Used by the run's thread alone.
class CommandProcess final {
public:
    CommandProcess() = default;
    /// Ends what is left, in two seconds at most.
    ~CommandProcess();
    CommandProcess(const CommandProcess &) = delete;
    CommandProcess &operator=(const CommandProcess &) = delete;

    /// First ends what the last one left running, which has as long for it as the command itself, and no longer than a
    /// moment once the run is stopped. What `secrets` knows is in no error and not in `output`. Errors: CommandFailed
    /// with the command and its last lines; Interrupted.
    [[nodiscard]] Expected<void> run(const plan::BeforeRepetition &before, const http::SecretMask &secrets,
                                     const std::stop_token &stop);
    /// What the last command had printed when it ended, and when it was read again, both of its streams as they came; of
    /// much its beginning and its end.
    [[nodiscard]] const std::string &output() const noexcept { return m_output; }
    /// Reads it again, with what has been printed since by what the command left running.
    void readOutput(const http::SecretMask &secrets);
    /// Forgets what was printed: nobody will ask for it any more.
    void dropOutput();

private:
    [[nodiscard]] Expected<void> start(const plan::BeforeRepetition &before, const std::string &shown);
    [[nodiscard]] std::optional<int> exitStatus() const;
    void endGroup(Duration within, const std::stop_token &stop);
    [[nodiscard]] std::string lastLines() const;

    pid_t m_leader = -1; ///< not reaped while its group may be needed, so that no other group can get its number
    /// A file and no pipe: a server that the command leaves running would wait for ever once nobody reads that.
    std::unique_ptr<PrintedOutput> m_printed;
    std::string m_output;
};

} // namespace tokamark::session
