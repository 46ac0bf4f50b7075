#pragma once

#include "base/clock.h"

#include <cstddef>
#include <span>

namespace tokamark::simulator {

/// Bytes read from a socket and when the kernel received the last of them.
struct StampedRead {
    std::ptrdiff_t size = 0; ///< as `recv`: 0 at the end, -1 with errno set
    Instant at; ///< on CLOCK_MONOTONIC
    bool kernel = false; ///< false: the clock after the read, for the kernel gave no stamp
};

/// Asks the kernel for software receive stamps. False: not on this system.
bool enableReceiveStamps(int socket) noexcept;

/// One non-blocking read. Written apart from the measuring client on purpose: what the client is judged against must
/// not share its mistakes.
[[nodiscard]] StampedRead readStamped(int socket, std::span<char> buffer) noexcept;

} // namespace tokamark::simulator
