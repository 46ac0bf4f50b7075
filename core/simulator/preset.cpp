#include "simulator/preset.h"

#include "roofline/roofline.h"
#include "simulator/dialects/registry.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <vector>

namespace tokamark::simulator {
namespace {

/// One engine with one model on one A100 80GB SXM: what it reaches of the roofline, and how it schedules.
/// Each row was fitted to three measured token rates (10, 50 and 100 users; the study's working notebook, no system
/// prompt) by random search inside bounds that static-batch measurements of other engines set. Three numbers do not
/// tell shares of memory, arithmetic and host apart: read a row as a whole, not value by value.
struct Fit {
    const char *name;
    EngineKind engine;
    PresetBasis basis;
    bool large; ///< 70B at 4 bits, else 8B at 16 bits
    double weights; ///< share of the bandwidth
    double compute; ///< share of the peak
    double stepMs;
    double sequenceMs;
    double pipelineMs;
    double prefill; ///< share of the peak
    double prefillFloorMs;
    std::uint32_t maxRunning;
    Admission admission;
};

// Caps: LMDeploy's and vLLM's defaults of that time, the 64 of the study's TensorRT-LLM recipe with its single
// post-processing instance (the pipeline time), TGI's default. MLC-LLM's 80 is inferred: it brings the loss of TTFT at
// 100 users that the study describes.
constexpr std::array Fits{
    Fit{"lmdeploy-llama3-8b-a100", EngineKind::Lmdeploy, PresetBasis::Fitted, false, 0.83, 0.37, 1.2, 0.034, 0, 0.65,
        16, 128, Admission::Mixed},
    Fit{"vllm-llama3-8b-a100", EngineKind::Vllm, PresetBasis::Fitted, false, 0.75, 0.40, 2.2, 0.231, 0, 0.60, 16, 256,
        Admission::PrefillFirst},
    Fit{"trtllm-llama3-8b-a100", EngineKind::TensorRtLlm, PresetBasis::Fitted, false, 0.91, 0.484, 6.3, 0.006, 0.413,
        0.70, 16, 64, Admission::Mixed},
    Fit{"mlc-llama3-8b-a100", EngineKind::MlcLlm, PresetBasis::Fitted, false, 0.735, 0.468, 2.0, 0.015, 0, 0.60, 16, 80,
        Admission::PrefillFirst},
    Fit{"tgi-llama3-8b-a100", EngineKind::Tgi, PresetBasis::Analogy, false, 0.75, 0.40, 2.2, 0.231, 0, 0.60, 16, 128,
        Admission::PrefillFirst},
    Fit{"lmdeploy-llama3-70b-awq-a100", EngineKind::Lmdeploy, PresetBasis::Fitted, true, 0.836, 0.525, 10, 0.078, 0,
        0.66, 40, 128, Admission::Mixed},
    Fit{"vllm-llama3-70b-awq-a100", EngineKind::Vllm, PresetBasis::Fitted, true, 0.80, 0.266, 29.6, 1.65, 0, 0.34, 65,
        256, Admission::PrefillFirst},
    Fit{"trtllm-llama3-70b-awq-a100", EngineKind::TensorRtLlm, PresetBasis::Fitted, true, 0.657, 0.95, 1.0, 0.58, 0,
        0.60, 40, 64, Admission::Mixed},
    Fit{"mlc-llama3-70b-awq-a100", EngineKind::MlcLlm, PresetBasis::Fitted, true, 0.155, 0.329, 58.6, 0.435, 0, 0.52,
        43, 80, Admission::PrefillFirst},
    Fit{"tgi-llama3-70b-awq-a100", EngineKind::Tgi, PresetBasis::Guess, true, 0.80, 0.266, 29.6, 1.65, 0, 0.34, 65, 128,
        Admission::PrefillFirst},
};

// Half the bandwidth for the KV cache is what static-batch measurements give; the studied lengths are too short to
// tell more. The spread of single windows: a few percent at 8B, about twice that at 70B.
constexpr double KvShare = 0.5;
constexpr double SmallNoise = 0.02;
constexpr double LargeNoise = 0.04;

BatchModel batchModel(const Fit &fit)
{
    const roofline::ModelShape &model = *roofline::findModel(fit.large ? "llama3-70b" : "llama3-8b");
    const roofline::Gpu &gpu = *roofline::findGpu("a100-sxm-80gb");
    const roofline::Roofline limit(
        {.model = model,
         .gpu = gpu,
         .weights = fit.large ? roofline::WeightFormat::Bits4Group128 : roofline::WeightFormat::Bits16});
    const double secondsPerToken = 2 * model.multiplied / gpu.flops16;
    return {.weightSeconds = limit.weightBytesPerStep() / (fit.weights * gpu.bytesPerSecond),
            .computeSeconds = secondsPerToken / fit.compute,
            .attentionSeconds = limit.kvBytesPerToken() / (KvShare * gpu.bytesPerSecond),
            .stepSeconds = fit.stepMs / 1e3,
            .sequenceSeconds = fit.sequenceMs / 1e3,
            .pipelineSeconds = fit.pipelineMs / 1e3,
            .prefillTokensPerSecond = fit.prefill / secondsPerToken,
            .prefillFloorSeconds = fit.prefillFloorMs / 1e3,
            .maxRunning = fit.maxRunning,
            .kvCapacityTokens = static_cast<std::uint64_t>(limit.kvCapacityTokens()),
            .admission = fit.admission,
            .noise = fit.large ? LargeNoise : SmallNoise};
}

std::vector<Preset> makePresets()
{
    std::vector<Preset> all;
    all.push_back({.name = "instant", .model = "simulated", .pace = FixedPace{}});
    for (const Fit &fit : Fits)
        all.push_back(
            {.name = fit.name,
             .engine = fit.engine,
             .model = fit.large ? "casperhansen/llama-3-70b-instruct-awq" : "meta-llama/Meta-Llama-3-8B-Instruct",
             .basis = fit.basis,
             .pace = batchModel(fit)});
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

const Preset *findPreset(std::string_view spec)
{
    const auto at = spec.find('@');
    if (at != std::string_view::npos && findDialect(spec.substr(at + 1)) == nullptr)
        return nullptr;
    const auto all = presets();
    const auto it = std::ranges::find(all, spec.substr(0, at), &Preset::name);
    return it == all.end() ? nullptr : &*it;
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

const Dialect &dialectOf(EngineKind engine)
{
    switch (engine) {
    case EngineKind::Generic: return openAiDialect();
    case EngineKind::Vllm: return vllmDialect();
    case EngineKind::Lmdeploy: return lmdeployDialect();
    case EngineKind::TensorRtLlm: return trtllmServeDialect();
    case EngineKind::MlcLlm: return mlcLlmDialect();
    case EngineKind::Tgi: return tgiDialect();
    }
    return openAiDialect();
}

std::unique_ptr<TokenEngine> makeEngine(const Preset &preset, std::uint64_t seed, const EngineChanges &changes)
{
    auto engine = std::visit(
        [&](auto pace) -> std::unique_ptr<TokenEngine> {
            if (changes.tokensPerChunk != 0)
                pace.tokensPerChunk = changes.tokensPerChunk;
            if (changes.parallel != 0)
                pace.maxRunning = changes.parallel;
            if constexpr (std::is_same_v<decltype(pace), FixedPace>) {
                return std::make_unique<PacedEngine>(pace, seed);
            } else {
                if (changes.kvTokens != 0) {
                    pace.kvCapacityTokens = changes.kvTokens;
                    pace.preempts = true;
                }
                return std::make_unique<BatchEngine>(pace, seed);
            }
        },
        preset.pace);
    if (changes.slowing == Slowing())
        return engine;
    return std::make_unique<SlowingEngine>(std::move(engine), changes.slowing);
}

} // namespace tokamark::simulator
