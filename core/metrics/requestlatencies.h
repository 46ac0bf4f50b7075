#pragma once

#include "metrics/requestrecord.h"

#include <optional>
#include <span>

namespace tokamark::metrics {

/// The latencies of one request in milliseconds, each where its instants happened, however the request ended.
struct RequestLatencies {
    std::optional<double> ttft; ///< firstToken - sent
    std::optional<double> ttftFromDue; ///< firstToken - due
    std::optional<double> ttftFromConnect; ///< firstToken - connectStart, on a new connection
    std::optional<double> ttfa; ///< firstAnswer - sent
    std::optional<double> tpot; ///< (lastToken - firstToken) / (n - k); none for n = k and for an answer in one piece
    std::optional<double> e2el; ///< lastToken - sent
    std::optional<double> stall; ///< longest time between successive token events; likewise, and none for one event
};

/// Whether its tokens came faster than any server makes them for one user: something between, or the server itself,
/// gathered the whole answer. Its first token was not the first one made, and it has no TPOT and no stall.
[[nodiscard]] bool cameInOnePiece(const RequestRecord &record) noexcept;

[[nodiscard]] RequestLatencies latenciesOf(const RequestRecord &record);
/// The same where the timeline has been unpacked already.
[[nodiscard]] RequestLatencies latenciesOf(const RequestRecord &record, std::span<const Chunk> chunks);

} // namespace tokamark::metrics
