#pragma once

#include "base/clock.h"

#include <cstdint>
#include <span>

namespace tokamark::http {

/// What one read brought.
struct StampedRead {
    std::size_t bytes = 0;
    int error = 0; ///< errno, 0 for none; zero bytes without error: the peer closed
    std::int64_t kernelRealtimeNs = 0; ///< CLOCK_REALTIME of the last segment in the read; 0: the kernel gave none
};

/// Asks the kernel to stamp what the socket receives. False where it cannot.
bool enableReceiveStamps(int socket) noexcept;

/// One non-blocking `recvmsg`.
[[nodiscard]] StampedRead receiveStamped(int socket, std::span<char> buffer) noexcept;

/// Keeps receive stamps switched on in the kernel. It starts to stamp a little after the first socket asks and stops
/// with the last one, so that without this the first packets of a cell would come without.
///
/// Owned by whoever runs a cell, for its length.
class ReceiveStampKeeper final {
public:
    ReceiveStampKeeper();
    ~ReceiveStampKeeper();
    ReceiveStampKeeper(const ReceiveStampKeeper &) = delete;
    ReceiveStampKeeper &operator=(const ReceiveStampKeeper &) = delete;

private:
    int m_socket = -1;
};

} // namespace tokamark::http
