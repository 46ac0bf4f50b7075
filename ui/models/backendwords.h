#pragma once

#include "profiles/detection.h"
#include "plan/plan.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>

namespace tokamark::ui {

/// "vLLM" for "vllm": how makers write the names of their servers.
[[nodiscard]] QString kindName(const std::string &kind);
/// What is known of a backend, from the JSON kept with it or, for a simulated one, from its preset.
[[nodiscard]] profiles::Detection knownDetection(const plan::Target &target, const QString &detectionJson);
/// How many requests the server works on at once, where it says so.
[[nodiscard]] std::optional<std::uint32_t> batchCap(const profiles::Detection &detection);
/// "batch 64 · context 8 192"; empty: nothing is known.
[[nodiscard]] QString limitsText(const profiles::Detection &detection);
/// "0.18.0 · simulated · cap 64"
[[nodiscard]] QString shortText(const plan::Target &target, const profiles::Detection &detection);

} // namespace tokamark::ui
