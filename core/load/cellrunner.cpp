#include "load/cellrunner.h"

#include "base/resourcelimits.h"
#include "http/proxyenvironment.h"
#include "http/requesthead.h"
#include "http/stampedsocket.h"
#include "load/cellcontext.h"
#include "load/collector.h"
#include "load/trialconnection.h"

#include <algorithm>

namespace tokamark::load {
namespace {

/// Hears of requests that count nowhere.
class NobodyObserver final : public CellObserver {
public:
    void recordsReady(std::vector<metrics::RequestRecord>) override { }
    void snapshotReady(std::shared_ptr<const CellSnapshot>) override { }
};

/// A schedule without a limit opens connections as it needs them. Fewer than these would not carry any load.
constexpr std::uint64_t FewestConnections = 64;

/// The connections that must be possible before a cell starts.
std::uint64_t connectionsNeeded(const CellSpec &spec)
{
    if (!spec.arrivals)
        return spec.users;
    const std::uint64_t most = spec.requests.value_or(FewestConnections);
    return spec.maxInFlight.value_or(static_cast<std::uint32_t>(std::min(FewestConnections, most)));
}

Expected<void> checkEndpoint(const CellSpec &spec)
{
    if (auto allowed = http::checkProxyEnvironment(spec.endpoint.url); !allowed)
        return allowed;
    if (auto allowed = http::checkHeaders(spec.endpoint.headers); !allowed)
        return allowed;
    const std::uint64_t needed = connectionsNeeded(spec);
    if (auto enough = checkLocalPorts(needed); !enough)
        return enough;
    return ensureOpenFiles(needed);
}

/// How many requests a worker may have in flight where a schedule says when they come: as the plan limits them, else as
/// many as this machine can have at all.
std::uint32_t slotsPerWorker(const CellSpec &spec, unsigned workers)
{
    if (spec.maxInFlight)
        return *spec.maxInFlight;
    return static_cast<std::uint32_t>(std::max<std::uint64_t>(mostConnections() / workers, 1));
}

/// Looks up, reads and tries everything that the workers will only use.
Expected<void> prepare(CellContext &cell, std::stop_token stop)
{
    const CellSpec &spec = cell.spec;
    const http::Url &url = spec.endpoint.url;
    if (spec.arrivals) {
        // A limit on what is in flight is one for all: several workers would have to ask each other.
        cell.workers = spec.maxInFlight ? 1 : std::max(spec.workers, 1u);
        cell.slotsPerWorker = slotsPerWorker(spec, cell.workers);
    } else {
        cell.workers = std::clamp(spec.workers, 1u, std::max(spec.users, 1u));
    }
    cell.secrets = http::SecretMask(spec.endpoint.headers, spec.endpoint.secrets);
    cell.connection.idleLimit = spec.endpoint.idleLimit;
    cell.connection.host = url.host;
    cell.connection.headPrefix = http::requestHeadPrefix(url, spec.protocol->path(), spec.endpoint.headers);
    if (url.tls) {
        auto tls = http::TlsContext::make({spec.endpoint.tls.caFile, spec.endpoint.tls.insecure});
        if (!tls)
            return tl::unexpected(tls.error());
        cell.tls = std::move(*tls);
        cell.connection.tls = cell.tls.get();
    }
    auto addresses = http::resolve(url, spec.limits.connectTimeout, stop);
    if (!addresses)
        return tl::unexpected(addresses.error());
    cell.connection.addresses = std::move(*addresses);
    return tryConnection(cell.connection, spec.limits.connectTimeout, stop);
}

/// Warm-up requests form a small cell of their own: at most one user each, awaited, heard by nobody.
Expected<void> warmUp(const CellSpec &spec, const StopTokens &stop)
{
    CellSpec warmup = spec;
    warmup.requests = spec.warmupRequests;
    warmup.duration.reset();
    warmup.warmupRequests = 0;
    const std::uint32_t most = spec.arrivals ? spec.maxInFlight.value_or(spec.warmupRequests) : spec.users;
    warmup.users = std::min(most, spec.warmupRequests);
    warmup.arrivals.reset();
    warmup.maxInFlight.reset();
    warmup.ramp = {};
    warmup.thinkTime = {};
    if (spec.warmupPrompts != nullptr)
        warmup.prompts = spec.warmupPrompts;
    NobodyObserver nobody;
    const auto result = runCell(warmup, nobody, stop);
    if (!result)
        return tl::unexpected(result.error());
    return {};
}

} // namespace

Expected<CellResult> runCell(const CellSpec &spec, CellObserver &observer, const StopTokens &stop)
{
    if (auto allowed = checkEndpoint(spec); !allowed)
        return tl::unexpected(allowed.error());
    // A stop of either kind ends the preparations.
    std::stop_source preparing;
    const auto stopPreparing = [&preparing] { preparing.request_stop(); };
    const std::stop_callback onDrain(stop.drain, stopPreparing);
    const std::stop_callback onAbort(stop.abort, stopPreparing);

    const http::ReceiveStampKeeper stampKeeper;
    CellContext cell(spec);
    if (auto ready = prepare(cell, preparing.get_token()); !ready)
        return tl::unexpected(ready.error());
    if (spec.warmupRequests > 0) {
        if (auto warm = warmUp(spec, stop); !warm)
            return tl::unexpected(warm.error());
    }
    return Collector(cell, observer, stop).run();
}

} // namespace tokamark::load
