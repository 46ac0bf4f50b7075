#pragma once

#include "base/error.h"
#include "calibration/ceiling.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QTimer>

#include <chrono>

namespace tokamark::ui {

/// Finds the most that this machine can measure. It does so with the command line's `ceiling` in a process of its own:
/// the measurement forks, which a program with threads must not, and a window that draws would take part of the
/// processor. The command keeps what it finds. GUI thread; owned by the dialog. Destroying it ends the process, but does not
/// wait for that.
class CeilingProbe final : public QObject {
    Q_OBJECT

public:
    /// `program`: tokamark-cli, or what stands in for it.
    explicit CeilingProbe(QString program = defaultProgram(), QObject *parent = nullptr);
    ~CeilingProbe() override;

    /// The one beside this program; $TOKAMARK_CLI instead where that is set.
    [[nodiscard]] static QString defaultProgram();

    void start();
    /// Ends with `stopped`, by force where the process has not ended of itself by then.
    void stop();
    void setPatience(std::chrono::milliseconds patience) { m_patience.setInterval(patience); }
    [[nodiscard]] bool isRunning() const;

Q_SIGNALS:
    void stepDone(const tokamark::calibration::CeilingStep &step);
    void finished(const tokamark::calibration::Ceiling &ceiling);
    void failed(const tokamark::Error &error);
    void stopped();

private:
    void readSteps();
    void conclude();

    QString m_program;
    QProcess *m_process; ///< a child; handed to the program where it has yet to end
    QTimer m_patience; ///< runs from `stop` until the process has ended
    QByteArray m_complaints; ///< what it said on standard error that is no step
    bool m_stopping = false;
};

} // namespace tokamark::ui
