#include "simulator/clientconnection.h"

#include "simulator/refusal.h"
#include "simulator/requestrouter.h"
#include "simulator/stampedread.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <limits>

#include <sys/socket.h>

namespace tokamark::simulator {
namespace {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

constexpr std::size_t MaxBodyBytes = std::size_t{16} * 1024 * 1024;
constexpr std::uint32_t MaxHeaderBytes = 64 * 1024;
constexpr std::size_t ReadBytes = std::size_t{64} * 1024;

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

std::string dateLine()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts)};
}

} // namespace

ClientConnection::ClientConnection(tcp::socket socket, ServerShared &shared, bool onMetricsPort)
    : m_socket(std::move(socket))
    , m_timer(m_socket.get_executor())
    , m_shared(shared)
    , m_dialect(&shared.targets.front()->dialect())
    , m_onMetricsPort(onMetricsPort)
{
}

void ClientConnection::start()
{
    boost::system::error_code ignored;
    m_socket.set_option(tcp::no_delay(true), ignored);
    m_socket.non_blocking(true, ignored);
    enableReceiveStamps(m_socket.native_handle());
    m_peerPort = m_socket.remote_endpoint(ignored).port();
    if (m_shared.quirks.acceptDelay <= Duration::zero()) {
        waitIdle();
        waitReadable();
        return;
    }
    m_timer.expires_after(m_shared.quirks.acceptDelay);
    m_timer.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (error)
            return;
        self->waitIdle();
        self->waitReadable();
    });
}

// ---- reading

void ClientConnection::waitReadable()
{
    m_socket.async_wait(tcp::socket::wait_read, [self = shared_from_this()](boost::system::error_code error) {
        if (!error)
            self->readAvailable();
    });
}

void ClientConnection::readAvailable()
{
    std::array<char, ReadBytes> buffer; // NOLINT: not worth clearing
    const auto read = readStamped(m_socket.native_handle(), buffer);
    if (read.size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
        waitReadable();
        return;
    }
    // The end of input means that the client has gone, as every server of this kind takes it.
    if (read.size <= 0 || m_in.size() > MaxBodyBytes) {
        close();
        return;
    }
    m_lastRead = read.at;
    m_lastReadKernel = read.kernel;
    m_in.append(buffer.data(), static_cast<std::size_t>(read.size));
    parseInput();
    if (m_socket.is_open())
        waitReadable();
}

void ClientConnection::parseInput()
{
    if (m_in.empty() || m_busy || !m_socket.is_open() || m_closeAfterFlush)
        return;
    if (!m_parser) {
        m_timer.cancel();
        m_parser.emplace();
        m_parser->eager(true);
        m_parser->body_limit(MaxBodyBytes);
        m_parser->header_limit(MaxHeaderBytes);
        m_continueSent = false;
    }
    boost::system::error_code error;
    // Once for the head and once for the body: the parser stops between them.
    for (int part = 0; part < 2 && !error && !m_parser->is_done(); ++part) {
        m_in.erase(0, m_parser->put(boost::asio::buffer(m_in), error));
        continueIfAsked();
    }
    if (error && error != http::error::need_more) {
        m_keepAlive = false;
        m_busy = true;
        refuse(*this, *m_shared.targets.front(), {}, Complaint::Invalid,
               {.message = "the request is not HTTP/1.1: " + error.message()}, 400);
    } else if (m_parser->is_done()) {
        handleRequest();
    }
}

void ClientConnection::continueIfAsked()
{
    if (m_parser->is_done() || !m_parser->is_header_done() || m_continueSent
        || !boost::beast::iequals(m_parser->get()[http::field::expect], "100-continue"))
        return;
    m_continueSent = true;
    m_out += "HTTP/1.1 100 Continue\r\n\r\n";
    flush();
}

void ClientConnection::handleRequest()
{
    m_busy = true;
    const auto &message = m_parser->get();
    m_keepAlive = m_parser->keep_alive();
    if (message.version() != 11) {
        m_keepAlive = false;
        refuse(*this, *m_shared.targets.front(), {}, Complaint::Invalid, {.message = "only HTTP/1.1 is spoken here"},
               505);
        return;
    }
    m_generation = answer({.method = view(message.method_string()),
                           .path = view(message.target()),
                           .body = message.body(),
                           .host = view(message[http::field::host]),
                           .authorization = view(message[http::field::authorization]),
                           .apiKey = view(message["X-Api-Key"]),
                           .cloudToken = view(message["X-YATAI-API-TOKEN"]),
                           .requestId = view(message["X-Request-Id"]),
                           .onMetricsPort = m_onMetricsPort,
                           .peerPort = m_peerPort,
                           .received = m_lastRead,
                           .kernelStamp = m_lastReadKernel},
                          m_shared, *this);
    if (m_generation)
        m_generation->start();
}

// ---- the channel

void ClientConnection::appendHead(const ServedTarget &target, int status, std::string_view contentType, bool stream,
                                  bool close)
{
    m_dialect = &target.dialect();
    const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
    m_out += "HTTP/1.1 " + std::to_string(status) + ' ';
    m_out += view(reason);
    m_out += "\r\n";
    if (m_dialect->dated)
        m_out += dateLine();
    m_out += m_dialect->headers;
    if (stream)
        m_out += m_dialect->streamHeaders;
    m_out += "X-Tokamark-Simulated: " + target.preset().name + "\r\n";
    if (const std::uint32_t parallel = target.parallel(); parallel != std::numeric_limits<std::uint32_t>::max())
        m_out += "X-Tokamark-Parallel: " + std::to_string(parallel) + "\r\n";
    if (!contentType.empty())
        m_out += "Content-Type: " + std::string(contentType) + "\r\n";
    if (close)
        m_out += "Connection: close\r\n";
    else if (m_dialect->keepAliveHeader)
        m_out += "Keep-Alive: timeout=" + std::to_string(m_dialect->idleClose / std::chrono::seconds(1))
            + ", max=" + std::to_string(m_dialect->requestsPerConnection) + "\r\n";
}

void ClientConnection::respond(const ServedTarget &target, int status, std::string_view contentType,
                               std::string_view body)
{
    m_dialect = &target.dialect();
    appendHead(target, status, contentType, false, closesAfterThis());
    m_out += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    m_out += body;
    endResponse();
}

void ClientConnection::beginBody(const ServedTarget &target, int status, std::string_view contentType)
{
    m_dialect = &target.dialect();
    appendHead(target, status, contentType, true, closesAfterThis());
    m_out += "Transfer-Encoding: chunked\r\n\r\n";
}

void ClientConnection::beginSized(const ServedTarget &target, std::string_view contentType, std::size_t length)
{
    appendHead(target, 200, contentType, false, true);
    m_out += "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}

void ClientConnection::appendPiece(std::string_view data)
{
    if (data.empty())
        return; // an empty piece would end the body
    std::array<char, 16> size{};
    auto *const end = std::to_chars(size.data(), size.data() + size.size(), data.size(), 16).ptr;
    if (m_dialect->sizesUpperCase)
        std::transform(size.data(), end, size.data(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
    m_out.append(size.data(), end);
    m_out += "\r\n";
    m_out += data;
    m_out += "\r\n";
}

void ClientConnection::appendRaw(std::string_view data)
{
    m_out += data;
}

void ClientConnection::finish(BodyEnd end)
{
    if (end == BodyEnd::Proper)
        m_out += "0\r\n\r\n";
    else
        m_keepAlive = false;
    endResponse();
}

void ClientConnection::reset()
{
    boost::system::error_code ignored;
    m_socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
    close();
}

bool ClientConnection::closesAfterThis() const
{
    const auto most = m_shared.quirks.closeAfter != 0 ? m_shared.quirks.closeAfter : m_dialect->requestsPerConnection;
    return !m_keepAlive || (most != 0 && m_responses + 1 >= most);
}

void ClientConnection::endResponse()
{
    m_closeAfterFlush = closesAfterThis();
    ++m_responses;
    flush();
    // Not from here: whoever has answered is still on the stack.
    boost::asio::post(executor(), [self = shared_from_this()] { self->nextRequest(); });
}

void ClientConnection::nextRequest()
{
    m_generation.reset();
    m_parser.reset();
    m_busy = false;
    if (!m_socket.is_open() || m_closeAfterFlush)
        return;
    if (m_in.empty())
        waitIdle();
    else
        parseInput();
}

void ClientConnection::flush()
{
    if (m_writing || m_broken || !m_socket.is_open())
        return;
    std::size_t sent = 0;
    while (sent < m_out.size()) {
        const auto result
            = ::send(m_socket.native_handle(), m_out.data() + sent, m_out.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (result >= 0) {
            sent += static_cast<std::size_t>(result);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            m_writing = true;
            break;
        } else if (errno != EINTR) {
            m_broken = true;
            m_out.clear();
            boost::asio::post(executor(), [self = shared_from_this()] { self->close(); });
            return;
        }
    }
    m_out.erase(0, sent);
    if (m_writing)
        waitWritable();
    else if (m_closeAfterFlush)
        close();
}

void ClientConnection::waitWritable()
{
    m_socket.async_wait(tcp::socket::wait_write, [self = shared_from_this()](boost::system::error_code error) {
        if (error)
            return;
        self->m_writing = false;
        self->flush();
    });
}

// ---- connection

void ClientConnection::waitIdle()
{
    const Duration limit = m_shared.quirks.idleClose.value_or(m_dialect->idleClose);
    if (limit <= Duration::zero())
        return;
    m_timer.expires_after(limit);
    m_timer.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error && !self->m_busy && !self->m_parser)
            self->close();
    });
}

void ClientConnection::close()
{
    if (!m_socket.is_open())
        return;
    boost::system::error_code ignored;
    m_socket.close(ignored);
    m_timer.cancel();
    if (!m_generation)
        return;
    m_generation->clientGone();
    // The generation may be the caller: it goes when the stack is empty.
    boost::asio::post(executor(), [gone = std::move(m_generation)] {});
}

} // namespace tokamark::simulator
