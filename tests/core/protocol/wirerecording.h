#pragma once

#include "base/clock.h"
#include "plan/plan.h"

#include <string>
#include <vector>

namespace tokamark::protocol::testing {

/// One read of a recorded answer, HTTP and all.
struct WireRead {
    Duration since{}; ///< since the request was sent
    std::string bytes;
};

/// The answer of a real server, as tests/real/record.py wrote it.
struct WireRecording {
    std::string label;
    std::string kind; ///< of the protocol that asked
    plan::Endpoint endpoint = plan::Endpoint::Chat;
    std::string native; ///< which of the server's own APIs; empty for the others
    std::vector<WireRead> reads;

    /// The same bytes in reads of one byte each, at the times of the reads they were in.
    [[nodiscard]] WireRecording byteByByte() const;
};

/// Reads tests/data/wire/NAME; throws if that is no recording.
[[nodiscard]] WireRecording loadRecording(const std::string &name);

} // namespace tokamark::protocol::testing
