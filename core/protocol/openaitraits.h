#pragma once

namespace tokamark::protocol {

/// What the OpenAI-style API of one kind of server knows and needs. Only what differs between kinds stands here.
struct OpenAiTraits {
    bool ignoreEos = false; ///< knows `ignore_eos`, so an exact output length can be had
    bool ignoreEosInDebugConfig = false; ///< knows it as `debug_config.ignore_eos`, if it was started with debugging on
    bool continuousUsage = false; ///< tells its count with every event on demand: exact tokens per event
    bool returnTokenIds = false; ///< gives the token ids of a chat event on demand, of those without text too
    bool cachePrompt = false; ///< `cache_prompt: false` turns the prompt cache off for one request
    bool maxCompletionTokens = false; ///< chat calls the limit `max_completion_tokens`
    bool oneTokenPerEvent = false;
};

} // namespace tokamark::protocol
