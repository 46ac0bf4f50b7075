#pragma once

#include "backends/detection.h"
#include "base/error.h"

#include <span>
#include <string>
#include <vector>

namespace tokamark::backends {

/// What a server answered to one GET.
struct ProbeAnswer {
    std::string path;
    int status = 0;
    std::string body;
    std::string server; ///< Server header
    std::string simulated; ///< header by which simulated backends say so; empty otherwise

    [[nodiscard]] bool isGood() const noexcept { return status >= 200 && status < 300; }
};

/// The path that nearly every server answers and that names most of them.
inline constexpr const char *ModelsPath = "/v1/models";

/// What else to ask, given the answer to `ModelsPath`. Reads only, and nothing that costs the server work or empties
/// its queues: SGLang's /health generates, MLC's /metrics enters the engine, trtllm-serve's /metrics drains.
[[nodiscard]] std::vector<std::string> furtherProbes(const ProbeAnswer &models);

/// Puts the answers together; the first is that to `ModelsPath`. Pure.
/// Errors: KeyRefused, HttpStatus, ProtocolViolation where nothing that generates was recognised.
[[nodiscard]] Expected<Detection> identify(std::span<const ProbeAnswer> answers);

} // namespace tokamark::backends
