#include "session/simulatedkind.h"

#include "profiles/detection.h"
#include "profiles/profiles.h"

#include <algorithm>
#include <array>

namespace tokamark::session {

std::string kindOf(simulator::EngineKind engine)
{
    switch (engine) {
    case simulator::EngineKind::Generic: return profiles::Detection().kind;
    case simulator::EngineKind::Vllm: return "vllm";
    case simulator::EngineKind::Lmdeploy: return "lmdeploy";
    case simulator::EngineKind::TensorRtLlm: return "trtllm-serve";
    case simulator::EngineKind::MlcLlm: return "mlc-llm";
    case simulator::EngineKind::Tgi: return "tgi";
    }
    return profiles::Detection().kind;
}

std::string kindOfSimulated(std::string_view spec)
{
    const std::size_t at = spec.find('@');
    if (at == std::string_view::npos) {
        const simulator::Preset *preset = simulator::findPreset(spec);
        return preset == nullptr ? profiles::Detection().kind : kindOf(preset->engine);
    }
    constexpr std::array<std::string_view, 3> AroundVllm{"bentoml-mounted", "bentoml-proxied", "openllm"};
    std::string kind(spec.substr(at + 1));
    if (std::ranges::find(AroundVllm, kind) != AroundVllm.end())
        return "vllm";
    // A dialect is named after its kind, perhaps with one way to use it behind that: "triton-ensemble".
    while (profiles::findProfile(kind) == nullptr && kind.find('-') != std::string::npos)
        kind.resize(kind.rfind('-'));
    return profiles::findProfile(kind) == nullptr ? profiles::Detection().kind : kind;
}

} // namespace tokamark::session
