#include "session/commandprocess.h"

#include "session/processgroup.h"
#include "session/shellquote.h"
#include "session/spawn.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <thread>
#include <vector>

#include <sys/wait.h>

namespace tokamark::session {
namespace {

using namespace std::chrono_literals;

constexpr Duration Turn = 20ms; ///< between looks at whether the command has ended
constexpr Duration GroupTurn = 50ms; ///< and at whether all has that it left
constexpr Duration EndWithin = 2s; ///< what it left, where nobody waits for longer

std::vector<std::string> argumentsOf(const plan::BeforeRepetition &before)
{
    if (before.shell && !before.command.empty())
        return {"/bin/sh", "-c", before.command.front()};
    return before.command;
}

} // namespace

std::string commandText(const plan::BeforeRepetition &before)
{
    std::string text;
    for (const std::string &part : argumentsOf(before))
        text += (text.empty() ? "" : " ") + shellQuoted(part);
    return text;
}

std::string commandText(plan::BeforeRepetition before, const http::SecretMask &secrets)
{
    // Before they are quoted, for that may change a secret.
    for (std::string &part : before.command)
        part = secrets.masked(std::move(part));
    return commandText(before);
}

CommandProcess::~CommandProcess()
{
    endGroup(EndWithin, {});
}

Expected<void> CommandProcess::run(const plan::BeforeRepetition &before, const http::SecretMask &secrets,
                                   const std::stop_token &stop)
{
    endGroup(before.timeout, stop);
    m_output.clear();
    const std::string shown = commandText(before, secrets);
    if (auto started = start(before, shown); !started)
        return started;
    const Instant giveUp = SteadyClock().now() + before.timeout;
    std::optional<int> status = exitStatus();
    for (; !status && !stop.stop_requested() && SteadyClock().now() < giveUp; status = exitStatus())
        std::this_thread::sleep_for(Turn);
    readOutput(secrets);
    if (status == 0)
        return {};
    endGroup(before.timeout, stop);
    if (stop.stop_requested())
        return fail(ErrorCode::Interrupted, shown);
    const std::string how = !status ? "not over in time" : "exit status " + std::to_string(*status);
    const std::string lines = lastLines();
    return fail(ErrorCode::CommandFailed, shown, lines.empty() ? how : how + ": " + lines);
}

Expected<void> CommandProcess::start(const plan::BeforeRepetition &before, const std::string &shown)
{
    m_printed = PrintedOutput::make();
    if (!m_printed)
        return fail(ErrorCode::CommandFailed, shown, systemText(errno));
    const int printed = m_printed->descriptor();
    if (const int failed = spawnInOwnGroup(argumentsOf(before), {NoInput, printed, printed}, m_leader); failed != 0)
        return fail(ErrorCode::CommandFailed, shown, systemText(failed));
    return {};
}

/// Empty while the command runs. As shells count: above 128 it was ended by a signal.
std::optional<int> CommandProcess::exitStatus() const
{
    siginfo_t info{};
    if (waitid(P_PID, static_cast<id_t>(m_leader), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
        return std::nullopt;
    constexpr int BySignal = 128;
    return info.si_code == CLD_EXITED ? info.si_status : BySignal + info.si_status;
}

void CommandProcess::readOutput(const http::SecretMask &secrets)
{
    if (m_printed)
        m_output = m_printed->text(secrets);
}

void CommandProcess::dropOutput()
{
    if (m_printed)
        m_printed->drop();
}

/// Asks the whole group to end, and makes it end when `within` is over; who stops the run waits for it a moment at most.
void CommandProcess::endGroup(Duration within, const std::stop_token &stop)
{
    if (m_leader > 0) {
        kill(-m_leader, SIGTERM);
        const Instant asked = SteadyClock().now();
        const auto mayWait = [&] {
            const Duration patience = stop.stop_requested() ? std::min(within, EndWithin) : within;
            return SteadyClock().now() - asked < patience;
        };
        bool lives = groupLives(m_leader);
        for (; lives && mayWait(); lives = groupLives(m_leader))
            std::this_thread::sleep_for(GroupTurn);
        if (lives)
            kill(-m_leader, SIGKILL);
        waitpid(m_leader, nullptr, 0);
        m_leader = -1;
    }
    m_printed.reset();
}

std::string CommandProcess::lastLines() const
{
    constexpr std::size_t Lines = 5;
    constexpr std::size_t MostBytes = 500;
    std::size_t end = m_output.find_last_not_of(" \r\n\t");
    if (end == std::string::npos)
        return {};
    std::size_t from = ++end;
    for (std::size_t line = 0; line < Lines && from != std::string::npos && from > 0; ++line)
        from = m_output.rfind('\n', from - 1);
    const std::size_t start = from == std::string::npos ? 0 : from;
    const std::size_t first = std::max(start, end > MostBytes ? end - MostBytes : 0);
    const std::string lines = m_output.substr(first, end - first);
    return lines.substr(lines.find_first_not_of("\r\n"));
}

} // namespace tokamark::session
