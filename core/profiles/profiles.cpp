#include "profiles/profiles.h"

#include "profiles/registry.h"

#include <algorithm>
#include <array>

namespace tokamark::profiles {

namespace {

constexpr std::array Registry{
    &Vllm,   &Sglang, &Lmdeploy, &LlamaCpp, &TrtllmServe, &Triton, &TritonOpenAi,
    &MlcLlm, &Tgi,    &Ollama,   &BentoMl,  &OpenLlm,     &OpenAi, &OpenAiCom,
};

/// A limit that the server told, if it can be a number of requests.
std::optional<Parallelism> limitOf(const Detection &detection, std::string_view name) noexcept
{
    const auto limit = std::ranges::find_if(detection.limits, [&](const auto &told) { return told.first == name; });
    if (limit == detection.limits.end() || limit->second <= 0 || limit->second > std::int64_t(UINT32_MAX))
        return {};
    return Parallelism{std::uint32_t(limit->second), true};
}

} // namespace

std::span<const BackendProfile *const> allProfiles() noexcept
{
    return Registry;
}

const BackendProfile *findProfile(std::string_view kind) noexcept
{
    const auto *const found = std::ranges::find(Registry, kind, &BackendProfile::kind);
    return found == Registry.end() ? nullptr : *found;
}

std::vector<std::uint16_t> usualPorts()
{
    std::vector<std::uint16_t> ports;
    for (const BackendProfile *profile : Registry) {
        if (profile->port != 0 && std::ranges::find(ports, profile->port) == ports.end())
            ports.push_back(profile->port);
    }
    return ports;
}

std::string_view readinessPath(std::string_view kind) noexcept
{
    const BackendProfile *profile = findProfile(kind);
    return profile == nullptr ? ReadinessProfile().path : profile->readiness.path;
}

Duration idleLimit(std::string_view kind, plan::Endpoint endpoint) noexcept
{
    const BackendProfile *profile = findProfile(kind);
    const KeepAliveProfile keepAlive = profile == nullptr ? KeepAliveProfile() : profile->keepAlive;
    return endpoint == plan::Endpoint::Native ? keepAlive.nativeIdleLimit.value_or(keepAlive.idleLimit)
                                              : keepAlive.idleLimit;
}

std::optional<Parallelism> parallelismOf(const Detection &detection) noexcept
{
    const BackendProfile *profile = findProfile(detection.kind);
    if (profile == nullptr)
        return {};
    for (const std::string_view name : profile->parallelism.limits) {
        if (const auto told = limitOf(detection, name))
            return told;
    }
    // A simulated server has the limits of its preset, whatever kind it plays, and tells them in a way of its own.
    if (const auto told = limitOf(detection, SimulatedParallel))
        return told;
    if (profile->parallelism.unlessTold == 0 || !detection.simulated.empty())
        return {};
    return Parallelism{profile->parallelism.unlessTold, false};
}

} // namespace tokamark::profiles
