#pragma once

#include <span>
#include <string_view>

namespace tokamark::protocol {

/// What the OpenAI-style API of one kind of server knows and needs. Only what differs between kinds stands here.
struct KindTraits {
    std::string_view kind;
    bool ignoreEos = false; ///< knows `ignore_eos`, so an exact output length can be had
    bool ignoreEosInDebugConfig = false; ///< knows it as `debug_config.ignore_eos` only
    bool continuousUsage = false; ///< tells its count with every event on demand: exact tokens per event
    bool returnTokenIds = false; ///< gives the token ids of a chat event on demand, of those without text too
    bool cachePrompt = false; ///< `cache_prompt: false` turns the prompt cache off for one request
    bool maxCompletionTokens = false; ///< chat calls the limit `max_completion_tokens`
    bool oneTokenPerEvent = false;
};

/// Every kind that `detect` can name, and "openai.com" for the service of that name.
[[nodiscard]] std::span<const KindTraits> allKindTraits() noexcept;

/// The traits of a kind; null for a name that is none.
[[nodiscard]] const KindTraits *kindTraits(std::string_view kind) noexcept;

} // namespace tokamark::protocol
