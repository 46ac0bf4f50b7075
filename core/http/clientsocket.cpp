#include "http/clientsocket.h"

#include "http/stampedsocket.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace tokamark::http {

ClientSocket::ClientSocket(SocketWatch &watch, SocketOwner &owner)
    : m_watch(watch)
    , m_owner(owner)
{
}

ClientSocket::~ClientSocket()
{
    close();
}

int ClientSocket::connect(const Address &to)
{
    m_descriptor = ::socket(to.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (m_descriptor < 0)
        return errno;
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    enableReceiveStamps(m_descriptor);
    const bool failed
        = ::connect(m_descriptor, to.data(), static_cast<socklen_t>(to.size())) != 0 && errno != EINPROGRESS;
    const int error = failed ? errno : m_watch.add(m_descriptor, m_owner);
    if (error != 0) {
        ::close(m_descriptor);
        m_descriptor = -1;
    }
    return error;
}

int ClientSocket::connectError() const
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

void ClientSocket::close()
{
    if (m_descriptor >= 0) {
        m_watch.remove(m_descriptor, m_owner);
        ::close(m_descriptor);
        m_descriptor = -1;
    }
    m_unsent = {};
}

ClientSocket::Written ClientSocket::write(std::span<const std::string_view> pieces)
{
    std::array<iovec, 3> parts{};
    assert(pieces.size() <= parts.size());
    std::size_t total = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        parts[i] = {const_cast<char *>(pieces[i].data()), pieces[i].size()};
        total += pieces[i].size();
    }
    if (!m_unsent.empty()) {
        for (const std::string_view piece : pieces)
            m_unsent.append(piece);
        return {};
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = pieces.size();
    const ssize_t count = ::sendmsg(m_descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN && errno != EINTR)
        return {errno, false};
    std::size_t taken = count < 0 ? 0 : static_cast<std::size_t>(count);
    if (taken == total)
        return {0, true};
    for (const std::string_view piece : pieces) {
        const std::size_t skipped = std::min(taken, piece.size());
        m_unsent.append(piece.substr(skipped));
        taken -= skipped;
    }
    return {0, writeRest()};
}

/// Writes until the socket takes no more: only then will it tell when it does.
bool ClientSocket::writeRest()
{
    while (!m_unsent.empty()) {
        const ssize_t count = ::send(m_descriptor, m_unsent.data(), m_unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN)
            return false;
        if (count < 0 && errno != EINTR) {
            // An answer to the part that was sent ("too large") may wait in the socket; it says more than the broken
            // pipe.
            m_unsent.clear();
            return false;
        }
        m_unsent.erase(0, count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    m_unsent.shrink_to_fit();
    return true;
}

} // namespace tokamark::http
