#pragma once

#include "backends/trial.h"

#include <QObject>

#include <functional>
#include <thread>

namespace tokamark::backends {

/// Tries one request without blocking the thread that asks: `performTrial` on a thread of its own.
///
/// Belongs to any thread with an event loop; owned by whoever asks. Destroying it ends the trial without an answer.
class TrialRequest final : public QObject {
public:
    using Done = std::function<void(Expected<TrialResult>)>;

    explicit TrialRequest(QObject *parent = nullptr);
    ~TrialRequest() override;

    /// Calls `done` once, later, on this object's thread. A trial that still runs is given up first.
    void start(TrialSpec spec, Done done);
    /// Closes the connection at once; no answer comes any more.
    void cancel();
    [[nodiscard]] bool isRunning() const noexcept { return m_done != nullptr; }

private:
    void deliver(unsigned serial, Expected<TrialResult> result);

    Done m_done;
    unsigned m_serial = 0; ///< of the trial, so that a late answer to an earlier one is known
    std::jthread m_thread;
};

} // namespace tokamark::backends
