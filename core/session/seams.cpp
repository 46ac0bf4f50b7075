#include "session/seams.h"

#include "backends/detector.h"
#include "monitor/monitor.h"

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

std::unique_ptr<monitor::CellWatch> watchCell(monitor::MonitorSpec spec)
{
    return std::make_unique<monitor::Monitor>(std::move(spec));
}

} // namespace

Seams realSeams()
{
    return {load::runCell, askServer, watchCell};
}

} // namespace tokamark::session
