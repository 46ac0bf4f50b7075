#include "simulator/preset.h"

#include <algorithm>
#include <array>
#include <type_traits>

namespace tokamark::simulator {
namespace {

std::vector<Preset> makePresets()
{
    std::vector<Preset> all;
    all.push_back({.name = "instant", .model = "simulated", .pace = FixedPace{}});
    return all;
}

} // namespace

const char *name(PresetBasis basis) noexcept
{
    switch (basis) {
    case PresetBasis::Exact: return "exact";
    case PresetBasis::Fitted: return "fitted";
    case PresetBasis::Analogy: return "analogy";
    case PresetBasis::Guess: return "guess";
    }
    return "guess";
}

std::span<const Preset> presets()
{
    static const std::vector<Preset> all = makePresets();
    return all;
}

const Preset *findPreset(std::string_view name)
{
    const auto all = presets();
    const auto it = std::ranges::find(all, name, &Preset::name);
    return it == all.end() ? nullptr : &*it;
}

std::string ownedBy(const Preset &preset)
{
    switch (preset.engine) {
    case EngineKind::Generic: return "tokamark-sim";
    case EngineKind::Vllm: return "vllm";
    case EngineKind::Lmdeploy: return "lmdeploy";
    case EngineKind::TensorRtLlm: return "tensorrt_llm";
    case EngineKind::MlcLlm: return "MLC-LLM";
    case EngineKind::Tgi: return preset.model;
    }
    return {};
}

std::string_view versionOf(EngineKind engine) noexcept
{
    switch (engine) {
    case EngineKind::Generic: return "simulated";
    case EngineKind::Vllm: return "0.4.2-simulated";
    case EngineKind::Lmdeploy: return "0.4.0-simulated";
    case EngineKind::TensorRtLlm: return "0.9.0-simulated";
    case EngineKind::MlcLlm: return "0.1.dev1251-simulated";
    case EngineKind::Tgi: return "2.0.4-simulated";
    }
    return {};
}

DialectOptions dialectOf(EngineKind engine)
{
    switch (engine) {
    case EngineKind::Generic:
    case EngineKind::Vllm: return {.role = RoleMode::WithFirstToken};
    case EngineKind::Lmdeploy: return {.role = RoleMode::EveryDelta, .separateFinish = true};
    case EngineKind::TensorRtLlm:
        return {.role = RoleMode::WithFirstToken, .roleContent = false, .roleTrailingSpace = true};
    case EngineKind::MlcLlm: return {.role = RoleMode::EveryDelta, .usage = UsageMode::Null, .separateFinish = true};
    case EngineKind::Tgi: return {.role = RoleMode::EveryDelta, .usage = UsageMode::Null};
    }
    return {};
}

bool headWaitsForFirstToken(EngineKind engine) noexcept
{
    return engine == EngineKind::MlcLlm;
}

std::unique_ptr<TokenEngine> makeEngine(const Preset &preset, std::uint64_t seed, std::uint32_t tokensPerChunk)
{
    return std::visit(
        [&](auto pace) -> std::unique_ptr<TokenEngine> {
            if (tokensPerChunk != 0)
                pace.tokensPerChunk = tokensPerChunk;
            if constexpr (std::is_same_v<decltype(pace), FixedPace>)
                return std::make_unique<PacedEngine>(pace, seed);
            else
                return std::make_unique<BatchEngine>(pace, seed);
        },
        preset.pace);
}

} // namespace tokamark::simulator
