#pragma once

#include "base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::profiles {

/// One model that a server offers.
struct DetectedModel {
    std::string id; ///< as requests have to name it
    std::optional<std::uint32_t> context; ///< tokens of prompt and answer together, where the server says so

    bool operator==(const DetectedModel &) const = default;
};

/// A native API that this very server has, where that depends on how it was set up.
struct DetectedNative {
    std::string name; ///< as plans name it: "ensemble", or the method of a BentoML service
    std::string model; ///< that it serves; empty: any
    std::vector<std::string> inputs; ///< names of the values that a request may give; empty: not told
    // by their types, where names alone do not tell; empty: they do, or several could be meant
    std::string promptInput = {}; ///< takes the prompt
    std::string lengthInput = {}; ///< takes the length of the answer

    bool operator==(const DetectedNative &) const = default;
};

/// What `Detection::limits` calls the number of requests that a simulated backend works on at a time.
inline constexpr const char *SimulatedParallel = "simulated_parallel";

/// What a server said about itself. A value; the form in which it is kept and printed is `toJson`.
struct Detection {
    std::string kind = "openai"; ///< "openai": OpenAI-compatible, maker unknown
    std::string version; ///< empty: not told
    std::string simulated; ///< preset of a simulated backend; empty: a real one
    std::vector<DetectedModel> models;
    std::vector<std::string> endpoints; ///< paths that take generation requests
    std::vector<DetectedNative> natives;
    std::vector<std::pair<std::string, std::int64_t>> limits; ///< by the server's own names, "total_slots"
    std::vector<std::pair<std::string, std::string>> arguments; ///< the engine's settings, by its own names; no secrets
    std::vector<std::string> evidence; ///< what was asked and answered, for people who doubt: "GET /version: 0.32.0"

    bool operator==(const Detection &) const = default;
};

/// The JSON of `tokamark-cli detect`: kind, version, models, endpoints, limits, evidence; the others only if there are
/// any.
[[nodiscard]] std::string toJson(const Detection &detection);

/// Reads what `toJson` wrote. Error: BadJson.
[[nodiscard]] Expected<Detection> detectionFromJson(const std::string &text);

} // namespace tokamark::profiles
