#include "http/connection.h"

#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace tokamark::http {
namespace {

/// How long the end of a message may lag behind the end that the stream itself announced.
constexpr Duration LingerLimit = std::chrono::milliseconds(250);
/// A parser that still wants more than this is being fed something else than HTTP.
constexpr std::size_t LargestCarriedBytes = 128 * 1024;
/// Balancers and proxies close idle connections after a minute and more.
constexpr Duration LongestReuse = std::chrono::seconds(50);

Instant now()
{
    return SteadyClock().now();
}

} // namespace

Duration reusableFor(Duration idleLimit) noexcept
{
    constexpr Duration MostMargin = std::chrono::seconds(1);
    if (idleLimit <= Duration::zero())
        return LongestReuse;
    return std::min(idleLimit - std::min(idleLimit / 5, MostMargin), LongestReuse);
}

Connection::Connection(const ConnectionSettings &settings, ConnectionServices &services, ExchangeListener &listener)
    : m_settings(settings)
    , m_services(services)
    , m_listener(listener)
    , m_idleLimit(settings.idleLimit)
{
    assert(!settings.addresses.empty());
}

Connection::~Connection()
{
    dropSocket();
}

void Connection::exchange(std::string body)
{
    m_body = std::move(body);
    m_connectOnly = false;
    m_times = {};
    m_resends = 0;
    m_bytesReceived = 0;
    if (m_phase == Phase::Idle && now() - m_idleSince < reusableFor(m_idleLimit)) {
        m_isNew = false;
        send();
    } else {
        open();
    }
}

void Connection::connectOnly()
{
    m_connectOnly = true;
    m_times = {};
    open();
}

void Connection::close()
{
    dropSocket();
    m_phase = Phase::Closed;
    m_parseFault = Fault::None;
    m_body = {};
}

void Connection::tick(Instant at)
{
    if (m_phase == Phase::Exchanging && happened(m_lingerUntil) && at >= m_lingerUntil) {
        dropSocket();
        finish(at);
    }
}

// --- Connecting -----------------------------------------------------------------------------------------------------

void Connection::open()
{
    dropSocket();
    m_isNew = true;
    m_addressIndex = 0;
    m_times.connectStart = now();
    connectNext();
}

void Connection::connectNext()
{
    m_phase = Phase::Connecting;
    const int error = beginConnect();
    if (error == 0)
        return;
    // What fails at once fails from the loop too, so that a caller never hears the end inside its call.
    boost::asio::post(m_services.loop, [this, error, generation = m_generation] {
        if (generation == m_generation)
            onConnected(error);
    });
}

int Connection::beginConnect()
{
    const Address &to = address();
    m_socket = ::socket(to.protocol().family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (m_socket < 0)
        return errno;
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    enableReceiveStamps(m_socket);
    const bool failed = ::connect(m_socket, to.data(), static_cast<socklen_t>(to.size())) != 0 && errno != EINPROGRESS;
    const int error = failed ? errno : m_services.sockets.add(m_socket, *this);
    if (error != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
    return error;
}

void Connection::socketReady(const Readiness &ready)
{
    if (m_phase == Phase::Connecting) {
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &size);
        if (error != 0 || ready.write)
            onConnected(error);
        return;
    }
    if (ready.write && !m_unsent.empty())
        continueWrite();
    if (ready.read)
        onReadable(ready.ended);
}

void Connection::onConnected(int error)
{
    if (error != 0) {
        m_connectError = error;
        if (m_addressIndex + 1 < m_settings.addresses.size()) {
            dropSocket();
            ++m_addressIndex;
            connectNext();
            return;
        }
        breakOff(Fault::Connect, boost::system::error_code(error, boost::system::system_category()).message(), now());
        return;
    }
    m_times.connected = now();
    if (m_settings.tls == nullptr) {
        onOpen();
        return;
    }
    m_phase = Phase::Handshaking;
    m_tls = std::make_unique<TlsChannel>(*m_settings.tls, m_settings.host);
    takeCiphertext({});
    settleRead();
}

void Connection::onOpen()
{
    if (m_connectOnly) {
        finish(now());
        return;
    }
    send();
}

// --- Sending --------------------------------------------------------------------------------------------------------

void Connection::send()
{
    m_phase = Phase::Exchanging;
    m_parser.emplace(static_cast<ResponseHandler &>(*this));
    m_wish = Wish::GoOn;
    m_answered = false;
    m_lingerUntil = {};
    m_carried.clear();
    std::array<char, 32> length{};
    char *end = std::to_chars(length.data(), length.data() + length.size() - 4, m_body.size()).ptr;
    end = std::copy_n("\r\n\r\n", 4, end);
    const std::string_view lengthText(length.data(), static_cast<std::size_t>(end - length.data()));

    if (m_tls == nullptr) {
        const std::array<std::string_view, 3> pieces{m_settings.headPrefix, lengthText, m_body};
        m_times.sent = now();
        flush(pieces);
        return;
    }
    std::string plain;
    plain.reserve(m_settings.headPrefix.size() + lengthText.size() + m_body.size());
    plain.append(m_settings.headPrefix).append(lengthText).append(m_body);
    if (!m_tls->write(plain)) {
        breakOff(Fault::Tls, m_tls->error(), now());
        return;
    }
    const std::string cipher = m_tls->takeOutput();
    const std::array<std::string_view, 1> pieces{cipher};
    m_times.sent = now();
    flush(pieces);
}

void Connection::flush(std::span<const std::string_view> pieces)
{
    std::array<iovec, 3> parts{};
    assert(pieces.size() <= parts.size());
    std::size_t total = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        parts[i] = {const_cast<char *>(pieces[i].data()), pieces[i].size()};
        total += pieces[i].size();
    }
    if (!m_unsent.empty()) {
        for (const std::string_view piece : pieces)
            m_unsent.append(piece);
        return;
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = pieces.size();
    const ssize_t count = ::sendmsg(m_socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EAGAIN && errno != EINTR) {
        onBroken(errno);
        return;
    }
    std::size_t taken = count < 0 ? 0 : static_cast<std::size_t>(count);
    if (taken == total) {
        m_times.lastByteSent = now();
        return;
    }
    m_unsent.clear();
    for (const std::string_view piece : pieces) {
        const std::size_t skipped = std::min(taken, piece.size());
        m_unsent.append(piece.substr(skipped));
        taken -= skipped;
    }
    continueWrite();
}

/// Writes until the socket takes no more: only then will it tell when it does.
void Connection::continueWrite()
{
    while (!m_unsent.empty()) {
        const ssize_t count = ::send(m_socket, m_unsent.data(), m_unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN)
            return;
        if (count < 0 && errno != EINTR) {
            // An answer to the part that was sent ("too large") may wait in the socket; it says more than the broken
            // pipe.
            m_unsent.clear();
            return;
        }
        m_unsent.erase(0, count < 0 ? 0 : static_cast<std::size_t>(count));
    }
    m_unsent.shrink_to_fit();
    if (m_phase == Phase::Exchanging)
        m_times.lastByteSent = now();
}

// --- Receiving ------------------------------------------------------------------------------------------------------

/// `ended`: nothing will tell of the end that waits behind these bytes.
void Connection::onReadable(bool ended)
{
    const std::span<char> buffer = m_services.readBuffer;
    const std::size_t carried = m_tls == nullptr ? putCarriedFirst(buffer) : 0;
    const StampedRead read = receiveStamped(m_socket, buffer.subspan(carried));
    if (read.error == EAGAIN)
        return;
    const bool mayHoldMore = ended || read.error == EINTR || carried + read.bytes == buffer.size();
    if (mayHoldMore && (read.bytes > 0 || read.error == EINTR)) {
        // Not at once: others have waited too.
        boost::asio::post(m_services.loop, [this, ended, generation = m_generation] {
            if (generation == m_generation)
                onReadable(ended);
        });
    }
    if (read.error == EINTR)
        return;
    m_stamp = stampOf(read);
    if (read.error != 0) {
        onBroken(read.error);
        return;
    }
    if (read.bytes == 0) {
        onPeerClosed();
        return;
    }
    m_bytesReceived += read.bytes;
    m_lastReadAt = m_stamp.at;
    if (m_tls == nullptr)
        takePlaintext(buffer, carried, read.bytes);
    else
        takeCiphertext({buffer.data(), read.bytes});
    settleRead();
}

ReadStamp Connection::stampOf(const StampedRead &read)
{
    const Instant after = now();
    ReadStamp stamp{after, m_stamp.read + 1, false};
    if (read.kernelRealtimeNs == 0)
        return stamp;
    stamp.kernel = true;
    stamp.at = m_services.offset.toMonotonic(read.kernelRealtimeNs);
    if (stamp.at > after) {
        // Nothing arrives after it was read: the wall clock was set since the last sample.
        m_services.offset.sample();
        stamp.at = std::min(after, m_services.offset.toMonotonic(read.kernelRealtimeNs));
    }
    m_services.readLag.add(after - stamp.at);
    return stamp;
}

void Connection::takeCiphertext(std::string_view bytes)
{
    if (!bytes.empty())
        m_tls->feed(bytes);
    if (m_phase == Phase::Handshaking) {
        const TlsChannel::State state = m_tls->handshake();
        const std::string output = m_tls->takeOutput();
        if (!output.empty()) {
            const std::array<std::string_view, 1> pieces{output};
            flush(pieces);
        }
        if (m_phase != Phase::Handshaking)
            return;
        if (state == TlsChannel::State::Failed) {
            m_parseFault = Fault::Tls;
            m_faultText = m_tls->error();
            return;
        }
        if (state == TlsChannel::State::Handshaking)
            return;
        m_times.tlsDone = now();
        onOpen();
        if (m_phase != Phase::Exchanging)
            return;
    }
    const std::span<char> buffer = m_services.plainBuffer;
    while (m_parseFault == Fault::None && m_wish != Wish::Close) {
        const std::size_t carried = putCarriedFirst(buffer);
        const std::size_t size = m_tls->read(buffer.subspan(carried));
        if (size == 0)
            break;
        takePlaintext(buffer, carried, size);
    }
    if (m_tls->failed() && m_parseFault == Fault::None) {
        m_parseFault = Fault::Tls;
        m_faultText = m_tls->error();
    }
}

std::size_t Connection::putCarriedFirst(std::span<char> buffer)
{
    std::memcpy(buffer.data(), m_carried.data(), m_carried.size());
    return m_carried.size();
}

void Connection::takePlaintext(std::span<char> buffer, std::size_t carried, std::size_t size)
{
    if (m_phase == Phase::Exchanging && !happened(m_times.firstByte)) {
        m_times.firstByte = m_stamp.at;
        m_answered = true;
        // Nothing is sent a second time from here on, so the text of the request need not be kept.
        if (m_unsent.empty())
            m_body = {};
    }
    parse({buffer.data(), carried + size});
}

void Connection::parse(std::string_view bytes)
{
    m_carried.clear();
    while (!bytes.empty() && m_parseFault == Fault::None && m_wish != Wish::Close) {
        if (m_phase != Phase::Exchanging || m_parser->is_done()) {
            // Nobody asked for these bytes. An answer that is already complete keeps its result.
            m_parseFault = Fault::Malformed;
            m_faultText = "bytes behind the end of the answer";
            return;
        }
        boost::beast::error_code error;
        const std::size_t used = m_parser->put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
        bytes.remove_prefix(used);
        if (error == boost::beast::http::error::need_more) {
            m_carried.assign(bytes);
            if (m_carried.size() > LargestCarriedBytes) {
                m_parseFault = Fault::Malformed;
                m_faultText = "chunk header without end";
            }
            return;
        }
        if (error) {
            m_parseFault = Fault::Malformed;
            m_faultText = error.message();
            return;
        }
        if (m_parser->is_done() && m_parser->isInterim()) {
            m_parser.emplace(static_cast<ResponseHandler &>(*this));
            m_times.firstByte = bytes.empty() ? Instant() : m_stamp.at;
        }
    }
}

void Connection::onPeerClosed()
{
    if (m_phase == Phase::Idle) {
        close();
        return;
    }
    if (m_phase == Phase::Handshaking) {
        breakOff(Fault::Tls, "connection closed in the handshake", m_stamp.at);
        return;
    }
    if (!happened(m_times.firstByte)) {
        breakOff(Fault::Reset, "connection closed before the answer", m_stamp.at);
        return;
    }
    boost::beast::error_code error;
    if (!m_parser->is_done())
        m_parser->put_eof(error);
    if (error && !happened(m_lingerUntil)) {
        breakOff(Fault::Truncated, "connection closed inside the answer", m_stamp.at);
        return;
    }
    dropSocket();
    finish(m_stamp.at);
}

void Connection::onBroken(int error)
{
    const std::string text = boost::system::error_code(error, boost::system::system_category()).message();
    const Instant at = now();
    if (m_phase == Phase::Idle) {
        close();
    } else if (m_phase == Phase::Exchanging && happened(m_lingerUntil)) {
        dropSocket();
        finish(at);
    } else {
        breakOff(m_phase == Phase::Handshaking ? Fault::Tls : Fault::Reset, text, at);
    }
}

/// The last step of a read: whatever it decided happens here, where no parser is on the stack.
void Connection::settleRead()
{
    if (m_phase == Phase::Closed || m_phase == Phase::Connecting)
        return;
    if (m_phase == Phase::Idle) {
        // Bytes on an idle connection: not ours to use any more. TLS tickets end here without a fault.
        if (m_parseFault != Fault::None)
            close();
        return;
    }
    const bool done = m_phase == Phase::Exchanging && m_parser->is_done();
    if (done || m_wish == Wish::Close) {
        const bool reusable = done && m_parseFault == Fault::None && m_wish != Wish::Close && m_parser->keep_alive()
            && m_unsent.empty();
        if (!reusable)
            dropSocket();
        finish(m_stamp.at);
        return;
    }
    if (m_parseFault != Fault::None) {
        if (happened(m_lingerUntil)) {
            dropSocket();
            finish(m_stamp.at);
        } else {
            breakOff(std::exchange(m_parseFault, Fault::None), std::move(m_faultText), m_stamp.at);
        }
    }
}

// --- Ending ---------------------------------------------------------------------------------------------------------

void Connection::finish(Instant at)
{
    m_body = {};
    m_lingerUntil = {};
    m_wish = Wish::GoOn;
    m_parseFault = Fault::None;
    if (m_socket >= 0) {
        m_phase = Phase::Idle;
        m_idleSince = at;
    } else {
        m_phase = Phase::Closed;
    }
    m_listener.exchangeEnded({Fault::None, at, {}});
}

void Connection::breakOff(Fault fault, std::string text, Instant at)
{
    const bool again = fault == Fault::Reset && resendPossible();
    dropSocket();
    m_parseFault = Fault::None;
    if (again) {
        ++m_resends;
        m_times = {};
        open();
        return;
    }
    m_phase = Phase::Closed;
    m_body = {};
    m_lingerUntil = {};
    m_wish = Wish::GoOn;
    m_listener.exchangeEnded({fault, at, std::move(text)});
}

bool Connection::resendPossible() const
{
    return !m_isNew && m_resends == 0 && !m_answered;
}

void Connection::dropSocket()
{
    ++m_generation;
    if (m_socket >= 0) {
        m_services.sockets.remove(m_socket, *this);
        ::close(m_socket);
        m_socket = -1;
    }
    m_tls.reset();
    m_carried = {};
    m_unsent = {};
}

void Connection::headParsed(const ResponseHead &head)
{
    m_idleLimit = head.idleLimit.value_or(m_settings.idleLimit);
    m_listener.responseBegun(head, m_stamp);
}

void Connection::chunkBegun(std::uint64_t sizeBytes)
{
    m_listener.chunkBegun(sizeBytes, m_stamp);
}

void Connection::bodyParsed(std::string_view bytes)
{
    if (m_wish == Wish::Close)
        return;
    const Wish wish = m_listener.bodyReceived(bytes, m_stamp);
    if (wish == Wish::Finish && !happened(m_lingerUntil))
        m_lingerUntil = m_stamp.at + LingerLimit;
    m_wish = wish;
}

} // namespace tokamark::http
