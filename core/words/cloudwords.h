#pragma once

#include "cloud/deployment.h"

#include <QString>

namespace tokamark::words {

/// "running", "scaled to zero": the state of a deployment; one that is not known, as the cloud writes it.
[[nodiscard]] QString deploymentStatus(const std::string &status);
/// "1 to 3 replicas"; empty if nobody says.
[[nodiscard]] QString scaling(const cloud::CloudService &service);
/// What a warning means for a measurement and what to do. Two sentences.
[[nodiscard]] QString sentence(cloud::CloudWarning warning);

} // namespace tokamark::words
