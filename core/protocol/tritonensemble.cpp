#include "protocol/eventjson.h"
#include "protocol/natives.h"
#include "protocol/tritonevent.h"

namespace tokamark::protocol {

namespace {

/// There is no `ignore_eos`; as many tokens at least as at most come to the same. Keys that a model does not have are
/// ignored, so what it may tell is asked for.
Json body(const workload::GenerationRequest &request, const NativeSettings &)
{
    Json body = {{"text_input", plainPrompt(request)},
                 {"max_tokens", request.maxTokens},
                 {"temperature", request.temperature},
                 {"seed", portableSeed(request.seed)},
                 {"stream", true},
                 {"return_num_input_tokens", true},
                 {"return_num_output_tokens", true},
                 {"return_perf_metrics", true}};
    if (request.ignoreEos)
        body["min_tokens"] = request.maxTokens;
    return body;
}

/// Text is what is new, and so is the count.
bool decode(std::string_view payload, DecodeState &state, EventFacts &facts)
{
    TritonEvent event;
    if (const auto done = beginTritonEvent(payload, state, facts, event))
        return *done;
    facts.tokens = event.outputTokens.value_or(0);
    facts.token = event.textBytes > 0 || facts.tokens > 0;
    facts.answer = facts.token;
    if (event.outputTokens) {
        state.completionTokensSoFar += *event.outputTokens;
        facts.usage = {true, event.inputTokens, state.completionTokensSoFar, 0, 0};
    }
    return true;
}

} // namespace

constinit const NativeDialect TritonEnsemble{
    .name = "ensemble",
    .path = "/v2/models/{model}/generate_stream",
    .endsAtEof = true,
    .oneTokenPerEvent = true,
    .exactLength = true,
    .body = body,
    .decode = decode,
};

} // namespace tokamark::protocol
