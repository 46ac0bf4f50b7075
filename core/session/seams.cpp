#include "session/seams.h"

#include "backends/detector.h"

namespace tokamark::session {
namespace {

Expected<ServerFacts> askServer(const load::Endpoint &endpoint)
{
    backends::ProbeOptions options;
    options.headers = endpoint.headers;
    options.tls = endpoint.tls;
    const auto detection = backends::detectAndWait(endpoint.url, options);
    if (!detection)
        return tl::unexpected(detection.error());
    ServerFacts facts;
    facts.kind = QString::fromStdString(detection->kind);
    facts.version = QString::fromStdString(detection->version);
    facts.json = QString::fromStdString(profiles::toJson(*detection));
    facts.simulated = !detection->simulated.empty();
    for (const profiles::DetectedModel &model : detection->models)
        facts.models.push_back(model.id);
    return facts;
}

} // namespace

Seams realSeams()
{
    return {load::runCell, askServer};
}

} // namespace tokamark::session
