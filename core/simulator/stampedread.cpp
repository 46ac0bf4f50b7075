#include "simulator/stampedread.h"

#include <array>
#include <cstring>

#include <linux/net_tstamp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

namespace tokamark::simulator {
namespace {

Duration readClock(clockid_t clock) noexcept
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec);
}

/// Realtime minus monotonic right now: the stamps are realtime, everything else is monotonic.
Duration realtimeOffset() noexcept
{
    const Duration before = readClock(CLOCK_MONOTONIC);
    const Duration real = readClock(CLOCK_REALTIME);
    const Duration after = readClock(CLOCK_MONOTONIC);
    return real - (before + (after - before) / 2);
}

} // namespace

bool enableReceiveStamps(int socket) noexcept
{
    const int flags = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    return setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPING, &flags, sizeof flags) == 0;
}

StampedRead readStamped(int socket, std::span<char> buffer) noexcept
{
    iovec bytes{buffer.data(), buffer.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(3 * sizeof(timespec))> control{};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    StampedRead read;
    read.size = recvmsg(socket, &message, MSG_DONTWAIT);
    if (read.size <= 0)
        return read;
    for (cmsghdr *part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SO_TIMESTAMPING)
            continue;
        timespec stamp{};
        std::memcpy(&stamp, CMSG_DATA(part), sizeof stamp);
        if (stamp.tv_sec != 0 || stamp.tv_nsec != 0) {
            read.kernel = true;
            read.at = Instant(std::chrono::seconds(stamp.tv_sec) + Duration(stamp.tv_nsec) - realtimeOffset());
        }
    }
    if (!read.kernel)
        read.at = Instant(readClock(CLOCK_MONOTONIC));
    return read;
}

} // namespace tokamark::simulator
