#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

#include <sys/epoll.h>

namespace tokamark::http {

/// What a socket has become ready for since it was told last.
struct Readiness {
    bool read = false; ///< bytes, an end or an error
    bool write = false;
    bool ended = false; ///< the other side has sent its last byte, or the connection broke
};

/// Hears of its socket on the thread of the event loop.
class SocketOwner {
public:
    virtual ~SocketOwner() = default;
    virtual void socketReady(const Readiness &ready) = 0;
};

/// Tells the owners of many sockets when these become ready, edge by edge: who is told and reads less than its buffer
/// holds has read everything, and hears of the next bytes.
///
/// Asio's own `async_wait` costs a system call for each wait and a place in its queues for each event. Thousands of
/// streams get their tokens through one descriptor of the loop instead, in batches.
///
/// Lives on the thread of its event loop and ends before it. Keeps the loop busy as long as it watches a socket.
class SocketWatch final {
public:
    explicit SocketWatch(boost::asio::io_context &loop);
    SocketWatch(const SocketWatch &) = delete;
    SocketWatch &operator=(const SocketWatch &) = delete;

    /// `owner` is told until `remove`, which must come before the socket is closed. The errno; 0 for none.
    [[nodiscard]] int add(int socket, SocketOwner &owner);
    void remove(int socket, const SocketOwner &owner) noexcept;

private:
    /// So many owners are told before the loop looks at its timers again.
    static constexpr std::size_t BatchSize = 64;

    void arm();
    void tellOwners();

    boost::asio::posix::stream_descriptor m_epoll;
    std::array<epoll_event, BatchSize> m_events{};
    std::size_t m_next = 0; ///< of the batch, to be told
    std::size_t m_count = 0;
    std::size_t m_watched = 0;
    std::uint64_t m_waits = 0; ///< tells a wait that was given up from the present one
};

} // namespace tokamark::http
