#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// What really happened to one request, seen from the server. Instants on CLOCK_MONOTONIC; zero: did not happen.
struct TruthRecord {
    std::uint64_t id = 0;
    std::string_view target = {};
    std::string_view clientId = {}; ///< the request's X-Request-Id, if it had one
    std::uint16_t peerPort = 0;
    Instant received = {}; ///< the kernel's stamp of the segment that completed the request
    bool kernelStamp = false;
    Instant firstToken = {}; ///< just before the send with the first token
    Instant lastToken = {}; ///< just before the send with the last token
    std::uint32_t promptTokens = 0;
    std::uint32_t tokens = 0; ///< handed to the socket
    std::string_view outcome = {};
};

/// Writes truth records as CSV, one line each, through a buffer. Owned by a server, used by its thread.
class TruthLog {
public:
    /// Errors: FileUnwritable.
    [[nodiscard]] static Expected<TruthLog> create(const std::string &path);

    void write(const TruthRecord &record);
    void flush();

private:
    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    explicit TruthLog(std::FILE *file)
        : m_file(file)
    {
    }

    std::unique_ptr<std::FILE, Close> m_file;
};

} // namespace tokamark::simulator
