#pragma once

#include "simulator/batchengine.h"
#include "simulator/dialects/dialect.h"
#include "simulator/pacedengine.h"
#include "simulator/slowingengine.h"
#include "simulator/tokenengine.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace tokamark::simulator {

/// The server that a preset plays.
enum class EngineKind : std::uint8_t { Generic, Vllm, Lmdeploy, TensorRtLlm, MlcLlm, Tgi };

/// What the numbers of a preset rest on.
enum class PresetBasis : std::uint8_t {
    Exact, ///< does what its options say; plays no engine
    Fitted, ///< fitted to measured token rates
    Analogy, ///< another engine's fit, for a published sentence says that the two were alike
    Guess, ///< nothing published
};

[[nodiscard]] const char *name(PresetBasis basis) noexcept;

/// A simulated server: which engine it plays, which model it serves, how fast it is. Immutable.
struct Preset {
    std::string name;
    EngineKind engine = EngineKind::Generic;
    std::string model; ///< id in /v1/models
    PresetBasis basis = PresetBasis::Exact;
    std::variant<FixedPace, BatchModel> pace;
    std::uint32_t contextTokens = 8192;
    std::uint32_t meanOutputTokens = 100; ///< of answers that may end by themselves (geometric)

    bool operator==(const Preset &) const = default;
};

/// Lengths that the fitted presets assume: the study published neither. 90 is the middle of its prompt filter; 100
/// answers are what its one published queueing time (over 6 s behind a cap of 64) leaves room for.
inline constexpr std::uint32_t AssumedPromptTokens = 90;
inline constexpr std::uint32_t AssumedOutputTokens = 100;

/// All presets, the generic one first.
[[nodiscard]] std::span<const Preset> presets();
/// By PRESET or PRESET@DIALECT. Null if there is no such preset or no such dialect.
[[nodiscard]] const Preset *findPreset(std::string_view spec);

/// The version that the preset plays, marked as simulated.
[[nodiscard]] std::string_view versionOf(EngineKind engine) noexcept;
/// How the engine speaks, unless another dialect is chosen.
[[nodiscard]] const Dialect &dialectOf(EngineKind engine);

/// Zero keeps the preset's own number.
struct EngineChanges {
    std::uint32_t tokensPerChunk = 0;
    std::uint32_t parallel = 0;
    std::uint64_t kvTokens = 0; ///< of a preset that models the KV cache: it then preempts when that is full
    Slowing slowing = {};
};

/// A fresh engine of `preset`.
[[nodiscard]] std::unique_ptr<TokenEngine> makeEngine(const Preset &preset, std::uint64_t seed,
                                                      const EngineChanges &changes = {});

} // namespace tokamark::simulator
