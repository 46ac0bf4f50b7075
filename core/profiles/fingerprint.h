#pragma once

#include "base/error.h"
#include "profiles/detection.h"

#include <span>
#include <string>
#include <vector>

namespace tokamark::profiles {

/// A question to a server that changes nothing there.
struct Probe {
    std::string path;
    bool post = false; ///< a POST of an empty object: some servers list their models in no other way

    bool operator==(const Probe &) const = default;
};

/// What a server answered to one probe.
struct ProbeAnswer {
    std::string path;
    int status = 0;
    std::string body;
    std::string server; ///< Server header
    std::string simulated; ///< header by which simulated backends say so; empty otherwise
    std::string parallel = {}; ///< and the one that tells on how many requests they work at a time

    [[nodiscard]] bool isGood() const noexcept { return status >= 200 && status < 300; }
};

/// The path that nearly every server answers and that names most of them.
inline constexpr const char *ModelsPath = "/v1/models";

/// What else to ask, given the answers so far, the first of which is that to `ModelsPath`; to be called again with the
/// new answers, until nothing is left to ask. Reads only, and nothing that costs the server work or empties its queues:
/// SGLang's /health generates, MLC's /metrics enters the engine, trtllm-serve's /metrics drains.
[[nodiscard]] std::vector<Probe> nextProbes(std::span<const ProbeAnswer> answers);

/// Puts the answers together; the first is that to `ModelsPath`. Pure.
/// Errors: KeyRefused, HttpStatus, ProtocolViolation where nothing that generates was recognised.
[[nodiscard]] Expected<Detection> identify(std::span<const ProbeAnswer> answers);

} // namespace tokamark::profiles
