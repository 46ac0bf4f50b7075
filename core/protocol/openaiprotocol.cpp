#include "protocol/openaiprotocol.h"

#include "protocol/openaidecoder.h"
#include "protocol/requestbody.h"

#include <utility>

namespace tokamark::protocol {

namespace {

using json = nlohmann::ordered_json;

json commonMembers(const OpenAiTraits &traits, bool chat, std::string model)
{
    json streamOptions = {{"include_usage", true}};
    if (traits.continuousUsage)
        streamOptions["continuous_usage_stats"] = true;
    json common = {{"model", std::move(model)}, {"stream", true}, {"stream_options", std::move(streamOptions)}};
    if (traits.cachePrompt)
        common["cache_prompt"] = false;
    if (traits.returnTokenIds && chat)
        common["return_token_ids"] = true;
    return common;
}

} // namespace

OpenAiProtocol::OpenAiProtocol(const OpenAiTraits &traits, plan::Endpoint endpoint, std::string model, json extra)
    : m_traits(traits)
    , m_endpoint(endpoint)
    , m_common(commonMembers(traits, endpoint == plan::Endpoint::Chat, std::move(model)))
    , m_extra(std::move(extra))
{
}

std::string OpenAiProtocol::path() const
{
    return isChat() ? "/v1/chat/completions" : "/v1/completions";
}

std::string OpenAiProtocol::body(const workload::GenerationRequest &request) const
{
    json body = m_common;
    if (isChat())
        body["messages"] = messages(request);
    else
        body["prompt"] = plainPrompt(request);
    body[isChat() && m_traits.maxCompletionTokens ? "max_completion_tokens" : "max_tokens"] = request.maxTokens;
    // Never left out: what a server assumes differs from one to the next.
    body["temperature"] = request.temperature;
    body["seed"] = portableSeed(request.seed);
    if (request.ignoreEos && m_traits.ignoreEos)
        body["ignore_eos"] = true;
    if (request.ignoreEos && m_traits.ignoreEosInDebugConfig)
        body["debug_config"] = {{"ignore_eos", true}};
    return bodyText(std::move(body), m_extra);
}

bool OpenAiProtocol::decode(std::string_view payload, DecodeState &state, EventFacts &facts) const
{
    return decodeOpenAiEvent(payload, state, facts);
}

} // namespace tokamark::protocol
