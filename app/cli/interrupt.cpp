#include "cli/interrupt.h"

#include <atomic>
#include <cassert>
#include <csignal>
#include <cstdint>
#include <sys/eventfd.h>
#include <unistd.h>

namespace tokamark::cli {
namespace {

// A signal handler reaches nothing but globals.
std::atomic<int> signalTarget{-1};
static_assert(std::atomic<int>::is_always_lock_free);

// Signals count by ones; the end of listening is told apart by its size.
constexpr std::uint64_t OneSignal = 1;
constexpr std::uint64_t End = std::uint64_t{1} << 32;

void wakeUp(int)
{
    const std::uint64_t one = OneSignal;
    static_cast<void>(!write(signalTarget.load(), &one, sizeof one));
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action { };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

/// Whoever started the program wants it to outlive the terminal.
bool isIgnored(int signal)
{
    struct sigaction action { };
    sigaction(signal, nullptr, &action);
    return action.sa_handler == SIG_IGN;
}

} // namespace

Interrupt::Interrupt(std::function<void()> onSignal)
    : m_wakeup(eventfd(0, EFD_CLOEXEC))
{
    assert(signalTarget.load() == -1);
    signalTarget = m_wakeup;
    m_thread = std::jthread([this, call = std::move(onSignal)] { listen(call); });
    m_signals = {SIGINT, SIGTERM};
    if (!isIgnored(SIGHUP))
        m_signals.push_back(SIGHUP);
    for (const int signal : m_signals)
        handle(signal, wakeUp);
}

Interrupt::~Interrupt()
{
    for (const int signal : m_signals)
        handle(signal, SIG_DFL);
    static_cast<void>(!write(m_wakeup, &End, sizeof End));
    m_thread.join();
    signalTarget = -1;
    close(m_wakeup);
}

void Interrupt::listen(const std::function<void()> &onSignal) const
{
    for (;;) {
        std::uint64_t count = 0;
        if (read(m_wakeup, &count, sizeof count) != sizeof count)
            continue;
        if (count >= End)
            return;
        for (; count > 0; --count)
            onSignal();
    }
}

} // namespace tokamark::cli
