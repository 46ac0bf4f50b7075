#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <sys/types.h>

struct ssl_ctx_st;

namespace tokamark::calibration {

/// What the truth server does with every request.
struct TruthPlan {
    std::uint32_t requests = 0; ///< room in the log
    std::uint32_t tokens = 75; ///< per answer
    std::int64_t tokenPeriodNs = 20'000'000;
    std::int64_t firstTokenNs = 200'000'000; ///< at least; spread over as much as half of it again
    bool idle = false; ///< one token, then silence
    int core = -1; ///< to run on; -1: any
    ssl_ctx_st *tls = nullptr; ///< of a server, owned by the caller and used by the child; null: plain text
};

/// The true instants of one request, on CLOCK_MONOTONIC.
struct TruthEntry {
    std::int64_t receivedNs = 0; ///< kernel stamp of the request
    std::int64_t firstDueNs = 0; ///< when the first token was due; the others follow in steps of the period
    std::int64_t firstGoneNs = 0; ///< when the first token's `send` had returned: its true instant lies before
    std::uint32_t tokensSent = 0;
};

/// The number of a request, as it stands in its prompt for the server to find.
[[nodiscard]] std::string requestMark(std::uint32_t index);

/// A streaming server in a child process that paces tokens by absolute deadlines and writes down, in memory shared with
/// the parent, when the kernel received each request and the instant before each token left. Ends with this object.
///
/// Forks, so it is made before the program starts threads; throws std::system_error where it cannot be.
class TruthServer final {
public:
    explicit TruthServer(const TruthPlan &plan);
    ~TruthServer();
    TruthServer(const TruthServer &) = delete;
    TruthServer &operator=(const TruthServer &) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }
    [[nodiscard]] const TruthEntry &entry(std::uint32_t request) const;
    /// When each token of a request was about to be sent.
    [[nodiscard]] std::span<const std::int64_t> sentNs(std::uint32_t request) const;

private:
    TruthPlan m_plan;
    std::size_t m_logBytes = 0;
    void *m_log = nullptr;
    std::uint16_t m_port = 0;
    pid_t m_child = -1;
};

} // namespace tokamark::calibration
