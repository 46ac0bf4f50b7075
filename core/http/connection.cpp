#include "http/connection.h"

#include "http/stampedsocket.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <utility>

namespace tokamark::http {
namespace {

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
    , m_socket(services.sockets, *this)
    , m_reader(listener, m_stamp)
{
    assert(!settings.addresses.empty());
}

Connection::~Connection() = default;

void Connection::exchange(std::string body)
{
    m_body = std::move(body);
    m_connectOnly = false;
    m_times = {};
    m_resends = 0;
    m_bytesReceived = 0;
    if (m_phase == Phase::Idle
        && now() - m_idleSince < reusableFor(m_reader.idleLimit().value_or(m_settings.idleLimit))) {
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
    m_body = {};
}

void Connection::tick(Instant at)
{
    if (m_phase == Phase::Exchanging && m_reader.isLingering() && at >= m_reader.lingerUntil())
        dropAndFinish(at);
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
    const int error = m_socket.connect(address());
    if (error == 0)
        return;
    // What fails at once fails from the loop too, so that a caller never hears the end inside its call.
    boost::asio::post(m_services.loop, [this, error, generation = m_generation] {
        if (generation == m_generation)
            onConnected(error);
    });
}

void Connection::socketReady(const Readiness &ready)
{
    if (m_phase == Phase::Connecting) {
        const int error = m_socket.connectError();
        if (error != 0 || ready.write)
            onConnected(error);
        return;
    }
    if (ready.write && m_socket.hasUnsent() && m_socket.writeRest() && m_phase == Phase::Exchanging)
        m_times.lastByteSent = now();
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
    m_reader.begin();
    m_answered = false;
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
    const ClientSocket::Written written = m_socket.write(pieces);
    if (written.error != 0)
        onBroken(written.error);
    else if (written.all)
        m_times.lastByteSent = now();
}

// --- Receiving ------------------------------------------------------------------------------------------------------

/// `ended`: nothing will tell of the end that waits behind these bytes.
void Connection::onReadable(bool ended)
{
    const std::span<char> buffer = m_services.readBuffer;
    const std::size_t carried = m_tls == nullptr ? m_reader.putCarriedFirst(buffer) : 0;
    const StampedRead read = receiveStamped(m_socket.descriptor(), buffer.subspan(carried));
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
            m_reader.refuse(Fault::Tls, m_tls->error());
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
    while (m_reader.fault() == Fault::None && !m_reader.isToClose()) {
        const std::size_t carried = m_reader.putCarriedFirst(buffer);
        const std::size_t size = m_tls->read(buffer.subspan(carried));
        if (size == 0)
            break;
        takePlaintext(buffer, carried, size);
    }
    if (m_tls->failed() && m_reader.fault() == Fault::None)
        m_reader.refuse(Fault::Tls, m_tls->error());
}

void Connection::takePlaintext(std::span<char> buffer, std::size_t carried, std::size_t size)
{
    if (m_phase == Phase::Exchanging && !happened(m_times.firstByte)) {
        m_times.firstByte = m_stamp.at;
        m_answered = true;
        // Nothing is sent a second time from here on, so the text of the request need not be kept.
        if (!m_socket.hasUnsent())
            m_body = {};
    }
    m_reader.parse({buffer.data(), carried + size}, m_times.firstByte);
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
    if (!m_reader.parseEnd() && !m_reader.isLingering())
        breakOff(Fault::Truncated, "connection closed inside the answer", m_stamp.at);
    else
        dropAndFinish(m_stamp.at);
}

void Connection::onBroken(int error)
{
    const std::string text = boost::system::error_code(error, boost::system::system_category()).message();
    const Instant at = now();
    if (m_phase == Phase::Idle)
        close();
    else if (m_phase == Phase::Exchanging && m_reader.isLingering())
        dropAndFinish(at);
    else
        breakOff(m_phase == Phase::Handshaking ? Fault::Tls : Fault::Reset, text, at);
}

/// The last step of a read: whatever it decided happens here, where no parser is on the stack.
void Connection::settleRead()
{
    if (m_phase == Phase::Closed || m_phase == Phase::Connecting)
        return;
    if (m_phase == Phase::Idle) {
        // Bytes on an idle connection: not ours to use any more. TLS tickets end here without a fault.
        if (m_reader.fault() != Fault::None)
            close();
        return;
    }
    const bool done = m_reader.isDone();
    if (done || m_reader.isToClose()) {
        const bool reusable = done && m_reader.fault() == Fault::None && !m_reader.isToClose() && m_reader.keepsAlive()
            && !m_socket.hasUnsent();
        if (!reusable)
            dropSocket();
        finish(m_stamp.at);
        return;
    }
    if (m_reader.fault() == Fault::None)
        return;
    if (m_reader.isLingering())
        dropAndFinish(m_stamp.at);
    else
        breakOff(m_reader.fault(), m_reader.takeFaultText(), m_stamp.at);
}

// --- Ending ---------------------------------------------------------------------------------------------------------

void Connection::finish(Instant at)
{
    m_body = {};
    m_reader.end();
    if (m_socket.isOpen()) {
        m_phase = Phase::Idle;
        m_idleSince = at;
    } else {
        m_phase = Phase::Closed;
    }
    m_listener.exchangeEnded({Fault::None, at, {}});
}

void Connection::dropAndFinish(Instant at)
{
    dropSocket();
    finish(at);
}

void Connection::breakOff(Fault fault, std::string text, Instant at)
{
    const bool again = fault == Fault::Reset && resendPossible();
    dropSocket();
    if (again) {
        ++m_resends;
        m_times = {};
        open();
        return;
    }
    m_phase = Phase::Closed;
    m_body = {};
    m_listener.exchangeEnded({fault, at, std::move(text)});
}

bool Connection::resendPossible() const
{
    return !m_isNew && m_resends == 0 && !m_answered;
}

void Connection::dropSocket()
{
    ++m_generation;
    m_socket.close();
    m_tls.reset();
    m_reader.end();
    m_reader.forget();
}

} // namespace tokamark::http
