#include "load/trialconnection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

namespace tokamark::load {
namespace {

constexpr std::size_t BufferBytes = std::size_t{32} * 1024;

/// Remembers how the one exchange ended.
class TrialListener final : public http::ExchangeListener {
public:
    [[nodiscard]] const std::optional<http::ExchangeEnd> &end() const { return m_end; }

    void responseBegun(const http::ResponseHead &, const http::ReadStamp &) override { }
    void chunkBegun(std::uint64_t, const http::ReadStamp &) override { }
    http::Wish bodyReceived(std::string_view, const http::ReadStamp &) override { return http::Wish::Close; }
    void exchangeEnded(const http::ExchangeEnd &end) override { m_end = end; }

private:
    std::optional<http::ExchangeEnd> m_end;
};

std::string addressText(const http::Address &address)
{
    const std::string host = address.address().to_string();
    return (address.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(address.port());
}

ErrorCode connectErrorCode(int systemError)
{
    switch (systemError) {
    case ECONNREFUSED:
    case ECONNRESET: return ErrorCode::ConnectRefused;
    case ETIMEDOUT: return ErrorCode::ConnectTimedOut;
    case EMFILE:
    case ENFILE: return ErrorCode::TooFewFiles;
    case EADDRNOTAVAIL: return ErrorCode::TooFewPorts;
    default: return ErrorCode::Unreachable;
    }
}

} // namespace

Expected<void> tryConnection(http::ConnectionSettings &settings, Duration timeout, const std::stop_token &stop)
{
    boost::asio::io_context loop{1};
    RealtimeOffset offset;
    LogHistogram readLag;
    std::vector<char> readBuffer(BufferBytes);
    std::vector<char> plainBuffer(BufferBytes);
    http::SocketWatch sockets(loop);
    http::ConnectionServices services{loop, sockets, offset, readBuffer, plainBuffer, readLag};
    TrialListener listener;
    http::Connection connection(settings, services, listener);

    bool timedOut = false;
    boost::asio::steady_timer limit(loop, timeout);
    limit.async_wait([&timedOut](const boost::system::error_code &error) { timedOut = !error; });
    {
        const std::stop_callback wake(stop, [&loop] { boost::asio::post(loop, [] {}); });
        connection.connectOnly();
        while (!listener.end() && !timedOut && !stop.stop_requested())
            loop.run_one();
    }
    const http::Connection::Phase reached = connection.phase();
    const http::Address tried = connection.address();
    const int systemError = connection.connectError();
    connection.close();
    limit.cancel();
    loop.run();

    if (listener.end() && listener.end()->fault == http::Fault::None) {
        const auto answered = std::find(settings.addresses.begin(), settings.addresses.end(), tried);
        std::rotate(settings.addresses.begin(), answered, answered + 1);
        return {};
    }
    if (!listener.end() && stop.stop_requested())
        return fail(ErrorCode::Interrupted, addressText(tried));
    if (!listener.end())
        return fail(reached == http::Connection::Phase::Handshaking ? ErrorCode::TlsFailed : ErrorCode::ConnectTimedOut,
                    addressText(tried), "no answer in time");
    if (listener.end()->fault == http::Fault::Connect)
        return fail(connectErrorCode(systemError), addressText(tried), listener.end()->text);
    return fail(ErrorCode::TlsFailed, settings.host + " (" + addressText(tried) + ")", listener.end()->text);
}

} // namespace tokamark::load
