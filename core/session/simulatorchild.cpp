#include "session/simulatorchild.h"

#include "session/spawn.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <string_view>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tokamark::session {
namespace {

using std::chrono::steady_clock;

constexpr auto ReadyWithin = std::chrono::seconds(10);
constexpr auto EndWithin = std::chrono::seconds(2);
constexpr std::string_view ReadyWord = "READY ";

/// Both ends are closed in other children that may be started meanwhile.
bool makePipe(std::array<int, 2> &ends)
{
    return pipe2(ends.data(), O_CLOEXEC) == 0;
}

} // namespace

Expected<QString> findSimulator(const QString &asked)
{
    QString program = asked.isEmpty() ? qEnvironmentVariable("TOKAMARK_SIM") : asked;
    if (program.isEmpty())
        program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("tokamark-sim"));
    if (!QFileInfo(program).isExecutable())
        return fail(ErrorCode::ChildFailed, program.toStdString(), "no such program");
    return program;
}

Expected<std::unique_ptr<SimulatorChild>> SimulatorChild::start(const QString &program,
                                                                const std::vector<std::string> &presets)
{
    std::unique_ptr<SimulatorChild> child(new SimulatorChild(program));
    if (auto spawned = child->spawn(presets); !spawned)
        return tl::unexpected(spawned.error());
    if (auto ready = child->awaitReady(); !ready)
        return tl::unexpected(ready.error());
    return child;
}

SimulatorChild::SimulatorChild(QString program)
    : m_program(std::move(program))
    , m_errors(std::tmpfile())
{
}

SimulatorChild::~SimulatorChild()
{
    if (m_input >= 0)
        close(m_input);
    if (m_output >= 0)
        close(m_output);
    if (!isRunning())
        return;
    kill(m_pid, SIGTERM);
    for (const auto giveUp = steady_clock::now() + EndWithin; isRunning() && steady_clock::now() < giveUp;)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (isRunning()) {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
    }
}

Expected<void> SimulatorChild::spawn(const std::vector<std::string> &presets)
{
    std::array<int, 2> input{-1, -1};
    std::array<int, 2> output{-1, -1};
    if (!m_errors || !makePipe(input) || !makePipe(output))
        return fail(ErrorCode::ChildFailed, m_program.toStdString(), systemText(errno));
    m_input = input[1];
    m_output = output[0];

    std::vector<std::string> arguments{m_program.toStdString(), "--port", "0", "--die-with-parent"};
    for (const std::string &preset : presets) {
        arguments.emplace_back("--preset");
        arguments.push_back(preset);
    }
    const int failed = spawnInOwnGroup(arguments, {input[0], output[1], fileno(m_errors.get())}, m_pid);
    close(input[0]);
    close(output[1]);
    if (failed != 0)
        return fail(ErrorCode::ChildFailed, m_program.toStdString(), systemText(failed));
    return {};
}

Expected<void> SimulatorChild::awaitReady()
{
    std::string said;
    const auto giveUp = steady_clock::now() + ReadyWithin;
    while (said.find('\n') == std::string::npos) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(giveUp - steady_clock::now()).count();
        pollfd ready{m_output, POLLIN, 0};
        const int count = left > 0 ? poll(&ready, 1, static_cast<int>(left)) : 0;
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return fail(ErrorCode::ChildFailed, m_program.toStdString(), "not ready in time");
        std::array<char, 512> bytes{};
        const ssize_t got = read(m_output, bytes.data(), bytes.size());
        if (got <= 0) {
            waitpid(m_pid, &m_exitStatus, 0);
            m_pid = -1;
            return tl::unexpected(failure());
        }
        said.append(bytes.data(), static_cast<std::size_t>(got));
    }
    if (!said.starts_with(ReadyWord))
        return fail(ErrorCode::ChildFailed, m_program.toStdString(), said);
    m_url = said.substr(ReadyWord.size(), said.find('\n') - ReadyWord.size());
    return {};
}

std::string SimulatorChild::urlOf(const std::string &preset) const
{
    return m_url + '/' + preset;
}

bool SimulatorChild::isRunning()
{
    if (m_pid > 0 && waitpid(m_pid, &m_exitStatus, WNOHANG) == m_pid)
        m_pid = -1;
    return m_pid > 0;
}

Error SimulatorChild::failure() const
{
    std::string words;
    if (std::fseek(m_errors.get(), 0, SEEK_SET) == 0) {
        std::array<char, 1024> bytes{};
        words.assign(bytes.data(), std::fread(bytes.data(), 1, bytes.size(), m_errors.get()));
    }
    while (!words.empty() && words.back() == '\n')
        words.pop_back();
    if (words.empty() && WIFSIGNALED(m_exitStatus))
        words = strsignal(WTERMSIG(m_exitStatus));
    else if (words.empty())
        words = "exit status " + std::to_string(WEXITSTATUS(m_exitStatus));
    return Error{ErrorCode::ChildFailed, m_program.toStdString(), words};
}

} // namespace tokamark::session
