#pragma once

#include "base/error.h"

#include <QString>

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tokamark::session {

/// One child process that serves every simulated target of a run. Made, asked and destroyed on the run's thread, which
/// outlives it: the child ends with the thread that started it. Destroying it ends the child.
class SimulatorChild final {
public:
    /// Starts the program and waits until it takes requests. Error: ChildFailed, with the child's last words.
    [[nodiscard]] static Expected<std::unique_ptr<SimulatorChild>> start(const QString &program,
                                                                         const std::vector<std::string> &presets);
    ~SimulatorChild();
    SimulatorChild(const SimulatorChild &) = delete;
    SimulatorChild &operator=(const SimulatorChild &) = delete;

    /// "http://127.0.0.1:PORT/PRESET"
    [[nodiscard]] std::string urlOf(const std::string &preset) const;
    [[nodiscard]] bool isRunning();
    /// Why it is not running any more.
    [[nodiscard]] Error failure() const;

private:
    explicit SimulatorChild(QString program);
    [[nodiscard]] Expected<void> spawn(const std::vector<std::string> &presets);
    [[nodiscard]] Expected<void> awaitReady();

    struct CloseFile {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };

    QString m_program;
    std::string m_url;
    pid_t m_pid = -1;
    int m_exitStatus = 0;
    int m_input = -1; ///< held open: its end tells the child to go
    int m_output = -1;
    std::unique_ptr<std::FILE, CloseFile> m_errors; ///< what the child writes to standard error
};

/// The program to start: `asked`, else $TOKAMARK_SIM, else tokamark-sim beside this program.
[[nodiscard]] Expected<QString> findSimulator(const QString &asked);

} // namespace tokamark::session
