#include "cli/serversearch.h"

#include "backends/detector.h"
#include "http/barehost.h"
#include "plan/nearestname.h"
#include "profiles/profiles.h"
#include "secrets/secretstore.h"
#include "session/simulatedkind.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace tokamark::cli {
namespace {

constexpr std::uint16_t HttpPort = 80; ///< of a gateway, or of a container whose port was mapped

/// "vllm 0.32.0, model tiny"
std::string described(const profiles::Detection &detection)
{
    std::string text = detection.kind;
    if (!detection.version.empty())
        text += ' ' + detection.version;
    if (!detection.models.empty())
        text += ", model " + detection.models.front().id;
    return text;
}

bool isServer(const backends::FoundServer &found)
{
    return found.detection || found.detection.error().code == ErrorCode::KeyRefused;
}

Expected<void> findPort(plan::Target &target, const Console &console)
{
    // Without the key: it is meant for one of those who may listen there, not for all.
    backends::ProbeOptions probe;
    probe.tls = target.tls;
    const auto found = backends::detectAtPorts(target.url, portsToTry(), probe);
    if (!found)
        return tl::unexpected(found.error());
    const auto url = oneServer(target.url, *found);
    if (!url)
        return tl::unexpected(url.error());
    target.url = url->text();
    console.complain("no port was given: measuring " + target.url);
    return {};
}

/// What the server says of itself; empty if it cannot be asked, which the run has better words for.
std::optional<profiles::Detection> askServer(const plan::Target &target)
{
    const auto url = http::parseUrl(target.url);
    const auto headers = secrets::SecretStore().headersOf(target);
    if (!url || !headers)
        return std::nullopt;
    backends::ProbeOptions probe;
    probe.headers = *headers;
    probe.tls = target.tls;
    auto detection = backends::detectAndWait(*url, probe);
    return detection ? std::optional(*std::move(detection)) : std::nullopt;
}

/// Of any maker: what a plan says where it does not know.
bool isOfAnyMaker(const std::string &kind)
{
    return kind == profiles::Detection().kind;
}

/// "m1, m2 and 40 more".
std::string listed(const std::vector<std::string_view> &models)
{
    constexpr std::size_t MostNamed = 8;
    std::string list;
    for (std::size_t i = 0; i < std::min(models.size(), MostNamed); ++i)
        list += (i == 0 ? "" : ", ") + std::string(models[i]);
    if (models.size() > MostNamed)
        list += " and " + std::to_string(models.size() - MostNamed) + " more";
    return list;
}

} // namespace

std::vector<std::string> misfitsOf(const plan::Target &target, const profiles::Detection &detection)
{
    std::vector<std::string> misfits;
    if (target.kind != detection.kind && !isOfAnyMaker(target.kind) && !isOfAnyMaker(detection.kind))
        misfits.push_back("the plan says that it is " + target.kind + ", and the server says that it is "
                          + detection.kind + ": requests are made for " + target.kind);
    std::vector<std::string_view> models;
    for (const profiles::DetectedModel &model : detection.models)
        models.push_back(model.id);
    for (const profiles::DetectedNative &native : detection.natives)
        models.push_back(native.model);
    std::erase(models, std::string_view());
    // Adapters and routers may take names that they do not list, so this does not keep anything from being measured.
    if (target.model.empty() || models.empty() || std::ranges::find(models, target.model) != models.end())
        return misfits;
    const std::string_view nearest = plan::nearestName(target.model, models);
    misfits.push_back("the server does not list the model " + target.model + "; it lists " + listed(models)
                      + (nearest.empty() || models.size() == 1 ? "" : "; nearest is " + std::string(nearest)));
    return misfits;
}

void sayMisfits(const plan::Plan &plan, const Console &console)
{
    for (const plan::Target &target : plan.targets) {
        if (target.isSimulated() || (target.model.empty() && isOfAnyMaker(target.kind)))
            continue;
        if (const auto detection = askServer(target)) {
            for (const std::string &misfit : misfitsOf(target, *detection))
                console.complain(target.name + ": " + misfit);
        }
    }
}

std::vector<std::uint16_t> portsToTry()
{
    std::vector<std::uint16_t> ports = profiles::usualPorts();
    ports.push_back(HttpPort);
    return ports;
}

Expected<http::Url> oneServer(const std::string &host, std::span<const backends::FoundServer> found)
{
    std::vector<const backends::FoundServer *> servers;
    for (const backends::FoundServer &each : found) {
        if (isServer(each))
            servers.push_back(&each);
    }
    if (servers.size() == 1)
        return servers.front()->url;
    if (servers.empty())
        return fail(ErrorCode::ConnectRefused, host,
                    "no known server on the usual ports " + CLI::detail::join(portsToTry(), ", "));
    std::string list;
    for (const backends::FoundServer *server : servers)
        list += (list.empty() ? "" : "; ") + server->url.text() + " is "
            + (server->detection ? described(*server->detection) : "a server that wants a key");
    return fail(ErrorCode::BadUsage, host, "several servers answer there, name one with its port: " + list);
}

std::string simulatedName(const plan::Target &target)
{
    return target.url.substr(target.url.find(':') + 1);
}

Expected<void> completeTarget(plan::Target &target, bool kindGiven, const Console &console)
{
    if (target.isSimulated()) {
        // No server answers yet, and none needs to: what it plays stands in its name.
        if (!kindGiven)
            target.kind = session::kindOfSimulated(simulatedName(target));
        return {};
    }
    if (http::isBareHost(target.url)) {
        if (auto found = findPort(target, console); !found)
            return found;
    }
    const auto detection = askServer(target);
    if (!detection)
        return {};
    if (!kindGiven) {
        target.kind = detection->kind;
        console.complain(http::parseUrl(target.url)->text() + " is " + described(*detection));
    }
    for (const std::string &misfit : misfitsOf(target, *detection))
        console.complain(misfit);
    return {};
}

} // namespace tokamark::cli
