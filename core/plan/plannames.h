#pragma once

#include "plan/plan.h"
#include "plan/tomlreader.h"

#include <array>

// How the enumerators of a plan are written; reader and writer share them.
namespace tokamark::plan {

inline constexpr std::array EndpointNames{EnumName<Endpoint>{"chat", Endpoint::Chat},
                                          EnumName<Endpoint>{"completions", Endpoint::Completions},
                                          EnumName<Endpoint>{"native", Endpoint::Native}};

inline constexpr std::array ShapeNames{EnumName<LengthSpec::Shape>{"fixed", LengthSpec::Shape::Fixed},
                                       EnumName<LengthSpec::Shape>{"uniform", LengthSpec::Shape::Uniform},
                                       EnumName<LengthSpec::Shape>{"normal", LengthSpec::Shape::Normal}};

inline constexpr std::array OriginNames{EnumName<PromptOrigin>{"synthetic", PromptOrigin::Synthetic},
                                        EnumName<PromptOrigin>{"file", PromptOrigin::File}};

inline constexpr std::array SloNames{
    EnumName<Slo::Metric>{"ttft", Slo::Metric::Ttft}, EnumName<Slo::Metric>{"tpot", Slo::Metric::Tpot},
    EnumName<Slo::Metric>{"e2el", Slo::Metric::E2el}, EnumName<Slo::Metric>{"stall", Slo::Metric::Stall}};

template <class T, class Names> [[nodiscard]] std::string_view enumText(T value, const Names &names)
{
    for (const auto &entry : names) {
        if (entry.value == value)
            return entry.text;
    }
    return {};
}

} // namespace tokamark::plan
