#pragma once

#include "plan/plan.h"
#include "plan/tomlreader.h"

#include <array>

// How the enumerators of a plan are written; reader and writer share them.
namespace tokamark::plan {

inline constexpr std::array EndpointNames{
    EnumName<Endpoint>{"chat", Endpoint::Chat}, EnumName<Endpoint>{"completions", Endpoint::Completions},
    EnumName<Endpoint>{"native", Endpoint::Native}, EnumName<Endpoint>{"auto", Endpoint::Auto}};

inline constexpr std::array ShapeNames{EnumName<LengthSpec::Shape>{"fixed", LengthSpec::Shape::Fixed},
                                       EnumName<LengthSpec::Shape>{"uniform", LengthSpec::Shape::Uniform},
                                       EnumName<LengthSpec::Shape>{"normal", LengthSpec::Shape::Normal}};

inline constexpr std::array OriginNames{EnumName<PromptOrigin>{"synthetic", PromptOrigin::Synthetic},
                                        EnumName<PromptOrigin>{"file", PromptOrigin::File}};

inline constexpr std::array SloNames{
    EnumName<Slo::Metric>{"ttft", Slo::Metric::Ttft}, EnumName<Slo::Metric>{"tpot", Slo::Metric::Tpot},
    EnumName<Slo::Metric>{"e2el", Slo::Metric::E2el}, EnumName<Slo::Metric>{"stall", Slo::Metric::Stall}};

/// What `detect` can find at a URL; "openai" is any server that speaks its API, "openai.com" the service of that name.
/// A test holds this list to that of the profiles, which plans do not know.
inline constexpr auto KindNames
    = std::to_array<std::string_view>({"vllm", "lmdeploy", "mlc-llm", "trtllm-serve", "triton", "triton-openai", "tgi",
                                       "sglang", "llama.cpp", "ollama", "bentoml", "openllm", "openai", "openai.com"});

/// What stands in place of the levels in a plan that searches for them.
inline constexpr std::string_view SearchWord = "search";
/// How often the points at the edge are measured where a plan does not say.
inline constexpr std::uint32_t SearchRepetitions = 3;

/// The percentiles that are kept of every cell, so that a plan may show them.
inline constexpr std::array KeptPercentiles{50.0, 90.0, 95.0, 99.0};

template <class T, class Names> [[nodiscard]] std::string_view enumText(T value, const Names &names)
{
    for (const auto &entry : names) {
        if (entry.value == value)
            return entry.text;
    }
    return {};
}

} // namespace tokamark::plan
