#include "cloud/deployment.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace tokamark::cloud {
namespace {

using nlohmann::json;

/// The member of an object; null if this is none, or if it has none of that name.
const json &member(const json &object, const char *key)
{
    static const json Null;
    if (!object.is_object())
        return Null;
    const auto found = object.find(key);
    return found == object.end() ? Null : *found;
}

std::string textOf(const json &value)
{
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<std::uint32_t> countOf(const json &value)
{
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return value.get<std::uint32_t>();
}

CloudService serviceOf(const std::string &name, const json &config)
{
    CloudService service;
    service.name = name;
    service.instanceType = textOf(member(config, "instance_type"));
    const json &scaling = member(config, "scaling");
    service.minReplicas = countOf(member(scaling, "min_replicas"));
    service.maxReplicas = countOf(member(scaling, "max_replicas"));
    service.concurrency = countOf(member(member(member(config, "config_overrides"), "traffic"), "concurrency"));
    return service;
}

/// What one thing is like stands in the target of its latest revision; deployments of one service alone may say it
/// without naming the service.
void readConfig(const json &config, CloudDeployment &deployment)
{
    const json &guarded = member(config, "access_authorization");
    deployment.isProtected = guarded.is_boolean() && guarded.get<bool>();
    const json &services = member(config, "services");
    if (services.is_object()) {
        for (const auto &[name, service] : services.items())
            deployment.services.push_back(serviceOf(name, service));
    }
    if (deployment.services.empty() && (config.contains("scaling") || config.contains("instance_type")))
        deployment.services.push_back(serviceOf({}, config));
}

std::optional<CloudDeployment> deploymentOf(const json &item)
{
    CloudDeployment deployment;
    deployment.name = textOf(member(item, "name"));
    if (deployment.name.empty())
        return std::nullopt;
    deployment.status = textOf(member(item, "status"));
    deployment.cluster = textOf(member(member(item, "cluster"), "name"));
    const json &urls = member(item, "urls");
    if (urls.is_array() && !urls.empty())
        deployment.url = textOf(urls.front());
    const json &targets = member(member(item, "latest_revision"), "targets");
    if (targets.is_array() && !targets.empty()) {
        if (const json &config = member(targets.front(), "config"); config.is_object())
            readConfig(config, deployment);
    }
    return deployment;
}

tl::unexpected<Error> notDeployments(const char *what)
{
    return fail(ErrorCode::ProtocolViolation, "BentoCloud", what);
}

} // namespace

std::vector<CloudWarning> warningsOf(const CloudDeployment &deployment)
{
    std::vector<CloudWarning> warnings;
    const bool asleep = deployment.status == "scaled-to-zero";
    if (deployment.url.empty())
        warnings.push_back(CloudWarning::NoUrl);
    if (deployment.status != "running" && !asleep)
        warnings.push_back(CloudWarning::NotRunning);
    const auto &services = deployment.services;
    if (asleep || std::ranges::any_of(services, [](const CloudService &each) { return each.minReplicas == 0; }))
        warnings.push_back(CloudWarning::ScalesToZero);
    const auto varies = [](const CloudService &each) {
        return each.minReplicas && each.maxReplicas && *each.maxReplicas > std::max(*each.minReplicas, 1u);
    };
    if (std::ranges::any_of(services, varies))
        warnings.push_back(CloudWarning::Autoscales);
    return warnings;
}

Expected<DeploymentPage> readDeploymentPage(std::string_view text)
{
    const json document = json::parse(text, nullptr, false);
    if (document.is_discarded())
        return notDeployments("the answer is no JSON");
    const json &items = member(document, "items");
    if (!items.is_array())
        return notDeployments("no list of deployments in the answer");
    DeploymentPage page;
    for (const json &item : items) {
        auto deployment = deploymentOf(item);
        if (!deployment)
            return notDeployments("a deployment without a name");
        page.deployments.push_back(*std::move(deployment));
    }
    page.total = countOf(member(document, "total")).value_or(0);
    return page;
}

Expected<CloudDeployment> readDeployment(std::string_view text)
{
    const json document = json::parse(text, nullptr, false);
    if (document.is_discarded())
        return notDeployments("the answer is no JSON");
    auto deployment = deploymentOf(document);
    if (!deployment)
        return notDeployments("a deployment without a name");
    return *std::move(deployment);
}

} // namespace tokamark::cloud
