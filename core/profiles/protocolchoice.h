#pragma once

#include "base/error.h"
#include "plan/plan.h"
#include "profiles/detection.h"
#include "protocol/streamprotocol.h"

#include <memory>
#include <string>
#include <vector>

namespace tokamark::profiles {

/// Choices of a request that no workload makes.
struct ProtocolOptions {
    std::string kind = "openai"; ///< a backend kind of `detect`
    plan::Endpoint endpoint = plan::Endpoint::Chat;
    std::string model;
    std::string extraBody; ///< JSON object; its keys win over ours
    std::string native = {}; ///< which of the server's own APIs; empty: the first of its kind
    std::vector<std::string> inputs = {}; ///< names of the values that it takes; empty: not told
    std::string promptInput = {}; ///< of those, the one for the prompt, where its type told; empty: its name does
    std::string lengthInput = {}; ///< and the one for the length
};

/// What a target of a plan comes to at a server that said this of itself: the kind and the model where the plan names
/// none, and which API where it leaves that open. The model stays empty if nobody told one.
[[nodiscard]] ProtocolOptions chooseProtocol(const plan::Target &target, const Detection &detection);

/// The protocol for a backend kind and endpoint. Errors: Unsupported, BadJson (extra body).
[[nodiscard]] Expected<std::shared_ptr<const protocol::StreamProtocol>> makeProtocol(const ProtocolOptions &options);

} // namespace tokamark::profiles
