#include "calibration/truthserver.h"

#include "base/realtimeoffset.h"
#include "base/resourcelimits.h"
#include "http/stampedsocket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <queue>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <csignal>

namespace tokamark::calibration {
namespace {

constexpr std::string_view Mark = "request-";
constexpr std::size_t MarkDigits = 8;
/// Bytes of one event on the wire, the size of a usual token event of the servers in question.
constexpr std::size_t EventBytes = 230;

std::int64_t nowNs()
{
    return SteadyClock().now().time_since_epoch().count();
}

void require(bool good, const char *what)
{
    if (!good)
        throw std::system_error(errno, std::generic_category(), what);
}

std::string chunk(std::string_view text)
{
    std::array<char, 16> size{};
    const int length = std::snprintf(size.data(), size.size(), "%zx\r\n", text.size());
    return std::string(size.data(), static_cast<std::size_t>(length)) + std::string(text) + "\r\n";
}

std::string tokenEvent()
{
    std::string event = R"(data: {"id":"chatcmpl-)";
    const std::string rest = R"(","object":"chat.completion.chunk","created":1,"model":"truth","choices":)"
                             R"([{"index":0,"delta":{"content":" word"},"logprobs":null,"finish_reason":null}]})"
                             "\n\n";
    event.append(EventBytes - event.size() - rest.size(), '0');
    return chunk(event + rest);
}

std::string streamTail(std::uint32_t tokens)
{
    return chunk("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"
                 "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":"
                 + std::to_string(tokens) + "}}\n\n")
        + chunk("data: [DONE]\n\n") + chunk("");
}

/// The child's side: one loop over all connections.
class Server final {
public:
    Server(const TruthPlan &plan, int listener, TruthEntry *entries, std::int64_t *sent);
    [[noreturn]] void run();

private:
    struct SessionFree {
        void operator()(SSL *session) const { SSL_free(session); }
    };
    struct Peer {
        int socket = -1;
        std::unique_ptr<SSL, SessionFree> tls; ///< null: plain text
        std::string received;
        std::uint32_t request = 0;
        std::int64_t startNs = 0; ///< when the first token is due
        std::uint32_t sent = 0;
    };
    using Due = std::pair<std::int64_t, Peer *>;

    void accept();
    void read(Peer &peer);
    [[nodiscard]] static bool decrypt(Peer &peer, std::string_view ciphertext);
    static void flushTls(Peer &peer);
    static void write(Peer &peer, const std::string &text);
    void answer(Peer &peer, std::uint32_t request, std::int64_t receivedNs);
    void sendDue();
    void sendToken(Peer &peer);
    void armTimer() const;

    TruthPlan m_plan;
    int m_listener;
    TruthEntry *m_entries;
    std::int64_t *m_sent;
    int m_epoll = -1;
    int m_timer = -1;
    RealtimeOffset m_offset;
    http::ReceiveStampKeeper m_stamps;
    std::string m_head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    std::string m_event = tokenEvent();
    std::string m_tail;
    std::vector<std::unique_ptr<Peer>> m_peers;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
};

Server::Server(const TruthPlan &plan, int listener, TruthEntry *entries, std::int64_t *sent)
    : m_plan(plan)
    , m_listener(listener)
    , m_entries(entries)
    , m_sent(sent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_timer(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC))
    , m_tail(streamTail(plan.tokens))
{
    for (const int descriptor : {m_listener, m_timer}) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    }
}

void Server::run()
{
    std::array<epoll_event, 256> events{};
    std::int64_t sampledNs = nowNs();
    for (;;) {
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 1000);
        for (int i = 0; i < count; ++i) {
            const std::uint64_t which = events[static_cast<std::size_t>(i)].data.u64;
            if (which == static_cast<std::uint64_t>(m_listener)) {
                accept();
            } else if (which == static_cast<std::uint64_t>(m_timer)) {
                std::uint64_t expirations = 0;
                if (::read(m_timer, &expirations, sizeof expirations) < 0 && errno != EAGAIN)
                    std::_Exit(1);
            } else {
                read(*static_cast<Peer *>(events[static_cast<std::size_t>(i)].data.ptr));
            }
            sendDue();
        }
        if (nowNs() - sampledNs > 100'000'000) {
            m_offset.sample();
            sampledNs = nowNs();
        }
        sendDue();
        armTimer();
    }
}

void Server::accept()
{
    for (;;) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0)
            return;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        http::enableReceiveStamps(socket);
        m_peers.push_back(std::make_unique<Peer>());
        Peer &peer = *m_peers.back();
        peer.socket = socket;
        if (m_plan.tls != nullptr) {
            peer.tls.reset(SSL_new(m_plan.tls));
            SSL_set_bio(peer.tls.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
            SSL_set_accept_state(peer.tls.get());
        }
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &peer;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
    }
}

void Server::read(Peer &peer)
{
    std::array<char, 16384> buffer{};
    const http::StampedRead got = http::receiveStamped(peer.socket, buffer);
    if (got.error == EAGAIN)
        return;
    const std::string_view bytes(buffer.data(), got.bytes);
    if (bytes.empty() || (peer.tls != nullptr && !decrypt(peer, bytes))) {
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, peer.socket, nullptr);
        ::close(peer.socket);
        peer.socket = -1;
        peer.tls.reset();
        return;
    }
    if (peer.tls == nullptr)
        peer.received.append(bytes);
    const std::size_t at = peer.received.find(Mark);
    if (at == std::string::npos || peer.received.size() < at + Mark.size() + MarkDigits || peer.received.back() != '}')
        return;
    std::uint32_t request = 0;
    const char *digits = peer.received.data() + at + Mark.size();
    std::from_chars(digits, digits + MarkDigits, request);
    peer.received.clear();
    const std::int64_t receivedNs
        = got.kernelRealtimeNs != 0 ? m_offset.toMonotonic(got.kernelRealtimeNs).time_since_epoch().count() : nowNs();
    answer(peer, request, receivedNs);
}

/// Puts the plaintext of what came behind what the peer has sent so far. False: the session is over.
bool Server::decrypt(Peer &peer, std::string_view ciphertext)
{
    SSL *session = peer.tls.get();
    BIO_write(SSL_get_rbio(session), ciphertext.data(), static_cast<int>(ciphertext.size()));
    std::array<char, 16384> plain{};
    int size = 0;
    while ((size = SSL_read(session, plain.data(), static_cast<int>(plain.size()))) > 0)
        peer.received.append(plain.data(), static_cast<std::size_t>(size));
    const bool wantsMore = SSL_get_error(session, size) == SSL_ERROR_WANT_READ;
    flushTls(peer);
    return wantsMore;
}

void Server::flushTls(Peer &peer)
{
    BIO *out = SSL_get_wbio(peer.tls.get());
    char *bytes = nullptr;
    const long size = BIO_ctrl(out, BIO_CTRL_INFO, 0, &bytes);
    if (size > 0)
        ::send(peer.socket, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
    BIO_ctrl(out, BIO_CTRL_RESET, 0, nullptr);
}

void Server::write(Peer &peer, const std::string &text)
{
    if (peer.tls == nullptr) {
        ::send(peer.socket, text.data(), text.size(), MSG_NOSIGNAL);
        return;
    }
    SSL_write(peer.tls.get(), text.data(), static_cast<int>(text.size()));
    flushTls(peer);
}

void Server::answer(Peer &peer, std::uint32_t request, std::int64_t receivedNs)
{
    if (request >= m_plan.requests)
        return;
    peer.request = request;
    peer.sent = 0;
    // First tokens are spread, so that the streams of a burst of requests do not run in step.
    const std::int64_t spreadNs = (request * 2654435761u % 1000) * (m_plan.firstTokenNs / 2) / 1000;
    peer.startNs = receivedNs + m_plan.firstTokenNs + spreadNs;
    m_entries[request].receivedNs = receivedNs;
    m_entries[request].firstDueNs = peer.startNs;
    write(peer, m_head);
    m_due.emplace(peer.startNs, &peer);
}

void Server::sendDue()
{
    while (!m_due.empty() && m_due.top().first <= nowNs()) {
        Peer &peer = *m_due.top().second;
        m_due.pop();
        if (peer.socket >= 0)
            sendToken(peer);
    }
}

void Server::sendToken(Peer &peer)
{
    TruthEntry &entry = m_entries[peer.request];
    m_sent[static_cast<std::size_t>(peer.request) * m_plan.tokens + peer.sent] = nowNs();
    write(peer, m_event);
    if (peer.sent == 0)
        entry.firstGoneNs = nowNs();
    entry.tokensSent = ++peer.sent;
    if (m_plan.idle)
        return;
    if (peer.sent < m_plan.tokens)
        m_due.emplace(peer.startNs + peer.sent * m_plan.tokenPeriodNs, &peer);
    else
        write(peer, m_tail);
}

void Server::armTimer() const
{
    if (m_due.empty())
        return;
    const std::int64_t atNs = m_due.top().first;
    itimerspec when{};
    when.it_value.tv_sec = atNs / 1'000'000'000;
    when.it_value.tv_nsec = atNs % 1'000'000'000;
    ::timerfd_settime(m_timer, TFD_TIMER_ABSTIME, &when, nullptr);
}

} // namespace

std::string requestMark(std::uint32_t index)
{
    std::array<char, MarkDigits + 1> digits{};
    std::snprintf(digits.data(), digits.size(), "%08u", index % 100'000'000u);
    return std::string(Mark) + digits.data();
}

TruthServer::TruthServer(const TruthPlan &plan)
    : m_plan(plan)
    , m_logBytes(plan.requests * (sizeof(TruthEntry) + plan.tokens * sizeof(std::int64_t)))
    , m_log(::mmap(nullptr, m_logBytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
{
    require(m_log != MAP_FAILED, "mmap");
    // Each request may come on a connection of its own. Where the limit cannot be raised, accepting will tell.
    (void)ensureOpenFiles(plan.requests);
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    require(::bind(listener, generic, size) == 0 && ::listen(listener, 4096) == 0
                && ::getsockname(listener, generic, &size) == 0,
            "listen");
    m_port = ntohs(address.sin_port);
    const pid_t parent = ::getpid();
    m_child = ::fork();
    require(m_child >= 0, "fork");
    if (m_child > 0) {
        ::close(listener);
        return;
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        std::_Exit(0);
    if (plan.core >= 0) {
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(static_cast<unsigned>(plan.core), &cores);
        ::sched_setaffinity(0, sizeof cores, &cores);
    }
    auto *entries = static_cast<TruthEntry *>(m_log);
    Server(plan, listener, entries, reinterpret_cast<std::int64_t *>(entries + plan.requests)).run();
}

TruthServer::~TruthServer()
{
    ::kill(m_child, SIGKILL);
    ::waitpid(m_child, nullptr, 0);
    ::munmap(m_log, m_logBytes);
}

const TruthEntry &TruthServer::entry(std::uint32_t request) const
{
    return static_cast<const TruthEntry *>(m_log)[request];
}

std::span<const std::int64_t> TruthServer::sentNs(std::uint32_t request) const
{
    const auto *entries = static_cast<const TruthEntry *>(m_log);
    const auto *sent = reinterpret_cast<const std::int64_t *>(entries + m_plan.requests);
    return {sent + static_cast<std::size_t>(request) * m_plan.tokens, entries[request].tokensSent};
}

} // namespace tokamark::calibration
