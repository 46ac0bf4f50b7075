#pragma once

#include "base/clock.h"
#include "simulator/apirequest.h"
#include "simulator/dialect.h"
#include "simulator/quirks.h"
#include "simulator/servedtarget.h"
#include "simulator/truthlog.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::simulator {

/// What all connections of a server share. Owned by the server, used by its thread alone, outlives the connections'
/// last call.
struct ServerShared {
    std::vector<std::unique_ptr<ServedTarget>> targets; ///< never empty; the first one is served at the root, too
    Quirks quirks;
    std::optional<TruthLog> truth;
    std::mt19937_64 random; ///< draws which requests a fault hits
    std::uint64_t nextRequest = 1;
};

/// One client connection: requests in, answers out, one after the other. Holds itself alive while it waits for the
/// socket; used by the server's thread alone.
class ClientConnection final : public std::enable_shared_from_this<ClientConnection>, private TokenSink {
public:
    ClientConnection(boost::asio::ip::tcp::socket socket, ServerShared &shared);

    void start();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    /// One generation under way.
    struct Generation {
        Generation(DialectOptions options, StreamSubject subject)
            : dialect(std::move(options), std::move(subject))
        {
        }

        StreamDialect dialect;
        ServedTarget *target = nullptr;
        ApiRequest request;
        bool chat = true;
        std::uint64_t job = 0; ///< 0: none in the engine
        std::uint32_t answerTokens = 0;
        Fault fault = Fault::None;
        bool headSent = false;
        bool headWaits = false;
        std::uint32_t heldEvents = 0; ///< token events gathered for one write
        std::uint32_t heldFrom = 0; ///< tokens produced before those
        bool stalled = false;
        std::string clientId;
        TruthRecord truth;
    };

    void tokensReady(const Emission &emission) override;

    // reading
    void waitReadable();
    void readAvailable();
    void parseInput();
    void handleRequest();
    void answerGet(ServedTarget &target, std::string_view path);
    void answerGeneration(ServedTarget &target, bool chat);
    void beginGeneration(ServedTarget &target, const ApiRequest &request, bool chat);
    void beginStream(Generation &generation);

    // answering
    void sendFault(Generation &generation, const Emission &emission);
    void sendErrorFrame(Generation &generation, ErrorShape shape, int code, std::string_view message);
    void answerWhole(Generation &generation);
    void respond(int status, std::string_view contentType, std::string_view body, const ServedTarget &target);
    void respondError(const ApiError &error, const ServedTarget &target);
    /// Puts the events into one body chunk. False: the connection broke on the way and the generation is over.
    [[nodiscard]] bool frameEvents();
    void appendChunk(std::string_view data);
    void appendStreamHead(Generation &generation);
    void endGeneration(std::string_view outcome);
    void finishResponse();
    void flush();

    // connection
    void startPings(Generation &generation);
    void waitIdle();
    void reset();
    void close();
    [[nodiscard]] Fault drawFault();
    [[nodiscard]] bool closesAfterThis() const;
    [[nodiscard]] ServedTarget &route(std::string_view &path);

    boost::asio::ip::tcp::socket m_socket;
    boost::asio::steady_timer m_timer; ///< accept delay, pings, gateway timeout or idle limit: never two at a time
    ServerShared &m_shared;
    std::optional<Parser> m_parser;
    std::optional<Generation> m_generation;
    std::string m_in;
    std::string m_out;
    std::string m_events; ///< of the write being put together
    Instant m_lastRead;
    bool m_lastReadKernel = false;
    std::uint16_t m_peerPort = 0;
    std::uint32_t m_responses = 0;
    bool m_keepAlive = true;
    bool m_busy = false; ///< a request is being answered
    bool m_writing = false; ///< waits for room in the socket
    bool m_continueSent = false;
    bool m_closeAfterFlush = false;
    bool m_parsing = false; ///< `parseInput` is on the stack
};

} // namespace tokamark::simulator
