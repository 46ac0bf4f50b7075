#include "protocol/natives.h"
#include "protocol/tritonevent.h"

#include <algorithm>

namespace tokamark::protocol {

namespace {

/// The same things as in the ensemble under other names, and no way to ask for an exact length.
Json body(const workload::GenerationRequest &request, const NativeSettings &)
{
    return {{"text_input", plainPrompt(request)},
            {"streaming", true},
            {"sampling_param_max_tokens", request.maxTokens},
            {"sampling_param_temperature", request.temperature},
            {"sampling_param_seed", portableSeed(request.seed)},
            {"return_finish_reason", true},
            {"return_perf_metrics", true}};
}

/// Text is all of it so far: it grew, or there is no token in the event.
bool decode(std::string_view payload, DecodeState &state, EventFacts &facts)
{
    TritonEvent event;
    if (const auto done = beginTritonEvent(payload, state, facts, event))
        return *done;
    facts.token = event.textBytes > state.textSoFar;
    facts.answer = facts.token;
    state.textSoFar = std::max(state.textSoFar, event.textBytes);
    return true;
}

} // namespace

constinit const NativeDialect TritonLlmApi{
    .name = "llmapi",
    .path = "/v2/models/{model}/generate_stream",
    .endsAtEof = true,
    .body = body,
    .decode = decode,
};

} // namespace tokamark::protocol
