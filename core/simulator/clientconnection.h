#pragma once

#include "base/clock.h"
#include "simulator/generation.h"
#include "simulator/responsechannel.h"
#include "simulator/servershared.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tokamark::simulator {

/// One client connection: requests in, answers out, one after the other. Knows HTTP and nothing of what is answered.
/// Holds itself alive while it waits for the socket; used by the server's thread alone.
class ClientConnection final : public std::enable_shared_from_this<ClientConnection>, private ResponseChannel {
public:
    ClientConnection(boost::asio::ip::tcp::socket socket, ServerShared &shared, bool onMetricsPort);

    void start();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    // the channel
    void respond(const ServedTarget &target, int status, std::string_view contentType, std::string_view body) override;
    void beginBody(const ServedTarget &target, int status, std::string_view contentType) override;
    void appendPiece(std::string_view data) override;
    void appendRaw(std::string_view data) override;
    void beginSized(const ServedTarget &target, std::string_view contentType, std::size_t length) override;
    void flush() override;
    void finish(BodyEnd end) override;
    void reset() override;
    [[nodiscard]] boost::asio::any_io_executor executor() override { return m_socket.get_executor(); }
    [[nodiscard]] std::shared_ptr<void> hold() override { return shared_from_this(); }

    // reading
    void waitReadable();
    void readAvailable();
    void parseInput();
    void continueIfAsked();
    void handleRequest();

    void endResponse();
    void nextRequest();
    void waitWritable();
    void waitIdle();
    void close();
    [[nodiscard]] bool closesAfterThis() const;
    void appendHead(const ServedTarget &target, int status, std::string_view contentType, bool stream, bool close);

    boost::asio::ip::tcp::socket m_socket;
    boost::asio::steady_timer m_timer; ///< accept delay or idle limit: never both at a time
    ServerShared &m_shared;
    const Dialect *m_dialect; ///< whose habits the connection has: those of the target asked last
    std::optional<Parser> m_parser;
    std::shared_ptr<Generation> m_generation; ///< null while none is under way
    std::string m_in;
    std::string m_out;
    Instant m_lastRead;
    bool m_lastReadKernel = false;
    std::uint16_t m_peerPort = 0;
    bool m_onMetricsPort;
    std::uint32_t m_responses = 0;
    bool m_keepAlive = true;
    bool m_busy = false; ///< a request is being answered
    bool m_writing = false; ///< waits for room in the socket
    bool m_broken = false; ///< sending failed: the close is on its way
    bool m_continueSent = false;
    bool m_closeAfterFlush = false;
};

} // namespace tokamark::simulator
