#include "session/metricsplaces.h"

#include "plan/metricspage.h"
#include "profiles/profiles.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tokamark::session {
namespace {

bool isThisHost(const std::string &host)
{
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// The pages of the server: those that the plan gives, else the one of the kind.
Expected<std::vector<http::Url>> pagesOf(const plan::Target &target, const http::Url &server,
                                         const profiles::MetricsProfile &metrics)
{
    std::vector<http::Url> pages;
    for (const std::string &text : target.metricsUrls) {
        auto url = http::parsePageUrl(plan::metricsPageOf(text).url);
        if (!url)
            return tl::unexpected(url.error());
        pages.push_back(std::move(*url));
    }
    if (pages.empty() && !metrics.path.empty()) {
        http::Url url = server;
        // A server with a port of its own for this has its path at the root of it.
        if (metrics.port > 0) {
            url.port = metrics.port;
            url.basePath.clear();
        }
        url.basePath += metrics.path;
        pages.push_back(std::move(url));
    }
    return pages;
}

} // namespace

Expected<monitor::MonitorSpec> metricsPlaces(const plan::Target &target, const load::Endpoint &endpoint,
                                             std::string_view kind, std::vector<std::string> pageKeys)
{
    monitor::MonitorSpec spec;
    spec.home = endpoint.url;
    spec.headers = endpoint.headers;
    spec.tls = endpoint.tls;
    const profiles::BackendProfile *const profile = profiles::findProfile(kind);
    const bool off = std::ranges::find(target.metricsUrls, plan::MetricsOff) != target.metricsUrls.end();
    if (profile && !off && !profile->metrics.names.empty()) {
        auto pages = pagesOf(target, endpoint.url, profile->metrics);
        if (!pages)
            return tl::unexpected(pages.error());
        spec.servers = std::move(*pages);
        spec.keys = std::move(pageKeys);
        spec.names = profile->metrics.names;
        spec.onlyAtEnds = profile->metrics.onlyBetweenRuns;
    }
    if (!target.gpuMetricsUrl.empty()) {
        auto url = http::parsePageUrl(target.gpuMetricsUrl);
        if (!url)
            return tl::unexpected(url.error());
        spec.gpuExporter = std::move(*url);
    } else if (target.isSimulated()) {
        // The GPU that is modelled, which the simulator shows as an exporter would.
        http::Url url = endpoint.url;
        url.basePath += "/dcgm/metrics";
        spec.gpuExporter = std::move(url);
    } else {
        spec.localGpus = isThisHost(endpoint.url.host);
    }
    return spec;
}

} // namespace tokamark::session
