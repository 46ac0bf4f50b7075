#pragma once

#include <functional>
#include <thread>

namespace tokamark::cli {

/// Calls a function for every SIGINT and SIGTERM while it lives, on a thread of its own, so that the function may lock
/// and allocate. One at a time in a process; made and destroyed on the main thread.
class Interrupt final {
public:
    explicit Interrupt(std::function<void()> onSignal);
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

private:
    void listen(const std::function<void()> &onSignal) const;

    int m_wakeup = -1;
    std::jthread m_thread;
};

} // namespace tokamark::cli
