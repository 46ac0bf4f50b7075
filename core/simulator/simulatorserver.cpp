#include "simulator/simulatorserver.h"

#include "simulator/clientconnection.h"
#include "simulator/dialects/registry.h"
#include "simulator/servershared.h"
#include "simulator/preset.h"
#include "simulator/servedtarget.h"
#include "simulator/truthlog.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <array>
#include <thread>
#include <variant>

namespace tokamark::simulator {
namespace {

using boost::asio::ip::tcp;

constexpr int Backlog = 4096; // thousands of users may connect in one go
constexpr Duration AcceptRetry = std::chrono::milliseconds(50);
constexpr Duration LogFlush = std::chrono::seconds(1);

/// What becomes a target, and the name of its base path.
struct Chosen {
    std::string name;
    Preset preset;
    const Dialect *dialect = nullptr; ///< null: the preset's own
};

/// Reads PRESET or PRESET@DIALECT, with what the options change of the preset's pace. Errors: BadUsage.
Expected<Chosen> choose(const ServerOptions &options, const std::string &spec)
{
    const auto at = spec.find('@');
    const auto presetName = spec.substr(0, at);
    const Preset *const found = findPreset(presetName);
    if (found == nullptr)
        return fail(ErrorCode::BadUsage, "preset " + presetName);
    Chosen chosen{.name = spec, .preset = *found};
    if (at != std::string::npos && (chosen.dialect = findDialect(spec.substr(at + 1))) == nullptr)
        return fail(ErrorCode::BadUsage, "dialect " + spec.substr(at + 1));
    if (auto *const fixed = std::get_if<FixedPace>(&chosen.preset.pace)) {
        fixed->ttft = options.ttft.value_or(fixed->ttft);
        fixed->tpot = options.tpot.value_or(fixed->tpot);
    }
    if (options.noise)
        std::visit([&](auto &pace) { pace.noise = *options.noise; }, chosen.preset.pace);
    return chosen;
}

Expected<std::vector<Chosen>> chooseAll(const ServerOptions &options)
{
    std::vector<Chosen> all;
    bool anyFixed = false;
    for (const std::string &spec : options.presets) {
        auto chosen = choose(options, spec);
        if (!chosen)
            return tl::unexpected(chosen.error());
        if (std::ranges::find(all, spec, &Chosen::name) != all.end())
            return fail(ErrorCode::BadUsage, "preset " + spec + " twice");
        anyFixed = anyFixed || std::holds_alternative<FixedPace>(chosen->preset.pace);
        all.push_back(std::move(*chosen));
    }
    if (all.empty())
        return fail(ErrorCode::BadUsage, "no preset");
    if (!anyFixed && (options.ttft || options.tpot))
        return fail(ErrorCode::BadUsage, "ttft and tpot need a preset with a fixed pace");
    const auto modelsCache = [](const Chosen &each) { return std::holds_alternative<BatchModel>(each.preset.pace); };
    if (options.limits.kvTokens != 0 && std::ranges::none_of(all, modelsCache))
        return fail(ErrorCode::BadUsage, "kv-tokens needs a preset that models a GPU");
    const auto hasPort = [](const Chosen &each) {
        return (each.dialect != nullptr ? *each.dialect : dialectOf(each.preset.engine)).metricsApart;
    };
    if (options.metricsPort && std::ranges::none_of(all, hasPort))
        return fail(ErrorCode::BadUsage, "metrics-port needs a dialect of Triton");
    return all;
}

TargetOptions targetOptions(const ServerOptions &options, const Chosen &chosen)
{
    return {.name = chosen.name,
            .preset = chosen.preset,
            .dialect = chosen.dialect,
            .quirks = options.quirks,
            .limits = options.limits,
            .coldStart = options.coldStart,
            .prefixCache = options.prefixCache,
            .apiKey = options.apiKey,
            .seed = options.seed};
}

/// How BentoCloud's deployments are told apart; what serves something serves the first preset.
struct CloudRole {
    const char *name;
    const char *status; ///< null: serves
    unsigned minReplicas;
    unsigned maxReplicas;
    bool sleeps;
    bool guarded;
};
constexpr std::array CloudRoles{
    CloudRole{"steady", nullptr, 1, 1, false, false},      CloudRole{"elastic", nullptr, 1, 3, false, false},
    CloudRole{"sleepy", nullptr, 0, 1, true, false},       CloudRole{"guarded", nullptr, 1, 1, false, true},
    CloudRole{"rolling", "deploying", 1, 1, false, false}, CloudRole{"broken", "failed", 1, 1, false, false},
    CloudRole{"gone", "terminated", 1, 1, false, false},
};
constexpr Duration CloudColdStart = std::chrono::seconds(5);

} // namespace

class SimulatorServer::Impl {
public:
    Impl()
        : m_acceptor(m_io)
        , m_metricsAcceptor(m_io)
        , m_retry(m_io)
        , m_metricsRetry(m_io)
        , m_flush(m_io)
    {
    }
    ~Impl()
    {
        m_io.stop();
        if (m_thread.joinable())
            m_thread.join();
    }
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;

    Expected<void> open(const ServerOptions &options);
    void serveCloud(const ServerOptions &options, const Chosen &chosen);
    void flushLog();
    void runThread();

    std::uint16_t port = 0;
    std::optional<std::uint16_t> metricsPort;

private:
    static Expected<std::uint16_t> listen(tcp::acceptor &acceptor, std::uint16_t port);
    void accept(tcp::acceptor &acceptor, boost::asio::steady_timer &retry);

    // Targets own timers of the context, so they go before it; connections still waiting go with the context itself
    // and touch nothing on their way out.
    boost::asio::io_context m_io{1};
    tcp::acceptor m_acceptor;
    tcp::acceptor m_metricsAcceptor; ///< closed unless there is such a port
    boost::asio::steady_timer m_retry;
    boost::asio::steady_timer m_metricsRetry;
    boost::asio::steady_timer m_flush;
    ServerShared m_shared;
    std::jthread m_thread;
};

void SimulatorServer::Impl::serveCloud(const ServerOptions &options, const Chosen &chosen)
{
    std::vector<CloudDeployment> deployments;
    for (const CloudRole &role : CloudRoles) {
        CloudDeployment &deployment = deployments.emplace_back();
        deployment = {.name = role.name,
                      .status = role.status == nullptr ? "" : role.status,
                      .target = nullptr,
                      .minReplicas = role.minReplicas,
                      .maxReplicas = role.maxReplicas,
                      .guarded = role.guarded};
        if (role.status != nullptr)
            continue;
        TargetOptions target = targetOptions(options, chosen);
        target.name = role.name;
        target.coldStart = !role.sleeps            ? Duration::zero()
            : options.coldStart > Duration::zero() ? options.coldStart
                                                   : CloudColdStart;
        if (!role.guarded)
            target.apiKey.clear();
        else if (target.apiKey.empty())
            target.apiKey = *options.cloudToken;
        m_shared.targets.push_back(std::make_unique<ServedTarget>(m_io, std::move(target)));
        deployment.target = m_shared.targets.back().get();
    }
    m_shared.cloud.emplace("http://127.0.0.1:" + std::to_string(port), *options.cloudToken, std::move(deployments));
}

Expected<void> SimulatorServer::Impl::open(const ServerOptions &options)
{
    auto chosen = chooseAll(options);
    if (!chosen)
        return tl::unexpected(chosen.error());
    m_shared.quirks = options.quirks;
    m_shared.random.seed(options.seed);
    for (const Chosen &each : *chosen)
        m_shared.targets.push_back(std::make_unique<ServedTarget>(m_io, targetOptions(options, each)));
    if (!options.truthLogPath.empty()) {
        auto log = TruthLog::create(options.truthLogPath);
        if (!log)
            return tl::unexpected(log.error());
        m_shared.truth = std::move(*log);
    }
    auto opened = listen(m_acceptor, options.port);
    if (!opened)
        return tl::unexpected(opened.error());
    port = *opened;
    if (options.metricsPort) {
        auto second = listen(m_metricsAcceptor, *options.metricsPort);
        if (!second)
            return tl::unexpected(second.error());
        metricsPort = *second;
        m_shared.metricsPort = true;
    }
    if (options.cloudToken)
        serveCloud(options, chosen->front());
    return {};
}

Expected<std::uint16_t> SimulatorServer::Impl::listen(tcp::acceptor &acceptor, std::uint16_t port)
{
    const tcp::endpoint endpoint(boost::asio::ip::address_v4::loopback(), port);
    boost::system::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(Backlog, error);
    if (error)
        return fail(ErrorCode::ConnectRefused, "127.0.0.1:" + std::to_string(port), error.message());
    return acceptor.local_endpoint().port();
}

void SimulatorServer::Impl::accept(tcp::acceptor &acceptor, boost::asio::steady_timer &retry)
{
    acceptor.async_accept([&, this](boost::system::error_code error, tcp::socket socket) {
        if (!error) {
            const bool onMetricsPort = &acceptor == &m_metricsAcceptor;
            std::make_shared<ClientConnection>(std::move(socket), m_shared, onMetricsPort)->start();
            accept(acceptor, retry);
            return;
        }
        // Out of files, as a rule: go on as soon as some connection has closed.
        retry.expires_after(AcceptRetry);
        retry.async_wait([&, this](boost::system::error_code stopped) {
            if (!stopped)
                accept(acceptor, retry);
        });
    });
}

void SimulatorServer::Impl::flushLog()
{
    m_flush.expires_after(LogFlush);
    m_flush.async_wait([this](boost::system::error_code stopped) {
        if (stopped)
            return;
        m_shared.truth->flush();
        flushLog();
    });
}

void SimulatorServer::Impl::runThread()
{
    accept(m_acceptor, m_retry);
    if (metricsPort)
        accept(m_metricsAcceptor, m_metricsRetry);
    if (m_shared.truth)
        flushLog();
    m_thread = std::jthread([this] { m_io.run(); });
}

SimulatorServer::SimulatorServer(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

SimulatorServer::~SimulatorServer() = default;

Expected<std::unique_ptr<SimulatorServer>> SimulatorServer::start(ServerOptions options)
{
    auto impl = std::make_unique<Impl>();
    if (auto opened = impl->open(options); !opened)
        return tl::unexpected(opened.error());
    impl->runThread();
    return std::unique_ptr<SimulatorServer>(new SimulatorServer(std::move(impl)));
}

std::uint16_t SimulatorServer::port() const noexcept
{
    return m_impl->port;
}

std::optional<std::uint16_t> SimulatorServer::metricsPort() const noexcept
{
    return m_impl->metricsPort;
}

std::string SimulatorServer::url() const
{
    return "http://127.0.0.1:" + std::to_string(port());
}

std::string SimulatorServer::url(std::string_view preset) const
{
    return url() + '/' + std::string(preset);
}

} // namespace tokamark::simulator
