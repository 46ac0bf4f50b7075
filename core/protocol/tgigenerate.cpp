#include "protocol/eventjson.h"
#include "protocol/natives.h"

namespace tokamark::protocol {

namespace {

/// A temperature of zero is refused here: greedy is to sample not at all.
Json body(const workload::GenerationRequest &request, const NativeSettings &)
{
    Json parameters = {{"max_new_tokens", request.maxTokens}, {"details", true}};
    if (request.temperature > 0) {
        parameters["do_sample"] = true;
        parameters["temperature"] = request.temperature;
        parameters["seed"] = portableSeed(request.seed);
    } else {
        parameters["do_sample"] = false;
    }
    return {{"inputs", plainPrompt(request)}, {"parameters", std::move(parameters)}};
}

bool readDetails(ondemand::value value, EventFacts &facts)
{
    return forEachField(value, [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("generated_tokens")) {
            facts.usage.present = true;
            return readCount(member, facts.usage.completionTokens);
        }
        if (key.unsafe_is_equal("input_length"))
            return readCount(member, facts.usage.promptTokens);
        if (key.unsafe_is_equal("finish_reason"))
            return readFinish(member, facts.finish);
        return true;
    });
}

/// Each event is one token, with or without text; the one that also has the whole text is the last.
bool decode(std::string_view payload, DecodeState &state, EventFacts &facts)
{
    switch (beginEvent(payload, state, facts)) {
    case Opening::Nothing: return true;
    case Opening::Text: return reportError(payload, facts);
    case Opening::Object: break;
    }
    bool token = false;
    bool error = false;
    bool whole = false;
    const auto onField = [&](ondemand::raw_json_string key, ondemand::value member) {
        if (key.unsafe_is_equal("token"))
            return readPresence(member, token);
        if (key.unsafe_is_equal("details"))
            return readDetails(member, facts);
        if (key.unsafe_is_equal("error"))
            return readPresence(member, error);
        if (key.unsafe_is_equal("generated_text")) {
            json_type type{};
            if (member.type().get(type) != simdjson::SUCCESS)
                return false;
            whole = type == json_type::string;
        }
        return true;
    };
    if (!readEvent(payload, onField))
        return false;
    if (error)
        return reportError(payload, facts);
    facts.token = token;
    facts.answer = token;
    facts.tokens = token ? 1 : 0;
    facts.end = whole;
    state.ended = whole;
    return true;
}

} // namespace

constinit const NativeDialect TgiGenerate{
    .name = "generate_stream",
    .path = "/generate_stream",
    .oneTokenPerEvent = true,
    .body = body,
    .decode = decode,
};

} // namespace tokamark::protocol
