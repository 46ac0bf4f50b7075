#include "http/stampedsocket.h"

#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#endif

namespace tokamark::http {

#ifdef __linux__

bool enableReceiveStamps(int socket) noexcept
{
    const int flags = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    return ::setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPING, &flags, sizeof flags) == 0;
}

StampedRead receiveStamped(int socket, std::span<char> buffer) noexcept
{
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(scm_timestamping)) + 64];
    iovec data{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;

    StampedRead result;
    const ssize_t count = ::recvmsg(socket, &message, MSG_DONTWAIT);
    if (count < 0) {
        result.error = errno;
        return result;
    }
    result.bytes = static_cast<std::size_t>(count);
    for (cmsghdr *part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPING)
            continue;
        scm_timestamping stamps{};
        std::memcpy(&stamps, CMSG_DATA(part), sizeof stamps);
        result.kernelRealtimeNs = static_cast<std::int64_t>(stamps.ts[0].tv_sec) * 1'000'000'000 + stamps.ts[0].tv_nsec;
    }
    return result;
}

ReceiveStampKeeper::ReceiveStampKeeper()
    : m_socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    if (m_socket >= 0)
        enableReceiveStamps(m_socket);
}

#else

bool enableReceiveStamps(int) noexcept
{
    return false;
}

StampedRead receiveStamped(int socket, std::span<char> buffer) noexcept
{
    StampedRead result;
    const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0)
        result.error = errno;
    else
        result.bytes = static_cast<std::size_t>(count);
    return result;
}

ReceiveStampKeeper::ReceiveStampKeeper() = default;

#endif

ReceiveStampKeeper::~ReceiveStampKeeper()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

} // namespace tokamark::http
