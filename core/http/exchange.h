#pragma once

#include "base/clock.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokamark::http {

struct ResponseHead;

/// When bytes arrived, and in which read of their connection: bytes of one read share a stamp.
struct ReadStamp {
    Instant at;
    std::uint64_t read = 0; ///< counts up over the reads of a connection
    bool kernel = false; ///< else the clock just after the read
};

/// How an exchange failed.
enum class Fault : std::uint8_t {
    None,
    Connect, ///< no connection
    Tls, ///< handshake, certificate, or a session that broke
    Reset, ///< the connection broke, or closed before any byte of the answer
    Truncated, ///< the connection closed inside the answer
    Malformed, ///< bytes that are not HTTP
};

/// The instants of one exchange, as far as the connection knows them. Zero: did not happen.
struct ExchangeTimes {
    Instant connectStart; ///< zero on a reused connection
    Instant connected;
    Instant tlsDone;
    Instant sent; ///< just before the first byte leaves
    Instant lastByteSent;
    Instant firstByte;
};

/// How an exchange ended.
struct ExchangeEnd {
    Fault fault = Fault::None;
    Instant at;
    std::string text; ///< particulars of a fault
};

/// What a listener wants after it has seen bytes of the body.
enum class Wish : std::uint8_t {
    GoOn,
    Finish, ///< the stream said that it is over: the rest of the message is waited for only shortly
    Close, ///< nothing more of this connection is wanted
};

/// Hears of one exchange after the other on a connection, on the thread of its event loop.
class ExchangeListener {
public:
    virtual ~ExchangeListener() = default;
    virtual void responseBegun(const ResponseHead &head, const ReadStamp &stamp) = 0;
    /// A chunk of the chunked coding begins; size zero is the last one.
    virtual void chunkBegun(std::uint64_t sizeBytes, const ReadStamp &stamp) = 0;
    virtual Wish bodyReceived(std::string_view bytes, const ReadStamp &stamp) = 0;
    /// The last call of an exchange; the next one may be started from inside.
    virtual void exchangeEnded(const ExchangeEnd &end) = 0;
};

} // namespace tokamark::http
