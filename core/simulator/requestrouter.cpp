#include "simulator/requestrouter.h"

#include "simulator/bentocloud.h"
#include "simulator/dialects/metricspage.h"
#include "simulator/refusal.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>

namespace tokamark::simulator {
namespace {

constexpr std::string_view GpuPath = "/dcgm/metrics";
constexpr std::string_view MetricsPath = "/metrics";

/// The target by the first part of the path, which is taken off; without one the first target.
ServedTarget &route(const ServerShared &shared, std::string_view &path)
{
    path = path.substr(0, path.find('?'));
    ServedTarget *found = shared.targets.front().get();
    for (const auto &target : shared.targets) {
        const std::string &name = target->name();
        if (path.size() > name.size() && path.substr(1, name.size()) == name
            && (path.size() == name.size() + 1 || path[name.size() + 1] == '/')) {
            path.remove_prefix(name.size() + 1);
            found = target.get();
            break;
        }
    }
    if (path.empty())
        path = "/";
    return *found;
}

/// A made-up host is what a loopback-only server takes for an attack on the name system.
bool isLocal(std::string_view host)
{
    if (host.starts_with('['))
        return true;
    const auto hostName = host.substr(0, host.find(':'));
    boost::system::error_code error;
    boost::asio::ip::make_address(std::string(hostName), error);
    return !error || hostName.empty() || hostName == "localhost" || hostName.ends_with(".localhost");
}

bool hasKey(const IncomingRequest &request, const std::string &key)
{
    return key.empty() || request.authorization == "Bearer " + key || request.apiKey == key;
}

/// As servers do that tell in an error what they were sent.
std::string echoOf(const IncomingRequest &request, const Quirks &quirks)
{
    if (!quirks.echoKey)
        return {};
    std::string_view key = request.authorization.empty() ? request.apiKey : request.authorization;
    key.remove_prefix(key.rfind(' ') + 1);
    return "; got Authorization: " + std::string(request.authorization) + ", key " + std::string(key);
}

void answerPage(const IncomingRequest &request, ResponseChannel &channel, ServedTarget &target, const Page &page)
{
    std::string body = page.write != nullptr ? page.write({target, request.body}) : target.expandPage(page.text);
    if (page.delay <= Duration::zero()) {
        channel.respond(target, page.status, page.contentType, body);
        return;
    }
    auto timer = std::make_shared<boost::asio::steady_timer>(channel.executor(), page.delay);
    timer->async_wait([timer, &channel, held = channel.hold(), &target, &page,
                       text = std::move(body)](boost::system::error_code error) {
        if (!error)
            channel.respond(target, page.status, page.contentType, text);
    });
}

bool isTooLong(const ServedTarget &target, const ApiRequest &request)
{
    const std::uint64_t context = target.preset().contextTokens;
    switch (target.dialect().overlong) {
    case Overlong::Refuse: return std::uint64_t{request.promptTokens} + std::max(1U, request.maxTokens) > context;
    case Overlong::ClipAnswer: return request.promptTokens >= context;
    case Overlong::CutPrompt: return false;
    }
    return false;
}

bool isUnknownModel(const ServedTarget &target, const ApiRequest &request)
{
    const std::string &served = target.preset().model;
    return target.dialect().refusals.unknownModel.status != 0 && !request.model.empty() && request.model != served
        && request.model != served + ":latest";
}

std::shared_ptr<Generation> generate(const IncomingRequest &incoming, ServerShared &shared, ResponseChannel &channel,
                                     ServedTarget &target, const Endpoint &endpoint)
{
    const std::string echo = echoOf(incoming, shared.quirks);
    // Fitted presets are there to be compared, so each can be asked for an exact length.
    const bool fitted = target.preset().basis != PresetBasis::Exact;
    auto request
        = parseApiRequest(incoming.body, endpoint, fitted ? ExactLength::PlainIgnoreEos : ExactLength::AsServer);
    if (!request) {
        refuse(channel, target, endpoint.path, request.error().complaint,
               {.message = request.error().message, .echo = echo});
        return nullptr;
    }
    if (request->incomplete && endpoint.stream.emptyIfIncomplete) {
        channel.beginBody(target, 200, endpoint.stream.contentType);
        channel.finish(BodyEnd::Proper);
        return nullptr;
    }
    const bool unknownModel = isUnknownModel(target, *request);
    if (unknownModel || isTooLong(target, *request)) {
        refuseGeneration(channel, target, endpoint, *request,
                         unknownModel ? Complaint::UnknownModel : Complaint::TooLong, echo);
        return nullptr;
    }
    if (target.refusesMore()) {
        refuseGeneration(channel, target, endpoint, *request, Complaint::Overloaded, echo);
        return nullptr;
    }
    request->promptTokens = std::min(request->promptTokens, target.preset().contextTokens - 1);
    return std::make_shared<Generation>(shared, channel,
                                        GenerationRequest{.target = &target,
                                                          .endpoint = &endpoint,
                                                          .request = std::move(*request),
                                                          .echo = echo,
                                                          .clientId = std::string(incoming.requestId),
                                                          .peerPort = incoming.peerPort,
                                                          .received = incoming.received,
                                                          .kernelStamp = incoming.kernelStamp});
}

/// Null unless the path names a model that is not there, as Triton's paths can.
std::string unknownModelIn(const Dialect &dialect, std::string_view path)
{
    constexpr std::string_view Models = "/v2/models/";
    if (!dialect.modelInPath || !path.starts_with(Models))
        return {};
    const auto rest = path.substr(Models.size());
    return std::string(rest.substr(0, rest.find('/')));
}

} // namespace

std::shared_ptr<Generation> answer(const IncomingRequest &request, ServerShared &shared, ResponseChannel &channel)
{
    if (shared.cloud && shared.cloud->answers(request.path)) {
        shared.cloud->answer(request.method, request.path, request.cloudToken, channel, *shared.targets.front());
        return nullptr;
    }
    const std::string echo = echoOf(request, shared.quirks);
    std::string_view path = request.path;
    ServedTarget &target = route(shared, path);
    const Dialect &dialect = target.dialect();
    if (dialect.localHostOnly && !isLocal(request.host)) {
        channel.respond(target, 403, {}, {});
        return nullptr;
    }
    if (path == GpuPath) {
        channel.respond(target, 200, PrometheusType, target.gpuText());
        return nullptr;
    }
    // Two ports, if there are two, share nothing: metrics at one of them, all else at the other.
    if (shared.metricsPort && dialect.metricsApart && request.onMetricsPort != (path == MetricsPath)) {
        refuse(channel, target, path, Complaint::NotFound,
               {.message = "no such path: " + std::string(request.path), .echo = echo});
        return nullptr;
    }
    const auto page = std::ranges::find_if(
        dialect.pages, [&](const Page &each) { return each.path == path && each.method == request.method; });
    const bool isPage = page != dialect.pages.end();
    if (path.starts_with(dialect.guarded) && !(isPage && page->open) && !hasKey(request, target.apiKey())) {
        refuse(channel, target, path, Complaint::Unauthorized, {.echo = echo});
        return nullptr;
    }
    if (isPage) {
        answerPage(request, channel, target, *page);
        return nullptr;
    }
    const auto endpoint = std::ranges::find(dialect.endpoints, path, &Endpoint::path);
    if (endpoint != dialect.endpoints.end() && request.method == "POST")
        return generate(request, shared, channel, target, *endpoint);
    if (endpoint != dialect.endpoints.end())
        refuse(channel, target, path, Complaint::WrongMethod, {.message = "generation needs POST", .echo = echo});
    else if (const auto model = unknownModelIn(dialect, path); !model.empty())
        refuse(channel, target, path, Complaint::UnknownModel, {.asked = model, .echo = echo});
    else
        refuse(channel, target, path, Complaint::NotFound,
               {.message = "no such path: " + std::string(request.path), .echo = echo});
    return nullptr;
}

} // namespace tokamark::simulator
