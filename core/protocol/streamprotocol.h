#pragma once

#include "metrics/requestrecord.h"
#include "workload/promptsource.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokamark::protocol {

enum class Framing : std::uint8_t { Sse, Ndjson, Raw };

/// Counts as the server tells them. Absent values are zero with `present` false.
struct Usage {
    bool present = false;
    std::uint32_t promptTokens = 0;
    std::uint32_t completionTokens = 0;
    std::uint32_t cachedPromptTokens = 0;
    std::uint32_t reasoningTokens = 0;
};

/// What one event of a stream said.
struct EventFacts {
    bool token = false; ///< holds at least one generated token (text, reasoning, tool call, ids, or a risen count)
    bool answer = false; ///< of which at least one is not reasoning
    bool end = false; ///< the normal end marker of this protocol
    bool error = false;
    /// A step of the engine that brought no text, after a token: held-back text, a piece of a character. It may stand for
    /// a token, which only the count at the end tells.
    bool textless = false;
    std::uint32_t tokens = 0; ///< tokens in this event; 0: not told
    Usage usage;
    metrics::ServerTimes server; ///< as far as this event tells them
    metrics::FinishReason finish = metrics::FinishReason::Unknown;
    std::string errorText; ///< set with `error`
};

/// Memory between the events of one request, for cumulative text and rising counts. Belongs to `decode`.
struct DecodeState {
    std::uint32_t completionTokensSoFar = 0;
    std::size_t textSoFar = 0;
    bool tokenSeen = false; ///< some event held a token
    bool countsRise = false; ///< the server tells its count with every event, so a rise is that event's tokens
    bool ended = false; ///< the end marker has come: whatever follows says nothing
};

/// How one API of one kind of server is spoken. Immutable, shared by all workers, one per target.
class StreamProtocol {
public:
    virtual ~StreamProtocol() = default;
    /// Path below the target's base, for example "/v1/chat/completions".
    [[nodiscard]] virtual std::string path() const = 0;
    /// The body of a streaming request, as JSON text.
    [[nodiscard]] virtual std::string body(const workload::GenerationRequest &request) const = 0;
    [[nodiscard]] virtual Framing framing() const noexcept = 0;
    /// True where the end of the body, and not a marker, is the normal end.
    [[nodiscard]] virtual bool endsAtEof() const noexcept = 0;
    /// True where every token event is known to hold exactly one token, so that events may be counted.
    [[nodiscard]] virtual bool oneTokenPerEvent() const noexcept = 0;
    /// True where a request can hold the server to an exact number of tokens.
    [[nodiscard]] virtual bool exactLength() const noexcept { return true; }
    /// Reads one event: the payload of `data:` lines joined, or one NDJSON line. `facts` is set anew and may be used
    /// again and again. Called once per event on the measured path: allocates only for errors.
    /// False: not what the protocol says.
    [[nodiscard]] virtual bool decode(std::string_view payload, DecodeState &state, EventFacts &facts) const = 0;
};

} // namespace tokamark::protocol
