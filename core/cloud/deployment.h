#pragma once

#include "base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokamark::cloud {

/// How one service of a deployment is sized.
struct CloudService {
    std::string name;
    std::string instanceType;
    std::optional<std::uint32_t> minReplicas;
    std::optional<std::uint32_t> maxReplicas;
    std::optional<std::uint32_t> concurrency; ///< of a replica, at which more replicas are started

    bool operator==(const CloudService &) const = default;
};

/// One deployment in BentoCloud, as far as a measurement asks.
struct CloudDeployment {
    std::string name;
    std::string cluster;
    std::string status; ///< as the cloud writes it: "running", "scaled-to-zero"
    std::string url; ///< empty: it has none
    bool isProtected = false; ///< asks for a Bearer token
    std::vector<CloudService> services;

    bool operator==(const CloudDeployment &) const = default;
};

/// What makes a measurement of a deployment doubtful.
enum class CloudWarning : std::uint8_t {
    ScalesToZero, ///< the first request may wait for a cold start
    Autoscales, ///< the number of replicas may change during a run
    NotRunning,
    NoUrl,
};

[[nodiscard]] std::vector<CloudWarning> warningsOf(const CloudDeployment &deployment);

/// A page of the list of deployments.
struct DeploymentPage {
    std::vector<CloudDeployment> deployments; ///< without URLs, for the list tells none
    std::size_t total = 0;
};

/// Reads answers of the management API. Error: ProtocolViolation.
[[nodiscard]] Expected<DeploymentPage> readDeploymentPage(std::string_view json);
[[nodiscard]] Expected<CloudDeployment> readDeployment(std::string_view json);

} // namespace tokamark::cloud
