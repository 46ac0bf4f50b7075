#include "simulator/bentocloud.h"

#include <algorithm>
#include <charconv>

namespace tokamark::simulator {
namespace {

constexpr std::string_view Json = "application/json";
constexpr std::string_view UserPath = "/api/v1/auth/current";
constexpr std::string_view OrganizationPath = "/api/v1/current_org";
constexpr std::string_view ClustersPath = "/api/v1/clusters";
constexpr std::string_view InstancesPath = "/api/v1/instance_types";
constexpr std::string_view DeploymentsPath = "/api/v2/deployments";

constexpr std::string_view User
    = R"({"name":"simulated","email":"simulated@example.invalid","first_name":"","last_name":""})";
constexpr std::string_view Organization
    = R"({"name":"simulated","uid":"org_1","resource_type":"organization","labels":[],"description":""})";
constexpr std::string_view Cluster = R"({"name":"simulated-1","uid":"cluster_1","resource_type":"cluster","labels":[],)"
                                     R"("description":"","organization_name":"simulated","creator":)"
                                     R"({"name":"simulated","email":"simulated@example.invalid","first_name":"",)"
                                     R"("last_name":""}})";
constexpr std::string_view Instance
    = R"({"name":"gpu.a100.1x80","uid":"instance_1","resource_type":"resource_instance","labels":[],)"
      R"("display_name":"gpu.a100.1x80","description":"Simulated","config":{"group":"gpu","resources":{"limits":)"
      R"({"cpu":"12","memory":"110Gi","gpu":"1"}},"price":"0","gpu_config":{"type":"nvidia-a100-80gb","memory":"80Gi"}}})";

std::string page(std::string_view items, std::size_t start, std::size_t count, std::size_t total)
{
    return R"({"start":)" + std::to_string(start) + R"(,"count":)" + std::to_string(count) + R"(,"total":)"
        + std::to_string(total) + R"(,"items":[)" + std::string(items) + "]}";
}

/// The number under `key` in a query, or what it is when unsaid.
std::size_t numberIn(std::string_view query, std::string_view key, std::size_t unsaid)
{
    for (std::size_t at = 0; at < query.size();) {
        const auto end = std::min(query.find('&', at), query.size());
        const auto item = query.substr(at, end - at);
        const auto equals = item.find('=');
        if (equals != std::string_view::npos && item.substr(0, equals) == key)
            std::from_chars(item.data() + equals + 1, item.data() + item.size(), unsaid);
        at = end + 1;
    }
    return unsaid;
}

std::string_view statusOf(const CloudDeployment &deployment)
{
    if (!deployment.status.empty() || deployment.target == nullptr)
        return deployment.status;
    return deployment.target->isCold() ? "scaled-to-zero" : "running";
}

} // namespace

BentoCloud::BentoCloud(std::string base, std::string token, std::vector<CloudDeployment> deployments)
    : m_base(std::move(base))
    , m_token(std::move(token))
    , m_deployments(std::move(deployments))
{
}

bool BentoCloud::answers(std::string_view path)
{
    path = path.substr(0, path.find('?'));
    return path == UserPath || path == OrganizationPath || path == ClustersPath || path == InstancesPath
        || path == DeploymentsPath || path.starts_with(std::string(DeploymentsPath) + '/');
}

std::string BentoCloud::deployment(const CloudDeployment &deployment, bool full) const
{
    const std::string start = R"({"name":")" + deployment.name + R"(","uid":"deployment_)" + deployment.name
        + R"(","resource_type":"deployment","labels":[],"created_at":"2026-08-21T10:00:00.000000Z","status":")"
        + std::string(statusOf(deployment)) + R"(","kube_namespace":"simulated","creator":)" + std::string(User)
        + R"(,"cluster":)" + std::string(Cluster);
    const std::string scaling = R"({"min_replicas":)" + std::to_string(deployment.minReplicas) + R"(,"max_replicas":)"
        + std::to_string(deployment.maxReplicas) + '}';
    const std::string config = R"({"access_authorization":)" + std::string(deployment.guarded ? "true" : "false")
        + R"(,"envs":[],"secrets":[],"services":{"llm":{"instance_type":"gpu.a100.1x80","scaling":)" + scaling
        + R"(,"config_overrides":{"traffic":{"timeout":300,"concurrency":32}}}}})";
    const std::string revision = R"(,"latest_revision":{"name":"1","uid":"revision_1","resource_type":)"
                                 R"("deployment_revision","labels":[],"creator":)"
        + std::string(User)
        + R"(,"status":"active","targets":[{"name":"1","uid":"target_1","resource_type":)"
          R"("deployment_target","labels":[],"creator":)"
        + std::string(User) + R"(,"config":)" + config + R"(,"bento":null}]},"manifest":{"dev":false})";
    // Where it is stands only in the answer about one.
    std::string urls;
    if (full)
        urls = deployment.target == nullptr ? std::string(R"(,"urls":[])")
                                            : R"(,"urls":[")" + m_base + '/' + deployment.target->name() + R"("])";
    return start + revision + urls + '}';
}

std::string BentoCloud::list(std::string_view query) const
{
    const auto start = std::min(numberIn(query, "start", 0), m_deployments.size());
    const auto count = std::min(numberIn(query, "count", 20), m_deployments.size() - start);
    std::string items;
    for (std::size_t i = start; i < start + count; ++i)
        items += (items.empty() ? "" : ",") + deployment(m_deployments[i], false);
    return page(items, start, count, m_deployments.size());
}

void BentoCloud::answer(std::string_view method, std::string_view path, std::string_view token,
                        ResponseChannel &channel, const ServedTarget &speaker) const
{
    const auto say = [&](int status, std::string_view body) { channel.respond(speaker, status, Json, body); };
    const auto mark = path.find('?');
    const auto query = mark == std::string_view::npos ? std::string_view() : path.substr(mark + 1);
    path = path.substr(0, mark);
    if (token != m_token) {
        say(401, R"({"error":"invalid api token"})");
        return;
    }
    if (method != "GET") {
        say(405, R"({"error":"this stand-in can only be looked at"})");
        return;
    }
    if (path == UserPath) {
        say(200, User);
    } else if (path == OrganizationPath) {
        say(200, Organization);
    } else if (path == ClustersPath) {
        say(200, page(Cluster, 0, 1, 1));
    } else if (path == InstancesPath) {
        say(200, page(Instance, 0, 1, 1));
    } else if (path == DeploymentsPath) {
        say(200, list(query));
    } else {
        const auto name = path.substr(DeploymentsPath.size() + 1);
        const auto it = std::ranges::find(m_deployments, name, &CloudDeployment::name);
        // Not 404: the real one says this of what it cannot find, too.
        if (it == m_deployments.end())
            say(400, R"({"error":"record not found"})");
        else
            say(200, deployment(*it, true));
    }
}

} // namespace tokamark::simulator
