#pragma once

#include "base/error.h"
#include "plan/plan.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace tokamark::plan {

/// Which set of simulated servers a preset is made for.
enum class PresetModel : std::uint8_t { Llama8b, Llama70bAwq };

struct PresetOptions {
    bool simulated = false; ///< the five simulated backends instead of addresses to be edited
    PresetModel model = PresetModel::Llama8b;
    std::optional<Duration> duration = std::nullopt; ///< instead of the preset's own
    std::optional<Duration> ramp = std::nullopt;
};

/// "demo" (always simulated, for the first start), "quick-look", "bentoml-2024", "bentoml-2024-corrected",
/// "find-my-limit".
[[nodiscard]] std::span<const std::string_view> presetKeys();

/// A ready plan. Without `simulated` its targets have the usual local port of each server and wait to be edited.
/// Errors: NotFound with the nearest key.
[[nodiscard]] Expected<Plan> makePreset(std::string_view key, const PresetOptions &options);

} // namespace tokamark::plan
