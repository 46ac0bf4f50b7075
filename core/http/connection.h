#pragma once

#include "base/loghistogram.h"
#include "base/realtimeoffset.h"
#include "http/answerreader.h"
#include "http/clientsocket.h"
#include "http/exchange.h"
#include "http/resolver.h"
#include "http/socketwatch.h"
#include "http/tlschannel.h"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tokamark::http {

struct StampedRead;

/// What every connection of a cell shares. Outlives the connections; immutable.
struct ConnectionSettings {
    std::vector<Address> addresses; ///< tried in this order
    std::string host; ///< for TLS
    const TlsContext *tls = nullptr; ///< null: plain text
    std::string headPrefix; ///< head up to and including "Content-Length: "
    Duration idleLimit = std::chrono::seconds(5); ///< the server closes a connection idle for so long; zero: never
};

/// How long a connection may be idle and still be used again, where the server closes it after `idleLimit` (zero:
/// never). Earlier than that, for a request that is on its way while the server closes is lost; and never longer than
/// what stands between commonly keeps a connection.
[[nodiscard]] Duration reusableFor(Duration idleLimit) noexcept;

/// What the connections of one thread share, so that an idle stream holds no buffer.
struct ConnectionServices {
    boost::asio::io_context &loop;
    SocketWatch &sockets;
    RealtimeOffset &offset;
    std::span<char> readBuffer;
    std::span<char> plainBuffer; ///< for text that came through TLS
    LogHistogram &readLag; ///< time between the kernel's stamp and the end of each read
};

/// A client connection that carries one exchange after the other: connects, sends head and body with one `sendmsg`,
/// reads with kernel receive stamps, and reuses or replaces the socket by the rules for idle servers.
///
/// Lives on the thread of its event loop, owned by a user of the load. The loop must be run until it is out of work
/// before the connection is destroyed.
class Connection final : private SocketOwner {
public:
    enum class Phase : std::uint8_t { Closed, Connecting, Handshaking, Exchanging, Idle };

    Connection(const ConnectionSettings &settings, ConnectionServices &services, ExchangeListener &listener);
    ~Connection() override;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Starts an exchange on the open connection if it may be reused, else on a new one. The listener hears of it from
    /// the event loop only, never from inside this call.
    void exchange(std::string body);
    /// Connects, and ends the "exchange" as soon as the connection (and its TLS session) stands.
    void connectOnly();
    /// Closes at once; the listener hears nothing more.
    void close();
    /// Looks at the time, for what waits shortly; called every now and then.
    void tick(Instant now);

    [[nodiscard]] Phase phase() const noexcept { return m_phase; }
    [[nodiscard]] const ExchangeTimes &times() const noexcept { return m_times; }
    [[nodiscard]] bool isNew() const noexcept { return m_isNew; } ///< the present exchange opened the connection
    [[nodiscard]] std::uint8_t resends() const noexcept { return m_resends; }
    [[nodiscard]] Instant lastReadAt() const noexcept { return m_lastReadAt; }
    [[nodiscard]] std::uint64_t bytesReceived() const noexcept { return m_bytesReceived; }
    /// The address in use, or tried last.
    [[nodiscard]] const Address &address() const { return m_settings.addresses[m_addressIndex]; }
    /// The errno of the last failed connection attempt.
    [[nodiscard]] int connectError() const noexcept { return m_connectError; }

private:
    void open();
    void connectNext();
    void onConnected(int error);
    void socketReady(const Readiness &ready) override;
    void onOpen();
    void send();
    void flush(std::span<const std::string_view> pieces);
    void onReadable(bool ended);
    [[nodiscard]] ReadStamp stampOf(const StampedRead &read);
    void takeCiphertext(std::string_view bytes);
    /// Parses `carried` bytes kept from before and `size` new ones, together at the start of `buffer`.
    void takePlaintext(std::span<char> buffer, std::size_t carried, std::size_t size);
    void onPeerClosed();
    void onBroken(int error);
    void settleRead();
    void finish(Instant at);
    void dropAndFinish(Instant at);
    void breakOff(Fault fault, std::string text, Instant at);
    [[nodiscard]] bool resendPossible() const;
    void dropSocket();

    const ConnectionSettings &m_settings;
    ConnectionServices &m_services;
    ExchangeListener &m_listener;
    ClientSocket m_socket;
    std::unique_ptr<TlsChannel> m_tls;
    ReadStamp m_stamp; ///< of the read being parsed
    AnswerReader m_reader;
    std::string m_body;
    ExchangeTimes m_times;
    Instant m_lastReadAt;
    Instant m_idleSince;
    std::uint64_t m_bytesReceived = 0; ///< of the present exchange
    std::uint64_t m_generation = 0; ///< tells handlers of an earlier socket that they are late
    std::size_t m_addressIndex = 0;
    int m_connectError = 0;
    Phase m_phase = Phase::Closed;
    std::uint8_t m_resends = 0;
    bool m_isNew = false;
    bool m_connectOnly = false;
    bool m_answered = false; ///< some byte came back, be it of an interim answer: nothing is sent a second time
};

} // namespace tokamark::http
