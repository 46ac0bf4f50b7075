#include "protocol/eventjson.h"
#include "protocol/natives.h"

namespace tokamark::protocol {

namespace {

Json body(const workload::GenerationRequest &request, const NativeSettings &)
{
    Json body
        = {{"prompt", plainPrompt(request)},     {"n_predict", request.maxTokens}, {"temperature", request.temperature},
           {"seed", portableSeed(request.seed)}, {"cache_prompt", false},          {"stream", true}};
    if (request.ignoreEos)
        body["ignore_eos"] = true;
    return body;
}

/// The end is an event that says so: no mark follows it.
bool decode(std::string_view payload, DecodeState &state, EventFacts &facts)
{
    switch (beginEvent(payload, state, facts)) {
    case Opening::Nothing: return true;
    case Opening::Text: return reportError(payload, facts);
    case Opening::Object: break;
    }
    bool text = false;
    bool error = false;
    bool stop = false;
    std::uint32_t predicted = 0;
    std::uint32_t prompt = 0;
    Usage timings;
    const auto onField = [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("content"))
            return readPresence(member, text);
        if (key.unsafe_is_equal("tokens_predicted"))
            return readCount(member, predicted);
        if (key.unsafe_is_equal("tokens_evaluated"))
            return readCount(member, prompt);
        if (key.unsafe_is_equal("stop"))
            return readFlag(member, stop);
        if (key.unsafe_is_equal("stop_type"))
            return readFinish(member, facts.finish);
        if (key.unsafe_is_equal("timings"))
            return readTimings(member, timings, facts.server);
        if (key.unsafe_is_equal("error"))
            return readPresence(member, error);
        return true;
    };
    if (!readEvent(payload, onField))
        return false;
    if (error)
        return reportError(payload, facts);
    facts.tokens = takeRise(predicted, state);
    facts.token = text || facts.tokens > 0;
    facts.answer = facts.token;
    if (!stop) {
        facts.finish = metrics::FinishReason::Unknown;
        return true;
    }
    facts.usage = {predicted > 0 || prompt > 0, prompt, predicted, timings.cachedPromptTokens, 0};
    facts.end = true;
    state.ended = true;
    return true;
}

} // namespace

constinit const NativeDialect LlamaCompletion{
    .name = "completion",
    .path = "/completion",
    .exactLength = true,
    .body = body,
    .decode = decode,
};

} // namespace tokamark::protocol
