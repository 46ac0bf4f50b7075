#pragma once

#include "base/clock.h"
#include "calibration/truthcell.h"
#include "calibration/trutherrors.h"

#include <cstdint>
#include <optional>
#include <string>

struct ssl_ctx_st;

namespace tokamark::bench {

/// A TLS server's side, and how a client comes to trust it.
struct TlsPair {
    ssl_ctx_st *server = nullptr;
    std::string caFile;
};

/// One load for both clients.
struct StreamLoad {
    std::uint32_t streams = 100;
    std::uint32_t requestsPerStream = 2;
    std::uint32_t tokens = 75;
    Duration ramp = std::chrono::milliseconds(500);
    unsigned workers = 1;
    std::optional<TlsPair> tls;
    calibration::Cores cores;

    /// 50 tokens/s for each stream, as long as that is no more than 50 000 in all: the cost of a token is sought, not
    /// the limit of the server.
    [[nodiscard]] std::int64_t tokenPeriodNs() const;
};

/// What one run of the engine came to, held against the truth and against the bare reader.
struct StreamScore {
    calibration::TruthErrors errors;
    double cpuPerTokenUs = 0;
    double barePerTokenUs = 0; ///< of the bare reader, in plain text whatever the engine speaks
    double cpuPerRequestUs = 0;
    double barePerRequestUs = 0;
    double readLagP99Us = 0;
};

/// Runs the bare reader and the engine, one after the other, `repeats` times, each against a server of its own, and
/// keeps the least of each figure: noise of other programs only ever adds. Throws if a cell could not run.
[[nodiscard]] StreamScore measureStreams(const StreamLoad &load, unsigned repeats);

/// Resident memory of this process, in KB, per stream that has had its first token and waits.
[[nodiscard]] double idleStreamKb(const StreamLoad &load);

} // namespace tokamark::bench
