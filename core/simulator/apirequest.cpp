#include "simulator/apirequest.h"

#include "simulator/dialect.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace tokamark::simulator {
namespace {

using nlohmann::json;

constexpr std::uint64_t MaxCount = 1'000'000;
constexpr std::uint32_t CompletionsDefaultTokens = 16;

/// FNV-1a, only to tell prompts apart.
void mix(std::uint64_t &hash, std::string_view text)
{
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
}

ApiError bad(std::string message)
{
    return {.message = std::move(message)};
}

tl::expected<std::uint32_t, ApiError> count(const json &body, const char *key, std::uint64_t least)
{
    const auto it = body.find(key);
    if (it == body.end() || it->is_null())
        return 0U;
    if (!it->is_number_integer() || it->get<std::int64_t>() < static_cast<std::int64_t>(least)
        || it->get<std::uint64_t>() > MaxCount)
        return tl::unexpected(bad(std::string(key) + " must be a whole number from " + std::to_string(least) + " to "
                                  + std::to_string(MaxCount)));
    return it->get<std::uint32_t>();
}

tl::expected<bool, ApiError> flag(const json &body, const char *key)
{
    const auto it = body.find(key);
    if (it == body.end() || it->is_null())
        return false;
    if (!it->is_boolean())
        return tl::unexpected(bad(std::string(key) + " must be true or false"));
    return it->get<bool>();
}

/// Adds the characters of a message's content: a text, or a list of parts of which some have text.
std::optional<std::size_t> contentLength(const json &message, std::uint64_t &hash)
{
    const auto content = message.find("content");
    if (content == message.end() || content->is_null())
        return 0;
    if (content->is_string()) {
        const auto &text = content->get_ref<const std::string &>();
        mix(hash, text);
        return text.size();
    }
    if (!content->is_array())
        return std::nullopt;
    std::size_t length = 0;
    for (const json &part : *content) {
        const auto text = part.is_object() ? part.find("text") : part.end();
        if (part.is_object() && text != part.end() && text->is_string()) {
            mix(hash, text->get_ref<const std::string &>());
            length += text->get_ref<const std::string &>().size();
        }
    }
    return length;
}

std::uint32_t tokensFor(std::size_t characters)
{
    return static_cast<std::uint32_t>(std::clamp<std::size_t>((characters + 3) / 4, 1, MaxCount));
}

std::optional<ApiError> readMessages(const json &body, ApiRequest &request)
{
    const auto messages = body.find("messages");
    if (messages == body.end() || !messages->is_array() || messages->empty())
        return bad("messages must be a list with at least one message");
    std::size_t characters = 0;
    for (const json &message : *messages) {
        const auto length = message.is_object() ? contentLength(message, request.promptHash) : std::nullopt;
        if (!length)
            return bad("every message must be an object whose content is a text or a list");
        characters += *length;
    }
    request.promptTokens = tokensFor(characters);
    return {};
}

std::optional<ApiError> readPrompt(const json &body, ApiRequest &request)
{
    const auto prompt = body.find("prompt");
    if (prompt != body.end() && prompt->is_string()) {
        const auto &text = prompt->get_ref<const std::string &>();
        mix(request.promptHash, text);
        request.promptTokens = tokensFor(text.size());
        return {};
    }
    const bool ids = prompt != body.end() && prompt->is_array() && !prompt->empty()
        && std::ranges::all_of(*prompt, [](const json &id) { return id.is_number_unsigned(); });
    if (!ids)
        return bad("prompt must be a text or a list of token ids; lists of prompts are not simulated");
    mix(request.promptHash, prompt->dump());
    request.promptTokens = static_cast<std::uint32_t>(std::min<std::size_t>(prompt->size(), MaxCount));
    return {};
}

std::optional<ApiError> readStream(const json &body, ApiRequest &request)
{
    const auto stream = flag(body, "stream");
    if (!stream)
        return stream.error();
    request.stream = *stream;
    const auto options = body.find("stream_options");
    if (options == body.end() || options->is_null())
        return {};
    if (!options->is_object())
        return bad("stream_options must be an object");
    if (!request.stream)
        return bad("stream_options can only be given with stream");
    const auto usage = flag(*options, "include_usage");
    const auto running = flag(*options, "continuous_usage_stats");
    if (!usage || !running)
        return usage ? running.error() : usage.error();
    request.includeUsage = *usage;
    request.continuousUsage = *usage && *running;
    return {};
}

std::optional<ApiError> readLengths(const json &body, bool chat, ApiRequest &request)
{
    const auto newer = count(body, "max_completion_tokens", 1);
    const auto older = count(body, "max_tokens", 1);
    const auto least = count(body, "min_tokens", 0);
    const auto ignoreEos = flag(body, "ignore_eos");
    for (const auto *number : {&newer, &older, &least})
        if (!*number)
            return number->error();
    if (!ignoreEos)
        return ignoreEos.error();
    request.maxTokens = *newer != 0 ? *newer : *older;
    if (request.maxTokens == 0 && !chat)
        request.maxTokens = CompletionsDefaultTokens;
    request.minTokens = *least;
    request.ignoreEos = *ignoreEos;
    if (request.maxTokens != 0 && request.minTokens > request.maxTokens)
        return bad("min_tokens must not be above max_tokens");
    return {};
}

} // namespace

std::string ApiError::body() const
{
    return R"({"error":{"message":")" + jsonEscaped(message) + R"(","type":")" + jsonEscaped(type)
        + R"(","param":null,"code":)" + std::to_string(status) + "}}";
}

tl::expected<ApiRequest, ApiError> parseApiRequest(std::string_view text, bool chat)
{
    const json body = json::parse(text, nullptr, false);
    if (!body.is_object())
        return tl::unexpected(bad("the body must be a JSON object"));
    ApiRequest request;
    request.promptHash = 0xcbf29ce484222325U;
    if (const auto model = body.find("model"); model != body.end() && !model->is_null()) {
        if (!model->is_string())
            return tl::unexpected(bad("model must be a text"));
        request.model = model->get<std::string>();
    }
    if (auto error = chat ? readMessages(body, request) : readPrompt(body, request))
        return tl::unexpected(std::move(*error));
    if (auto error = readStream(body, request))
        return tl::unexpected(std::move(*error));
    if (auto error = readLengths(body, chat, request))
        return tl::unexpected(std::move(*error));
    return request;
}

} // namespace tokamark::simulator
