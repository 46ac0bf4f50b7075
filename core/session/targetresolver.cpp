#include "session/targetresolver.h"

#include "plan/targetsecrets.h"
#include "profiles/detection.h"
#include "profiles/profiles.h"
#include "profiles/protocolchoice.h"
#include "session/metricsplaces.h"
#include "session/plansecrets.h"
#include "simulator/preset.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <string_view>

namespace tokamark::session {
namespace {

/// What is known of a server as its detection; a server that could not be asked tells nothing.
profiles::Detection detectionOf(const Expected<ServerFacts> &facts)
{
    if (!facts)
        return {};
    if (auto told = profiles::detectionFromJson(facts->json.toStdString()))
        return *std::move(told);
    profiles::Detection detection;
    if (!facts->kind.isEmpty())
        detection.kind = facts->kind.toStdString();
    for (const std::string &model : facts->models)
        detection.models.push_back({model, {}});
    return detection;
}

/// Whether there is a protocol for what the plan asks for, as far as that can be told before the server is asked.
Expected<void> speaks(const plan::Target &target)
{
    profiles::ProtocolOptions options;
    options.kind = target.kind;
    options.endpoint = target.endpoint;
    options.native = target.native;
    options.extraBody = target.extraBody;
    const profiles::BackendProfile *profile = profiles::findProfile(target.kind);
    const bool serverTells = target.kind == profiles::Detection().kind
        || (target.native.empty() && profile != nullptr && !profile->natives.empty());
    if (target.endpoint == plan::Endpoint::Native && serverTells)
        options.endpoint = plan::Endpoint::Auto;
    const auto protocol = profiles::makeProtocol(options);
    return protocol ? Expected<void>() : tl::unexpected(protocol.error());
}

/// For whoever named one that is not there.
std::string presetList()
{
    std::string list = "simulated backends:";
    for (const simulator::Preset &preset : simulator::presets())
        list += ' ' + preset.name;
    return list;
}

/// Somebody answers there, if only to say that it wants a key, or in a way that no profile knows.
bool isUp(ErrorCode code)
{
    return code == ErrorCode::KeyRefused || code == ErrorCode::ProtocolViolation;
}

} // namespace

TargetResolver::TargetResolver(const plan::Plan &plan, QString simulatorProgram, Seams seams,
                               secrets::SecretStore &secrets)
    : m_plan(plan)
    , m_simulatorProgram(std::move(simulatorProgram))
    , m_seams(std::move(seams))
    , m_secrets(secrets)
{
}

Expected<void> TargetResolver::check(const plan::Plan &plan, const QString &simulatorProgram,
                                     secrets::SecretStore &secrets)
{
    bool needsSimulator = false;
    for (const plan::Target &target : plan.targets) {
        if (const auto filled = secrets.filledIn(target); !filled)
            return tl::unexpected(filled.error());
        if (const auto keys = secrets.pageKeysOf(target); !keys)
            return tl::unexpected(keys.error());
        if (const auto spoken = speaks(target); !spoken)
            return spoken;
        if (!target.isSimulated()) {
            // Before anything is stored: what is wrong with it may be a password.
            if (const auto url = http::parseUrl(target.url); !url)
                return tl::unexpected(url.error());
            continue;
        }
        needsSimulator = true;
        if (simulator::findPreset(target.simulation()) == nullptr)
            return fail(ErrorCode::NotFound, target.url, presetList());
    }
    if (needsSimulator) {
        if (const auto program = findSimulator(simulatorProgram); !program)
            return tl::unexpected(program.error());
    }
    return {};
}

Expected<ResolvedTarget> TargetResolver::resolve(std::uint32_t target)
{
    if (simulatorFailure(target))
        m_resolved.erase(target);
    if (const auto it = m_resolved.find(target); it != m_resolved.end())
        return it->second;
    auto found = lookUp(m_plan.targets.at(target));
    if (found)
        m_resolved.insert_or_assign(target, *found);
    return found;
}

Expected<void> TargetResolver::awaitReady(std::uint32_t target, Duration within, const std::stop_token &stop)
{
    const plan::Target &planned = m_plan.targets.at(target);
    if (planned.isSimulated())
        return {};
    m_resolved.erase(target);
    const auto endpoint
        = m_secrets.filledIn(planned).and_then([this](const plan::Target &filled) { return endpointOf(filled); });
    if (!endpoint)
        return tl::unexpected(endpoint.error());
    constexpr Duration Pause = std::chrono::milliseconds(500);
    std::mutex mutex;
    std::condition_variable_any stopped;
    for (const Instant giveUp = SteadyClock().now() + within;;) {
        const auto facts = m_seams.askServer(*endpoint);
        if (facts || isUp(facts.error().code))
            return {};
        if (SteadyClock().now() + Pause >= giveUp)
            return fail(ErrorCode::ServerNotReady, planned.url, facts.error().detail);
        std::unique_lock lock(mutex);
        stopped.wait_for(lock, stop, Pause, [] { return false; });
        if (stop.stop_requested())
            return fail(ErrorCode::Interrupted, planned.url);
    }
}

std::optional<Error> TargetResolver::simulatorFailure(std::uint32_t target)
{
    if (!m_plan.targets.at(target).isSimulated() || !m_simulator || m_simulator->isRunning())
        return std::nullopt;
    return m_simulator->failure();
}

Expected<std::string> TargetResolver::urlOf(const plan::Target &target)
{
    if (!target.isSimulated())
        return target.url;
    if (!m_simulator || !m_simulator->isRunning()) {
        const auto program = findSimulator(m_simulatorProgram);
        if (!program)
            return tl::unexpected(program.error());
        std::vector<std::string> presets;
        for (const plan::Target &each : m_plan.targets) {
            if (each.isSimulated() && std::ranges::find(presets, each.simulation()) == presets.end())
                presets.push_back(each.simulation());
        }
        m_resolved.clear(); // a new child listens on another port
        auto child = SimulatorChild::start(*program, presets);
        if (!child)
            return tl::unexpected(child.error());
        m_simulator = std::move(*child);
    }
    return m_simulator->urlOf(target.simulation());
}

Expected<http::SecretMask> TargetResolver::secretMask() const
{
    return secretsOf(m_plan, m_secrets).map([](const std::vector<std::string> &all) {
        return http::SecretMask({}, all);
    });
}

Expected<load::Endpoint> TargetResolver::endpointOf(const plan::Target &filled)
{
    const auto text = urlOf(filled);
    if (!text)
        return tl::unexpected(text.error());
    const auto url = http::parseUrl(*text);
    if (!url)
        return tl::unexpected(url.error());
    return load::Endpoint{*url, filled.headers, filled.tls, plan::secretsIn({}, filled.extraBody)};
}

Expected<ResolvedTarget> TargetResolver::lookUp(const plan::Target &target)
{
    const auto filled = m_secrets.filledIn(target);
    if (!filled)
        return tl::unexpected(filled.error());
    auto endpoint = endpointOf(*filled);
    if (!endpoint)
        return tl::unexpected(endpoint.error());

    ResolvedTarget resolved;
    resolved.endpoint = std::move(*endpoint);
    resolved.facts.asPlanned = target;
    resolved.facts.simulated = target.isSimulated();
    const auto facts = m_seams.askServer(resolved.endpoint);
    if (facts) {
        resolved.facts.detectedKind = facts->kind;
        resolved.facts.version = facts->version;
        resolved.facts.detection = facts->json;
        resolved.facts.simulated = resolved.facts.simulated || facts->simulated;
    }
    profiles::ProtocolOptions options = profiles::chooseProtocol(*filled, detectionOf(facts));
    // A server that does not list its models can still be measured, if the plan names one. A method of a service serves
    // what its author chose, and stands for it.
    if (options.model.empty() && options.endpoint == plan::Endpoint::Native)
        options.model = options.native;
    if (options.model.empty())
        return facts ? fail(ErrorCode::NotFound, "model of " + target.name) : tl::unexpected(facts.error());
    resolved.facts.model = QString::fromStdString(options.model);

    auto protocol = profiles::makeProtocol(options);
    if (!protocol)
        return tl::unexpected(protocol.error());
    resolved.protocol = std::move(*protocol);
    resolved.endpoint.idleLimit = profiles::idleLimit(options.kind, options.endpoint);
    auto pageKeys = m_secrets.pageKeysOf(target);
    if (!pageKeys)
        return tl::unexpected(pageKeys.error());
    auto metrics = metricsPlaces(target, resolved.endpoint, options.kind, std::move(*pageKeys));
    if (!metrics)
        return tl::unexpected(metrics.error());
    resolved.metrics = std::move(*metrics);
    return resolved;
}

} // namespace tokamark::session
