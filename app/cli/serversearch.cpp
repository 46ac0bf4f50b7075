#include "cli/serversearch.h"

#include "backends/detector.h"
#include "http/barehost.h"
#include "profiles/profiles.h"
#include "secrets/secretstore.h"
#include "session/misfits.h"
#include "session/simulatedkind.h"
#include "words/misfitwords.h"

#include <CLI/CLI.hpp>

#include <optional>
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

/// The parts of the sentences about what does not fit.
std::vector<std::string> misfitsOf(const plan::Target &target, const profiles::Detection &detection)
{
    std::vector<std::string> misfits;
    for (const QString &text : words::misfitTexts(session::misfitsOf(target, detection)))
        misfits.push_back(text.toStdString());
    return misfits;
}

} // namespace

void sayMisfits(const plan::Plan &plan, const Console &console)
{
    for (const plan::Target &target : plan.targets) {
        if (!session::mayMisfit(target))
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
