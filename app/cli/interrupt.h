#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace tokamark::cli {

/// Calls a function for every SIGINT, SIGTERM and SIGHUP while it lives (a SIGHUP that nohup ignores stays ignored), on a thread of its own, so that the function may lock
/// and allocate. One at a time in a process; made and destroyed on the main thread.
class Interrupt final {
public:
    explicit Interrupt(std::function<void()> onSignal);
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

private:
    void listen(const std::function<void()> &onSignal) const;

    std::vector<int> m_signals; ///< those that are listened to
    int m_wakeup = -1;
    std::jthread m_thread;
};

} // namespace tokamark::cli
