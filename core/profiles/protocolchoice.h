#pragma once

#include "base/error.h"
#include "plan/plan.h"
#include "protocol/streamprotocol.h"

#include <memory>
#include <string>

namespace tokamark::profiles {

/// Choices of a request that no workload makes.
struct ProtocolOptions {
    std::string kind = "openai"; ///< a backend kind of `detect`
    plan::Endpoint endpoint = plan::Endpoint::Chat;
    std::string model;
    std::string extraBody; ///< JSON object; its keys win over ours
};

/// The protocol for a backend kind and endpoint. Errors: Unsupported, BadJson (extra body).
[[nodiscard]] Expected<std::shared_ptr<const protocol::StreamProtocol>> makeProtocol(const ProtocolOptions &options);

} // namespace tokamark::profiles
