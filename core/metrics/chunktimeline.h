#pragma once

#include "base/clock.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tokamark::metrics {

/// One token event of a stream, as it is read back from a timeline.
struct Chunk {
    Instant at;
    std::uint32_t tokens = 0; ///< 0: the server did not say how many
    bool sameRead = false; ///< came in the same read as the chunk before it, so it has its time

    bool operator==(const Chunk &) const = default;
};

/// The token events of one request: times, tokens per event and which events shared a read.
///
/// Kept compressed (LEB128 of the gap in nanoseconds, shifted left by two for the flags "same read" and "one token";
/// a token count follows where the second flag is off), about four bytes an event, because raw chunk times of every
/// request are stored. A value, one owner at a time.
class ChunkTimeline {
public:
    ChunkTimeline() = default;
    /// Takes bytes made by `bytes()`; they are checked when read, never trusted.
    ChunkTimeline(Instant origin, std::vector<std::uint8_t> encoded);

    /// `origin` is what the first gap counts from: the instant the request was sent.
    void start(Instant origin);
    /// Appends an event. `at` must not lie before the event appended last; an earlier one is stored as that.
    void append(Instant at, std::uint32_t tokens, bool sameRead);

    [[nodiscard]] std::vector<Chunk> chunks() const;
    [[nodiscard]] std::uint32_t size() const noexcept { return m_size; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_size == 0; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept { return m_bytes; }
    [[nodiscard]] Instant origin() const noexcept { return m_origin; }

    bool operator==(const ChunkTimeline &) const = default;

private:
    Instant m_origin;
    Instant m_last;
    std::uint32_t m_size = 0;
    std::vector<std::uint8_t> m_bytes;
};

} // namespace tokamark::metrics
