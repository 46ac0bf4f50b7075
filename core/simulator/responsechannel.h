#pragma once

#include "simulator/servedtarget.h"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// How the body of a streamed response ends.
enum class BodyEnd : std::uint8_t {
    Proper, ///< with its last piece
    Cut, ///< the connection closes instead
};

/// The connection as the one who answers sees it. Exactly one of `respond`, `finish` and `reset` ends the answer; the
/// connection forgets the answerer some time after that, never inside the call. Used by the server's thread alone.
class ResponseChannel {
public:
    virtual ~ResponseChannel() = default;
    /// A whole response with its length.
    virtual void respond(const ServedTarget &target, int status, std::string_view contentType, std::string_view body)
        = 0;
    /// The head of a response whose body comes in pieces.
    virtual void beginBody(const ServedTarget &target, int status, std::string_view contentType) = 0;
    /// One piece of that body; waits for the next `flush`.
    virtual void appendPiece(std::string_view data) = 0;
    /// What a writer made, piece by piece.
    void appendPieces(const StreamBytes &bytes);
    /// Bytes of no framing at all, for answers that go wrong.
    virtual void appendRaw(std::string_view data) = 0;
    /// A head that promises `length` bytes, which `appendRaw` need not keep.
    virtual void beginSized(const ServedTarget &target, std::string_view contentType, std::size_t length) = 0;
    virtual void flush() = 0;
    virtual void finish(BodyEnd end) = 0;
    virtual void reset() = 0;
    [[nodiscard]] virtual boost::asio::any_io_executor executor() = 0;
    /// Keeps the channel in being for one who answers later; what it sends after the client has gone is dropped.
    [[nodiscard]] virtual std::shared_ptr<void> hold() = 0;
};

inline void ResponseChannel::appendPieces(const StreamBytes &bytes)
{
    std::size_t from = 0;
    for (const std::size_t end : bytes.breaks) {
        appendPiece(std::string_view(bytes.text).substr(from, end - from));
        from = end;
    }
    appendPiece(std::string_view(bytes.text).substr(from));
}

} // namespace tokamark::simulator
