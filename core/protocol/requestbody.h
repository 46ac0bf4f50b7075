#pragma once

#include "workload/promptsource.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>

// What the request builders of all protocols share.
namespace tokamark::protocol {

using Json = nlohmann::ordered_json;

/// The list of messages of a chat.
[[nodiscard]] Json messages(const workload::GenerationRequest &request);

/// The text for APIs that know no roles: a system prompt just goes first.
[[nodiscard]] std::string plainPrompt(const workload::GenerationRequest &request);

/// Seeds that fit every server: some read a signed 32-bit number, and some take negative ones as "random".
[[nodiscard]] std::uint64_t portableSeed(std::uint64_t seed) noexcept;

/// The text of a body. Members of `extra` replace ours, and a null member takes ours away.
[[nodiscard]] std::string bodyText(Json body, const Json &extra);

} // namespace tokamark::protocol
