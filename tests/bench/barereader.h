#pragma once

#include "base/clock.h"

#include <cstdint>
#include <string>

namespace tokamark::bench {

/// The load that both clients put on the truth server.
struct BenchLoad {
    std::uint16_t port = 0;
    std::uint32_t streams = 100;
    std::uint32_t requests = 200;
    Duration ramp{};
    std::string requestText; ///< of the bare reader: a whole request, with the mark of request zero in it
};

/// What a client used up for a load.
struct BenchCost {
    Duration cpu{}; ///< of the whole process
    std::uint64_t completed = 0;
};

/// The least that a client can do: epoll and `recvmsg` with kernel receive stamps, no HTTP, no JSON, no record. What
/// our engine is held against.
[[nodiscard]] BenchCost runBareReader(const BenchLoad &load);

} // namespace tokamark::bench
