#include "support/scriptedserver.h"

#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <stdexcept>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tokamark::support {
namespace {

[[noreturn]] void throwErrno(const char *what)
{
    throw std::system_error(errno, std::generic_category(), what);
}

/// A listening socket on a free port of the loopback.
int listenOn(bool v6, int backlog, std::uint16_t &port)
{
    const int listener = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0)
        throwErrno("socket");
    sockaddr_in6 address6{};
    address6.sin6_family = AF_INET6;
    address6.sin6_addr = in6addr_loopback;
    sockaddr_in address4{};
    address4.sin_family = AF_INET;
    address4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *address = v6 ? reinterpret_cast<sockaddr *>(&address6) : reinterpret_cast<sockaddr *>(&address4);
    socklen_t size = v6 ? sizeof address6 : sizeof address4;
    if (::bind(listener, address, size) != 0 || ::listen(listener, backlog) != 0)
        throwErrno("bind");
    if (::getsockname(listener, address, &size) != 0)
        throwErrno("getsockname");
    port = ntohs(v6 ? address6.sin6_port : address4.sin_port);
    return listener;
}

std::size_t contentLength(std::string_view head)
{
    constexpr std::string_view Name = "\r\nContent-Length: ";
    const std::size_t at = head.find(Name);
    std::size_t length = 0;
    if (at != std::string_view::npos)
        std::from_chars(head.data() + at + Name.size(), head.data() + head.size(), length);
    return length;
}

} // namespace

Step awaitRequest()
{
    return {Step::Kind::AwaitRequest, {}, {}};
}

Step send(std::string bytes)
{
    return {Step::Kind::Send, std::move(bytes), {}};
}

Step wait(Duration pause)
{
    return {Step::Kind::Wait, {}, pause};
}

Step awaitClose()
{
    return {Step::Kind::AwaitClose, {}, {}};
}

Step reset()
{
    return {Step::Kind::Reset, {}, {}};
}

std::string streamHead()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
}

std::string chunk(std::string_view text)
{
    std::array<char, 16> size{};
    char *end = std::to_chars(size.data(), size.data() + size.size(), text.size(), 16).ptr;
    return std::string(size.data(), end) + "\r\n" + std::string(text) + "\r\n";
}

std::string event(std::string_view payload)
{
    return chunk("data: " + std::string(payload) + "\n\n");
}

std::string tokenEvent(std::string_view text)
{
    return event(R"({"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":")"
                 + std::string(text) + R"("},"finish_reason":null}]})");
}

std::string finishEvent(std::string_view reason)
{
    return event(R"({"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":")"
                 + std::string(reason) + R"("}]})");
}

std::string usageEvent(unsigned promptTokens, unsigned completionTokens)
{
    return event(R"({"id":"c","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":)"
                 + std::to_string(promptTokens) + R"(,"completion_tokens":)" + std::to_string(completionTokens)
                 + R"(,"total_tokens":)" + std::to_string(promptTokens + completionTokens) + "}}");
}

std::string streamEnd()
{
    return event("[DONE]") + chunk("");
}

std::string wholeStream(unsigned tokens)
{
    std::string text = streamHead();
    for (unsigned i = 0; i < tokens; ++i)
        text += tokenEvent("word ");
    return text + finishEvent("length") + usageEvent(7, tokens) + streamEnd();
}

std::string plainAnswer(std::string_view statusLine, std::string_view body, std::string_view extraHeaders)
{
    return "HTTP/1.1 " + std::string(statusLine) + "\r\nContent-Type: application/json\r\n" + std::string(extraHeaders)
        + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

/// A connection as a script sees it: plain or through TLS.
class ScriptedServer::Peer final {
public:
    Peer(int socket, SSL_CTX *tls)
        : m_socket(socket)
    {
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (tls == nullptr)
            return;
        m_session.reset(SSL_new(tls));
        SSL_set_fd(m_session.get(), socket);
        m_open = SSL_accept(m_session.get()) == 1;
    }

    [[nodiscard]] bool isOpen() const { return m_open; }

    bool write(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t count = m_session ? SSL_write(m_session.get(), bytes.data(), static_cast<int>(bytes.size()))
                                            : ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0)
                return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    /// False at the end of the connection.
    bool readMore()
    {
        std::array<char, 16384> buffer{};
        const ssize_t count = m_session ? SSL_read(m_session.get(), buffer.data(), static_cast<int>(buffer.size()))
                                        : ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return false;
        m_received.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

    bool readRequest(std::string &request)
    {
        std::size_t headEnd = 0;
        while ((headEnd = m_received.find("\r\n\r\n")) == std::string::npos) {
            if (!readMore())
                return false;
        }
        const std::size_t size = headEnd + 4 + contentLength(std::string_view(m_received).substr(0, headEnd + 2));
        while (m_received.size() < size) {
            if (!readMore())
                return false;
        }
        request = m_received.substr(0, size);
        m_received.erase(0, size);
        return true;
    }

    void makeReset() const
    {
        const linger hard{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    }

private:
    struct Free {
        void operator()(SSL *session) const { SSL_free(session); }
    };
    int m_socket;
    std::unique_ptr<SSL, Free> m_session;
    std::string m_received;
    bool m_open = true;
};

ScriptedServer::ScriptedServer(std::function<Script(int)> scriptFor)
    : ScriptedServer(std::move(scriptFor), Options{})
{
}

ScriptedServer::ScriptedServer(std::function<Script(int)> scriptFor, Options options)
    : m_scriptFor(std::move(scriptFor))
    , m_options(options)
    , m_listener(listenOn(options.v6, options.backlog, m_port))
    , m_acceptor([this] { acceptLoop(); })
{
}

ScriptedServer::~ScriptedServer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        for (const int socket : m_open)
            ::shutdown(socket, SHUT_RDWR);
    }
    m_stopped.notify_all();
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    m_players.clear();
    for (const int socket : m_open)
        ::close(socket);
    ::close(m_listener);
}

http::Url ScriptedServer::url() const
{
    http::Url url;
    url.tls = m_options.tls != nullptr;
    url.host = m_options.v6 ? "::1" : "127.0.0.1";
    url.port = m_port;
    return url;
}

std::vector<std::string> ScriptedServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

void ScriptedServer::acceptLoop()
{
    for (;;) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            return;
        const Script script = m_scriptFor(m_connections.fetch_add(1));
        const std::lock_guard lock(m_mutex);
        if (m_stopping) {
            ::close(socket);
            return;
        }
        m_open.push_back(socket);
        if (!script.empty())
            m_players.emplace_back([this, socket, script] { play(socket, script); });
    }
}

void ScriptedServer::play(int socket, const Script &script)
{
    // OpenSSL writes without MSG_NOSIGNAL; a client that went away is no reason to end the tests.
    sigset_t brokenPipe;
    sigemptyset(&brokenPipe);
    sigaddset(&brokenPipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &brokenPipe, nullptr);
    Peer peer(socket, m_options.tls);
    for (const Step &next : script) {
        if (!peer.isOpen() || !step(peer, next))
            break;
    }
    const std::lock_guard lock(m_mutex);
    std::erase(m_open, socket);
    ::close(socket);
}

bool ScriptedServer::step(Peer &peer, const Step &step)
{
    switch (step.kind) {
    case Step::Kind::AwaitRequest: {
        std::string request;
        if (!peer.readRequest(request))
            return false;
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(std::move(request));
        return true;
    }
    case Step::Kind::Send: return peer.write(step.bytes);
    case Step::Kind::Wait: return pause(step.pause);
    case Step::Kind::AwaitClose:
        while (peer.readMore()) { }
        return true;
    case Step::Kind::Reset: peer.makeReset(); return false;
    }
    return false;
}

/// False if the server is stopped meanwhile.
bool ScriptedServer::pause(Duration duration)
{
    std::unique_lock lock(m_mutex);
    return !m_stopped.wait_for(lock, duration, [this] { return m_stopping; });
}

} // namespace tokamark::support
