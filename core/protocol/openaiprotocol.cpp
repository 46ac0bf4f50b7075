#include "protocol/openaiprotocol.h"

#include "protocol/openaidecoder.h"

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

json messages(const workload::GenerationRequest &request)
{
    json list = json::array();
    if (!request.system.empty())
        list.push_back({{"role", "system"}, {"content", request.system}});
    list.push_back({{"role", "user"}, {"content", request.prompt}});
    return list;
}

/// Completions know no roles, so a system prompt just goes first.
std::string plainPrompt(const workload::GenerationRequest &request)
{
    return request.system.empty() ? request.prompt : request.system + "\n\n" + request.prompt;
}

/// Seeds that fit every server: some read a signed 32-bit number, and some take negative ones as "random".
std::uint64_t portableSeed(std::uint64_t seed) noexcept
{
    return (seed ^ (seed >> 31)) & 0x7fffffffu;
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
    for (const auto &[key, value] : m_extra.items()) {
        if (value.is_null())
            body.erase(key);
        else
            body[key] = value;
    }
    // Prompt files may hold bytes that are no UTF-8; they go out as U+FFFD instead of ending the run.
    return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool OpenAiProtocol::decode(std::string_view payload, DecodeState &state, EventFacts &facts) const
{
    return decodeOpenAiEvent(payload, state, facts);
}

} // namespace tokamark::protocol
