#include "backends/trial.h"

#include "backends/trialrecorder.h"
#include "http/connection.h"
#include "http/proxyenvironment.h"
#include "http/requesthead.h"
#include "http/stampedsocket.h"
#include "http/tlscontext.h"
#include "load/trialconnection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>

#include <memory>

namespace tokamark::backends {

namespace {

constexpr std::size_t BufferBytes = std::size_t{64} * 1024;
constexpr Duration TickEvery = std::chrono::milliseconds(20);

/// What has to exist before the request is sent.
struct Prepared {
    std::shared_ptr<const protocol::StreamProtocol> protocol;
    std::unique_ptr<http::TlsContext> tls;
    http::ConnectionSettings connection;
};

Expected<void> checkSpec(const TrialSpec &spec)
{
    if (auto allowed = http::checkProxyEnvironment(spec.endpoint.url); !allowed)
        return allowed;
    return http::checkHeaders(spec.endpoint.headers);
}

Expected<void> reach(const TrialSpec &spec, Prepared &prepared, const std::stop_token &stop)
{
    const http::Url &url = spec.endpoint.url;
    if (url.tls) {
        auto tls = http::TlsContext::make({spec.endpoint.tls.caFile, spec.endpoint.tls.insecure});
        if (!tls)
            return tl::unexpected(tls.error());
        prepared.tls = std::move(*tls);
        prepared.connection.tls = prepared.tls.get();
    }
    auto addresses = http::resolve(url, spec.limits.connectTimeout, stop);
    if (!addresses)
        return tl::unexpected(addresses.error());
    prepared.connection.addresses = std::move(*addresses);
    prepared.connection.host = url.host;
    prepared.connection.headPrefix = http::requestHeadPrefix(url, prepared.protocol->path(), spec.endpoint.headers);
    // A server that cannot be reached is an error with a cause of its own, found before the one request is sent.
    return load::tryConnection(prepared.connection, spec.limits.connectTimeout, stop);
}

/// Runs the exchange to its end, to a time limit, or to a stop.
void converse(Prepared &prepared, const plan::Limits &limits, const std::string &body, TrialRecorder &recorder,
              const std::stop_token &stop)
{
    boost::asio::io_context loop{1};
    const http::ReceiveStampKeeper stamps;
    RealtimeOffset offset;
    LogHistogram readLag;
    std::vector<char> readBuffer(BufferBytes);
    std::vector<char> plainBuffer(BufferBytes);
    http::SocketWatch sockets(loop);
    http::ConnectionServices services{loop, sockets, offset, readBuffer, plainBuffer, readLag};
    http::Connection connection(prepared.connection, services, recorder);
    recorder.attach(connection);

    boost::asio::steady_timer timer(loop);
    const SteadyClock clock;
    {
        const std::stop_callback wake(stop, [&loop] { boost::asio::post(loop, [] {}); });
        connection.exchange(body);
        while (!recorder.isOver() && !stop.stop_requested()) {
            timer.expires_after(TickEvery);
            timer.async_wait([](const boost::system::error_code &) {});
            loop.run_one();
            offset.sample();
            connection.tick(clock.now());
            recorder.tick(clock.now(), limits);
        }
    }
    recorder.settle(clock.now());
    connection.close();
    timer.cancel();
    loop.run();
}

} // namespace

Expected<TrialResult> performTrial(const TrialSpec &spec, const std::stop_token &stop)
{
    if (auto allowed = checkSpec(spec); !allowed)
        return tl::unexpected(allowed.error());
    Prepared prepared;
    auto protocol = profiles::makeProtocol(spec.protocol);
    if (!protocol)
        return tl::unexpected(protocol.error());
    prepared.protocol = std::move(*protocol);
    if (auto reached = reach(spec, prepared, stop); !reached)
        return tl::unexpected(reached.error());

    const http::SecretMask secrets(spec.endpoint.headers, spec.endpoint.secrets);
    TrialRecorder recorder(*prepared.protocol, secrets);
    const std::string body = prepared.protocol->body(spec.request);
    try {
        converse(prepared, spec.limits, body, recorder, stop);
    } catch (const boost::system::system_error &error) {
        return fail(ErrorCode::Internal, "event loop", error.what());
    }
    if (stop.stop_requested())
        return fail(ErrorCode::Interrupted, spec.endpoint.url.text());
    TrialResult result = recorder.takeResult();
    result.url = spec.endpoint.url.text() + prepared.protocol->path();
    result.requestBody = secrets.masked(body);
    result.record.requestedOutputTokens = spec.request.maxTokens;
    return result;
}

} // namespace tokamark::backends
