#include "http/socketwatch.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace tokamark::http {
namespace {

int newEpoll()
{
    const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0)
        throw std::system_error(errno, std::generic_category(), "epoll");
    return descriptor;
}

} // namespace

SocketWatch::SocketWatch(boost::asio::io_context &loop)
    : m_epoll(loop, newEpoll())
{
}

int SocketWatch::add(int socket, SocketOwner &owner)
{
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &owner;
    if (::epoll_ctl(m_epoll.native_handle(), EPOLL_CTL_ADD, socket, &event) != 0)
        return errno;
    if (++m_watched == 1)
        arm();
    return 0;
}

void SocketWatch::remove(int socket, const SocketOwner &owner) noexcept
{
    ::epoll_ctl(m_epoll.native_handle(), EPOLL_CTL_DEL, socket, nullptr);
    // What the batch still holds for this owner is about the socket that goes.
    for (std::size_t i = m_next; i < m_count; ++i) {
        if (m_events[i].data.ptr == &owner)
            m_events[i].data.ptr = nullptr;
    }
    if (--m_watched > 0)
        return;
    ++m_waits;
    boost::system::error_code ignored;
    m_epoll.cancel(ignored);
}

void SocketWatch::arm()
{
    m_epoll.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                       [this, wait = m_waits](const boost::system::error_code &error) {
                           if (!error && wait == m_waits)
                               tellOwners();
                       });
}

void SocketWatch::tellOwners()
{
    const std::uint64_t wait = m_waits;
    const int count = ::epoll_wait(m_epoll.native_handle(), m_events.data(), static_cast<int>(BatchSize), 0);
    m_count = static_cast<std::size_t>(std::max(count, 0));
    for (m_next = 0; m_next < m_count;) {
        const epoll_event event = m_events[m_next++];
        if (event.data.ptr == nullptr)
            continue;
        const bool ended = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
        static_cast<SocketOwner *>(event.data.ptr)
            ->socketReady({(event.events & EPOLLIN) != 0 || ended, (event.events & EPOLLOUT) != 0, ended});
    }
    m_count = 0;
    m_next = 0;
    // Whoever watched anew after the last socket had gone has a wait of its own.
    if (wait == m_waits && m_watched > 0)
        arm();
}

} // namespace tokamark::http
