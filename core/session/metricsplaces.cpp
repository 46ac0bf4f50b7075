#include "session/metricsplaces.h"

#include "profiles/profiles.h"

#include <algorithm>

namespace tokamark::session {
namespace {

bool isThisHost(const std::string &host)
{
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

/// A URL from the plan; one that cannot be used was refused before the run, or is left out here.
void addUrl(const std::string &text, std::vector<http::Url> &urls)
{
    if (auto url = http::parsePageUrl(text))
        urls.push_back(std::move(*url));
}

} // namespace

monitor::MonitorSpec metricsPlaces(const plan::Target &target, const load::Endpoint &endpoint, std::string_view kind)
{
    monitor::MonitorSpec spec;
    spec.headers = endpoint.headers;
    spec.tls = endpoint.tls;
    const profiles::BackendProfile *const profile = profiles::findProfile(kind);
    const bool off = std::ranges::find(target.metricsUrls, plan::MetricsOff) != target.metricsUrls.end();
    if (profile && !off && !profile->metrics.names.empty()) {
        spec.names = profile->metrics.names;
        spec.onlyAtEnds = profile->metrics.onlyBetweenRuns;
        for (const std::string &url : target.metricsUrls)
            addUrl(url, spec.servers);
        if (target.metricsUrls.empty() && !profile->metrics.path.empty()) {
            http::Url url = endpoint.url;
            // A server with a port of its own for this has its path at the root of it.
            if (profile->metrics.port > 0) {
                url.port = profile->metrics.port;
                url.basePath.clear();
            }
            url.basePath += profile->metrics.path;
            spec.servers.push_back(std::move(url));
        }
    }
    if (!target.gpuMetricsUrl.empty()) {
        if (auto url = http::parsePageUrl(target.gpuMetricsUrl))
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
