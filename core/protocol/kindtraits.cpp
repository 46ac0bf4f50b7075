#include "protocol/kindtraits.h"

#include <algorithm>
#include <array>

namespace tokamark::protocol {

namespace {

/// A field that a server does not know is ignored by all of these but trtllm-serve and openai.com, so the kinds that
/// only wrap some engine (bentoml, openllm, openai) get the fields that most engines know.
constexpr std::array Traits{
    KindTraits{.kind = "vllm", .ignoreEos = true, .continuousUsage = true},
    KindTraits{.kind = "lmdeploy", .ignoreEos = true, .returnTokenIds = true},
    KindTraits{.kind = "mlc-llm", .ignoreEosInDebugConfig = true},
    KindTraits{.kind = "trtllm-serve", .ignoreEos = true, .continuousUsage = true},
    KindTraits{.kind = "triton", .oneTokenPerEvent = true},
    KindTraits{.kind = "tgi", .oneTokenPerEvent = true},
    KindTraits{.kind = "sglang", .ignoreEos = true, .continuousUsage = true},
    KindTraits{.kind = "llama.cpp", .ignoreEos = true, .cachePrompt = true},
    KindTraits{.kind = "ollama"},
    KindTraits{.kind = "bentoml", .ignoreEos = true},
    KindTraits{.kind = "openllm", .ignoreEos = true, .continuousUsage = true},
    KindTraits{.kind = "openai", .ignoreEos = true},
    KindTraits{.kind = "openai.com", .maxCompletionTokens = true},
};

} // namespace

std::span<const KindTraits> allKindTraits() noexcept
{
    return Traits;
}

const KindTraits *kindTraits(std::string_view kind) noexcept
{
    const auto *const found = std::ranges::find(Traits, kind, &KindTraits::kind);
    return found == Traits.end() ? nullptr : found;
}

} // namespace tokamark::protocol
