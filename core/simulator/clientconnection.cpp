#include "simulator/clientconnection.h"

#include "simulator/stampedread.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>

#include <sys/socket.h>

namespace tokamark::simulator {
namespace {

namespace http = boost::beast::http;
using boost::asio::ip::tcp;

constexpr std::size_t MaxBodyBytes = std::size_t{16} * 1024 * 1024;
constexpr std::uint32_t MaxHeaderBytes = 64 * 1024;
constexpr std::size_t ReadBytes = std::size_t{64} * 1024;

std::string_view reason(int status)
{
    const auto text = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
    return {text.data(), text.size()};
}

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

/// Where body bytes are cut when a character has to be split: inside the first character beyond ASCII.
std::size_t splitPoint(std::string_view data)
{
    const auto it = std::ranges::find_if(data, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; });
    return it == data.end() ? 0 : static_cast<std::size_t>(it - data.begin());
}

std::string responseHead(int status, std::string_view contentType, const ServedTarget &target, bool close)
{
    std::string head = "HTTP/1.1 " + std::to_string(status) + ' ' + std::string(reason(status));
    head += "\r\nServer: tokamark-sim\r\nX-Tokamark-Simulated: " + target.preset().name;
    if (!contentType.empty())
        head += "\r\nContent-Type: " + std::string(contentType);
    head += close ? "\r\nConnection: close\r\n" : "\r\n";
    return head;
}

} // namespace

ClientConnection::ClientConnection(tcp::socket socket, ServerShared &shared)
    : m_socket(std::move(socket))
    , m_timer(m_socket.get_executor())
    , m_shared(shared)
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
    if (m_parsing)
        return; // a response ended inside handleRequest: the loop below goes on with the next request
    m_parsing = true;
    while (!m_in.empty() && !m_busy && m_socket.is_open() && !m_closeAfterFlush) {
        if (!m_parser) {
            m_timer.cancel();
            m_parser.emplace();
            m_parser->eager(true);
            m_parser->body_limit(MaxBodyBytes);
            m_parser->header_limit(MaxHeaderBytes);
            m_continueSent = false;
        }
        boost::system::error_code error;
        const auto used = m_parser->put(boost::asio::buffer(m_in), error);
        m_in.erase(0, used);
        if (error && error != http::error::need_more) {
            m_keepAlive = false;
            respondError({.message = "the request is not HTTP/1.1: " + error.message()}, *m_shared.targets.front());
            break;
        }
        if (m_parser->is_done()) {
            handleRequest();
            continue;
        }
        if (m_parser->is_header_done() && !m_continueSent
            && boost::beast::iequals(m_parser->get()[http::field::expect], "100-continue")) {
            m_continueSent = true;
            m_out += "HTTP/1.1 100 Continue\r\n\r\n";
            flush();
        }
        if (used == 0)
            break;
    }
    m_parsing = false;
}

ServedTarget &ClientConnection::route(std::string_view &path)
{
    path = path.substr(0, path.find('?'));
    for (const auto &target : m_shared.targets) {
        const std::string &name = target->preset().name;
        if (path.size() > name.size() && path.substr(1, name.size()) == name
            && (path.size() == name.size() + 1 || path[name.size() + 1] == '/')) {
            path.remove_prefix(name.size() + 1);
            return *target;
        }
    }
    return *m_shared.targets.front();
}

void ClientConnection::handleRequest()
{
    m_busy = true;
    const auto &message = m_parser->get();
    m_keepAlive = m_parser->keep_alive();
    const auto fullPath = std::string(view(message.target()));
    std::string_view path = fullPath;
    ServedTarget &target = route(path);
    if (message.version() != 11) {
        m_keepAlive = false;
        respondError({.status = 505, .message = "only HTTP/1.1 is spoken here"}, target);
        return;
    }
    const bool chat = path == "/v1/chat/completions";
    if (chat || path == "/v1/completions") {
        if (message.method() == http::verb::post)
            answerGeneration(target, chat);
        else
            respondError({.status = 405, .message = "generation needs POST"}, target);
    } else if (message.method() == http::verb::get) {
        answerGet(target, path);
    } else {
        respondError({.status = 404, .type = "not_found_error", .message = "no such path: " + fullPath}, target);
    }
}

void ClientConnection::answerGet(ServedTarget &target, std::string_view path)
{
    if (path == "/v1/models")
        respond(200, "application/json", target.modelsJson(), target);
    else if (path == "/health")
        respond(200, {}, {}, target);
    else if (path == "/version")
        respond(200, "application/json", R"({"version":")" + std::string(versionOf(target.preset().engine)) + R"("})",
                target);
    else if (path == "/info" && target.preset().engine == EngineKind::Tgi)
        respond(200, "application/json", target.infoJson(), target);
    else if (path == "/metrics")
        respond(200, "text/plain; version=0.0.4", target.metricsText(), target);
    else
        respondError({.status = 404, .type = "not_found_error", .message = "no such path: " + std::string(path)},
                     target);
}

void ClientConnection::answerGeneration(ServedTarget &target, bool chat)
{
    const auto request = parseApiRequest(m_parser->get().body(), chat);
    if (!request) {
        respondError(request.error(), target);
        return;
    }
    const Preset &preset = target.preset();
    if (!request->model.empty() && request->model != preset.model) {
        respondError({.status = 404, .type = "not_found_error", .message = "no such model: " + request->model}, target);
        return;
    }
    if (std::uint64_t{request->promptTokens} + std::max(1U, request->maxTokens) > preset.contextTokens) {
        respondError({.message = "prompt and max_tokens exceed the context of " + std::to_string(preset.contextTokens)
                          + " tokens"},
                     target);
        return;
    }
    beginGeneration(target, *request, chat);
}

Fault ClientConnection::drawFault()
{
    if (m_shared.quirks.fault == Fault::None)
        return Fault::None;
    return std::uniform_real_distribution<double>(0, 1)(m_shared.random) < m_shared.quirks.faultRate
        ? m_shared.quirks.fault
        : Fault::None;
}

void ClientConnection::beginGeneration(ServedTarget &target, const ApiRequest &request, bool chat)
{
    const Quirks &quirks = m_shared.quirks;
    const Fault fault = drawFault();
    if (fault == Fault::Refuse) {
        respondError({.status = quirks.refuseStatus, .type = "overloaded_error", .message = "the server is overloaded"},
                     target);
        return;
    }
    const auto id = m_shared.nextRequest++;
    StreamSubject subject{.chat = chat,
                          .id = (chat ? "chatcmpl-" : "cmpl-") + std::to_string(id),
                          .model = target.preset().model,
                          .createdUnix = std::time(nullptr),
                          .promptTokens = request.promptTokens,
                          .includeUsage = request.includeUsage,
                          .continuousUsage = request.continuousUsage};
    Generation &generation = m_generation.emplace(target.dialect(), std::move(subject));
    generation.target = &target;
    generation.request = request;
    generation.chat = chat;
    generation.answerTokens = target.answerTokens(request);
    generation.fault = fault;
    generation.headWaits = quirks.headersWithFirstToken || headWaitsForFirstToken(target.preset().engine);
    generation.clientId = std::string(view(m_parser->get()["X-Request-Id"]));
    generation.truth = {.id = id,
                        .target = target.preset().name,
                        .peerPort = m_peerPort,
                        .received = m_lastRead,
                        .kernelStamp = m_lastReadKernel,
                        .promptTokens = request.promptTokens};
    if (fault == Fault::GarbageAnswer) {
        m_out += "\x16\x03\x01 this is not HTTP\n\n";
        m_keepAlive = false;
        endGeneration("garbage-answer");
        finishResponse();
        return;
    }
    if (fault == Fault::GatewayTimeout) {
        m_timer.expires_after(quirks.gatewayTimeout);
        m_timer.async_wait([self = shared_from_this(), &target](boost::system::error_code error) {
            if (error || !self->m_generation)
                return;
            self->endGeneration("gateway-timeout");
            self->respond(504, "application/json", R"({"error":"not able to process the request in time"})", target);
        });
        return;
    }
    generation.job = target.submit(request.promptTokens, generation.answerTokens, *this);
    if (m_generation && request.stream)
        beginStream(*m_generation);
}

void ClientConnection::beginStream(Generation &generation)
{
    if (generation.headWaits)
        return;
    appendStreamHead(generation);
    if (generation.fault == Fault::OverloadFrame) {
        sendErrorFrame(generation, ErrorShape::Object, 503, "the request queue is full");
        return;
    }
    generation.dialect.appendRoleBeforePrefill(m_events);
    if (m_shared.quirks.pingEvery)
        generation.dialect.appendComment(m_events);
    if (!frameEvents())
        return;
    flush();
    if (m_generation && m_shared.quirks.pingEvery)
        startPings(*m_generation);
}

void ClientConnection::startPings(Generation &generation)
{
    m_timer.expires_after(*m_shared.quirks.pingEvery);
    m_timer.async_wait([self = shared_from_this(), id = generation.truth.id](boost::system::error_code error) {
        if (error || !self->m_generation || self->m_generation->truth.id != id)
            return;
        self->m_generation->dialect.appendComment(self->m_events);
        if (self->frameEvents())
            self->flush();
        if (self->m_generation)
            self->startPings(*self->m_generation);
    });
}

// ---- answering

void ClientConnection::appendStreamHead(Generation &generation)
{
    m_out += responseHead(200, "text/event-stream; charset=utf-8", *generation.target, closesAfterThis());
    m_out += "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n";
    generation.headSent = true;
}

void ClientConnection::appendChunk(std::string_view data)
{
    if (data.empty())
        return; // an empty chunk would end the body
    std::array<char, 16> size{};
    const auto [end, error] = std::to_chars(size.data(), size.data() + size.size(), data.size(), 16);
    m_out.append(size.data(), end);
    m_out += "\r\n";
    m_out += data;
    m_out += "\r\n";
}

bool ClientConnection::frameEvents()
{
    m_generation->heldEvents = 0;
    const auto split = m_shared.quirks.splitUtf8 ? splitPoint(m_events) : 0;
    if (split > 0) {
        appendChunk(std::string_view(m_events).substr(0, split));
        flush(); // a segment of its own, so that a read may end inside the character
    }
    appendChunk(std::string_view(m_events).substr(split));
    m_events.clear();
    return m_generation.has_value();
}

void ClientConnection::tokensReady(const Emission &emission)
{
    Generation &generation = *m_generation;
    if (emission.last)
        generation.job = 0;
    if (!generation.request.stream) {
        if (emission.last)
            answerWhole(generation);
        return;
    }
    if (!generation.headSent)
        appendStreamHead(generation);
    const auto produced = generation.dialect.produced();
    const bool faultDue = generation.fault != Fault::None
        && (emission.last || produced >= std::max(1U, generation.answerTokens / 2)
            || generation.fault == Fault::OverloadFrame);
    if (faultDue) {
        sendFault(generation, emission);
        return;
    }
    if (generation.heldEvents++ == 0)
        generation.heldFrom = produced;
    const bool stopped = generation.answerTokens != generation.request.maxTokens;
    generation.dialect.appendTokens(m_events, emission.tokens,
                                    emission.last ? (stopped ? "stop" : "length") : std::string_view());
    if (emission.last)
        generation.dialect.appendEnd(m_events);
    else if (generation.heldEvents < m_shared.quirks.burst)
        return;
    const auto now = SteadyClock().now();
    if (generation.heldFrom == 0)
        generation.truth.firstToken = now;
    generation.truth.lastToken = now;
    if (!frameEvents())
        return; // the client went away in the middle of the write
    if (emission.last) {
        m_out += "0\r\n\r\n";
        endGeneration("completed");
        finishResponse();
    } else {
        flush();
    }
}

void ClientConnection::sendErrorFrame(Generation &generation, ErrorShape shape, int code, std::string_view message)
{
    generation.dialect.appendError(m_events, shape, code, message);
    if (shape != ErrorShape::Plain)
        generation.dialect.appendDone(m_events);
    if (!frameEvents())
        return;
    m_out += "0\r\n\r\n";
    endGeneration(code == 503 ? "overload-frame" : "error-frame");
    finishResponse();
}

void ClientConnection::sendFault(Generation &generation, const Emission &emission)
{
    // What was held back for a burst leaves first.
    if (generation.heldEvents > 0 && generation.heldFrom == 0)
        generation.truth.firstToken = generation.truth.lastToken = SteadyClock().now();
    switch (generation.fault) {
    case Fault::ErrorFrame: sendErrorFrame(generation, m_shared.quirks.errorShape, 500, "simulated failure"); return;
    case Fault::OverloadFrame: sendErrorFrame(generation, ErrorShape::Object, 503, "the request queue is full"); return;
    case Fault::GarbageEvent:
        generation.fault = Fault::None;
        generation.dialect.appendGarbage(m_events);
        tokensReady(emission);
        return;
    case Fault::Stall:
        // The place in the engine is freed; the connection stays open and silent until the client gives up.
        generation.target->cancel(std::exchange(generation.job, 0));
        generation.stalled = true;
        if (frameEvents())
            flush();
        return;
    case Fault::Truncate:
        if (!frameEvents())
            return;
        m_out += "0\r\n\r\n";
        endGeneration("truncated");
        finishResponse();
        return;
    case Fault::Cut:
        if (!frameEvents())
            return;
        m_keepAlive = false;
        endGeneration("cut");
        finishResponse();
        return;
    case Fault::Reset:
        endGeneration("reset");
        reset();
        return;
    case Fault::None:
    case Fault::Refuse:
    case Fault::GatewayTimeout:
    case Fault::GarbageAnswer: return; // those act before the first token
    }
}

void ClientConnection::answerWhole(Generation &generation)
{
    ServedTarget &target = *generation.target;
    const Fault fault = generation.fault;
    if (fault == Fault::ErrorFrame || fault == Fault::OverloadFrame) {
        endGeneration("error");
        respondError({.status = fault == Fault::ErrorFrame ? 500 : 503,
                      .type = "internal_error",
                      .message = "simulated failure"},
                     target);
        return;
    }
    if (fault == Fault::Reset) {
        endGeneration("reset");
        reset();
        return;
    }
    if (fault == Fault::Stall) {
        generation.stalled = true;
        return;
    }
    std::string body = generation.dialect.wholeAnswer(
        generation.answerTokens, generation.answerTokens != generation.request.maxTokens ? "stop" : "length");
    if (fault == Fault::GarbageEvent)
        body.resize(body.size() / 2);
    generation.truth.firstToken = generation.truth.lastToken = SteadyClock().now();
    const bool cut = fault == Fault::Truncate || fault == Fault::Cut;
    endGeneration(cut ? "cut" : "completed");
    if (!cut) {
        respond(200, "application/json", body, target);
        return;
    }
    m_keepAlive = false;
    m_out += responseHead(200, "application/json", target, true) + "Content-Length: " + std::to_string(body.size())
        + "\r\n\r\n" + body.substr(0, body.size() / 2);
    finishResponse();
}

void ClientConnection::respond(int status, std::string_view contentType, std::string_view body,
                               const ServedTarget &target)
{
    m_out += responseHead(status, contentType, target, closesAfterThis());
    m_out += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    m_out += body;
    finishResponse();
}

void ClientConnection::respondError(const ApiError &error, const ServedTarget &target)
{
    respond(error.status, "application/json", error.body(), target);
}

bool ClientConnection::closesAfterThis() const
{
    return !m_keepAlive || (m_shared.quirks.closeAfter != 0 && m_responses + 1 >= m_shared.quirks.closeAfter);
}

void ClientConnection::endGeneration(std::string_view outcome)
{
    Generation &generation = *m_generation;
    if (generation.job != 0)
        generation.target->cancel(generation.job);
    if (m_shared.truth) {
        generation.truth.clientId = generation.clientId;
        generation.truth.tokens = generation.request.stream ? generation.dialect.produced() : generation.answerTokens;
        generation.truth.outcome = outcome;
        m_shared.truth->write(generation.truth);
    }
    m_timer.cancel();
    m_generation.reset();
}

void ClientConnection::finishResponse()
{
    m_closeAfterFlush = closesAfterThis();
    ++m_responses;
    m_busy = false;
    m_parser.reset();
    flush();
    if (!m_socket.is_open() || m_closeAfterFlush)
        return;
    if (m_in.empty())
        waitIdle();
    else
        parseInput();
}

void ClientConnection::flush()
{
    if (m_writing || !m_socket.is_open())
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
            close();
            return;
        }
    }
    m_out.erase(0, sent);
    if (m_writing) {
        m_socket.async_wait(tcp::socket::wait_write, [self = shared_from_this()](boost::system::error_code error) {
            if (error)
                return;
            self->m_writing = false;
            self->flush();
        });
    } else if (m_closeAfterFlush) {
        close();
    }
}

// ---- connection

void ClientConnection::waitIdle()
{
    if (!m_shared.quirks.idleClose)
        return;
    m_timer.expires_after(*m_shared.quirks.idleClose);
    m_timer.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error && !self->m_busy && !self->m_parser)
            self->close();
    });
}

void ClientConnection::reset()
{
    boost::system::error_code ignored;
    m_socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
    close();
}

void ClientConnection::close()
{
    if (!m_socket.is_open())
        return;
    boost::system::error_code ignored;
    m_socket.close(ignored);
    m_timer.cancel();
    if (m_generation)
        endGeneration(m_generation->stalled ? "stalled" : "disconnected");
}

} // namespace tokamark::simulator
