#pragma once

#include "base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::backends {

/// One model that a server offers.
struct DetectedModel {
    std::string id; ///< as requests have to name it
    std::optional<std::uint32_t> context; ///< tokens of prompt and answer together, where the server says so

    bool operator==(const DetectedModel &) const = default;
};

/// What a server said about itself. A value; the form in which it is kept and printed is `toJson`.
struct Detection {
    std::string kind = "openai"; ///< "openai": OpenAI-compatible, maker unknown
    std::string version; ///< empty: not told
    std::string simulated; ///< preset of a simulated backend; empty: a real one
    std::vector<DetectedModel> models;
    std::vector<std::string> endpoints; ///< paths that take generation requests
    std::vector<std::pair<std::string, std::int64_t>> limits; ///< by the server's own names, "total_slots"
    std::vector<std::string> evidence; ///< what was asked and answered, for people who doubt: "GET /version: 0.32.0"

    bool operator==(const Detection &) const = default;
};

/// The JSON of `tokamark-cli detect`: kind, version, models, endpoints, limits, evidence; "simulated" only if it is.
[[nodiscard]] std::string toJson(const Detection &detection);

/// Reads what `toJson` wrote. Error: BadJson.
[[nodiscard]] Expected<Detection> detectionFromJson(const std::string &text);

} // namespace tokamark::backends
