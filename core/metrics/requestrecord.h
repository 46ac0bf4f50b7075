#pragma once

#include "base/clock.h"
#include "base/ids.h"
#include "metrics/chunktimeline.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tokamark::metrics {

/// How one request ended. Append only: the numbers are stored in databases.
enum class Outcome : std::uint8_t {
    Completed = 0,
    ConnectFailed, ///< refused, unreachable, no name, or no answer to the connection attempt
    TlsFailed,
    HttpError, ///< a status that is not 2xx
    ErrorFrame, ///< 200, then an error object in the stream
    Truncated, ///< the stream ended without its normal end
    Stalled, ///< no byte for longer than the stall limit
    TimedOut, ///< not finished within the request time limit
    Reset, ///< the connection broke
    ProtocolError, ///< bytes that are not HTTP, or events that are not what the protocol says
    Cancelled, ///< aborted by us; counts neither as done nor as failed
};

/// The stable lower-case name of an outcome ("http-error"), for files and scripts.
[[nodiscard]] const char *name(Outcome outcome) noexcept;

/// True for every outcome that is the server's or the network's failure.
[[nodiscard]] constexpr bool isFailure(Outcome outcome) noexcept
{
    return outcome != Outcome::Completed && outcome != Outcome::Cancelled;
}

/// Which clock stamped the bytes that arrived.
enum class StampSource : std::uint8_t {
    Kernel, ///< SO_TIMESTAMPING, software receive time
    User, ///< the monotonic clock just after the read
};

/// Where the number of generated tokens comes from.
enum class CountSource : std::uint8_t {
    Usage, ///< the server's own count
    Events, ///< one event known to be one token
    Estimated, ///< a guess; marked so wherever it is shown
};

/// Why the server stopped generating.
enum class FinishReason : std::uint8_t { Unknown, Length, Stop, ToolCalls, Abort, Other };

/// Which part of a cell a request was sent in. Latency is reported for `Window` alone.
enum class Phase : std::uint8_t { Ramp, WarmUp, Window, Drain };

/// Stable lower-case names for files and scripts, as for outcomes.
[[nodiscard]] const char *name(CountSource source) noexcept;
[[nodiscard]] const char *name(FinishReason reason) noexcept;
[[nodiscard]] const char *name(Phase phase) noexcept;

/// The instants of one request, in the order in which they happen. Zero: did not happen.
struct RequestInstants {
    Instant due; ///< when the schedule wanted it sent
    Instant connectStart; ///< start of the connection attempt; zero on a reused connection
    Instant connected;
    Instant tlsDone;
    Instant sent; ///< just before the one `sendmsg` that carries head and body
    Instant lastByteSent;
    Instant firstByte; ///< of the response head
    Instant firstEvent; ///< first event of the stream, whatever it says
    Instant firstToken; ///< first event with at least one generated token, reasoning included
    Instant firstAnswer; ///< first token that is not reasoning
    Instant lastToken; ///< last event with a generated token; a final token without text: its finish event
    Instant end; ///< normal end of the stream, or the failure

    bool operator==(const RequestInstants &) const = default;
};

/// Where the time of a request went by the server's own clock. Empty: not told.
struct ServerTimes {
    std::optional<Duration> queue; ///< until work on it began
    std::optional<Duration> prefill; ///< from there to the first token
    std::optional<Duration> decode; ///< from the first token to the last

    bool operator==(const ServerTimes &) const = default;
};

/// Everything that is kept of one request. A value: made by one worker, then handed on by move.
struct RequestRecord {
    RequestId id; ///< unique inside a cell
    std::uint32_t worker = 0;
    std::uint32_t user = 0; ///< closed loop: which user sent it
    std::uint32_t promptIndex = 0; ///< place in the list that every target gets
    RequestInstants at;
    ServerTimes server;
    Phase phase = Phase::Window; ///< of the instant it was sent
    Outcome outcome = Outcome::Completed;
    StampSource stamps = StampSource::Kernel;
    CountSource outputSource = CountSource::Usage;
    FinishReason finish = FinishReason::Unknown;
    bool newConnection = false;
    bool shortened = false; ///< a user's first request, cut short at random so that users do not stay in step
    bool firstTokenSharedRead = false; ///< its first token came in one read with later token events
    std::uint8_t resends = 0; ///< a reused connection died before any byte came; the last attempt is the one timed
    std::uint16_t httpStatus = 0;
    std::uint32_t promptTokens = 0; ///< from usage; 0 where the server did not say
    std::uint32_t cachedPromptTokens = 0;
    std::uint32_t outputTokens = 0;
    std::uint32_t reasoningTokens = 0;
    std::uint32_t requestedOutputTokens = 0; ///< max_tokens as sent
    std::uint32_t firstEventTokens = 1; ///< k: tokens in the first token event
    std::uint32_t contentEvents = 0;
    std::uint64_t bytesReceived = 0;
    std::string error; ///< particulars of a failure, at most a few hundred bytes; empty if completed
    ChunkTimeline timeline; ///< every token event, compressed

    bool operator==(const RequestRecord &) const = default;
};

/// A request of a schedule that still waited in the client when its cell would wait no longer.
[[nodiscard]] inline bool isUnsent(const RequestRecord &record) noexcept
{
    return record.outcome == Outcome::Cancelled && !happened(record.at.sent) && !happened(record.at.connectStart);
}

} // namespace tokamark::metrics
