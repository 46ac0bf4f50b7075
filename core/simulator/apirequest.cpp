#include "simulator/apirequest.h"

#include "simulator/prefixcache.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace tokamark::simulator {
namespace {

using nlohmann::json;

constexpr std::uint64_t MaxCount = 1'000'000;
constexpr std::size_t CharactersPerToken = 4;
constexpr std::uint64_t HashBasis = 0xcbf29ce484222325U;

/// FNV-1a, only to tell prompts apart, and their beginnings.
class PromptDigest {
public:
    void add(std::string_view text)
    {
        for (const char c : text) {
            m_hash = (m_hash ^ static_cast<unsigned char>(c)) * Prime;
            if (++m_characters % (std::size_t{PrefixBlockTokens} * CharactersPerToken) == 0)
                m_blocks.push_back(m_hash);
        }
    }
    /// Token ids are tokens already.
    void addIds(const json &ids)
    {
        add(ids.dump());
        m_blocks.clear();
        std::uint64_t hash = Prime;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            hash = (hash ^ ids[i].get<std::uint64_t>()) * Prime;
            if ((i + 1) % PrefixBlockTokens == 0)
                m_blocks.push_back(hash);
        }
    }
    void store(ApiRequest &request)
    {
        request.promptHash = m_hash;
        request.promptBlocks = std::move(m_blocks);
    }

private:
    static constexpr std::uint64_t Prime = 0x100000001b3U;
    std::uint64_t m_hash = HashBasis;
    std::size_t m_characters = 0;
    std::vector<std::uint64_t> m_blocks;
};

ApiError bad(std::string message)
{
    return {.message = std::move(message)};
}

/// The value under `key`, or null; a dot leads into an object.
const json *find(const json &body, std::string_view key)
{
    if (key.empty() || !body.is_object())
        return nullptr;
    const auto dot = key.find('.');
    const auto it = body.find(std::string(key.substr(0, dot)));
    if (it == body.end() || it->is_null())
        return nullptr;
    return dot == std::string_view::npos ? &*it : find(*it, key.substr(dot + 1));
}

tl::expected<std::uint32_t, ApiError> count(const json &body, std::string_view key, std::uint64_t least,
                                            bool negativeIsNone)
{
    const json *const value = find(body, key);
    if (value == nullptr)
        return 0U;
    if (value->is_number_integer() && negativeIsNone && value->get<std::int64_t>() < 0)
        return 0U;
    if (!value->is_number_integer() || value->get<std::int64_t>() < static_cast<std::int64_t>(least)
        || value->get<std::uint64_t>() > MaxCount)
        return tl::unexpected(bad(std::string(key) + " must be a whole number from " + std::to_string(least) + " to "
                                  + std::to_string(MaxCount)));
    return value->get<std::uint32_t>();
}

tl::expected<bool, ApiError> flag(const json &body, std::string_view key, bool unsaid = false)
{
    const json *const value = find(body, key);
    if (value == nullptr)
        return unsaid;
    if (!value->is_boolean())
        return tl::unexpected(bad(std::string(key) + " must be true or false"));
    return value->get<bool>();
}

/// The characters of a message's content: a text, or a list of parts of which some have text.
std::optional<std::size_t> contentLength(const json &message, PromptDigest &digest)
{
    const auto content = message.find("content");
    if (content == message.end() || content->is_null())
        return 0;
    if (content->is_string()) {
        const auto &text = content->get_ref<const std::string &>();
        digest.add(text);
        return text.size();
    }
    if (!content->is_array())
        return std::nullopt;
    std::size_t length = 0;
    for (const json &part : *content) {
        const auto text = part.is_object() ? part.find("text") : part.end();
        if (part.is_object() && text != part.end() && text->is_string()) {
            digest.add(text->get_ref<const std::string &>());
            length += text->get_ref<const std::string &>().size();
        }
    }
    return length;
}

std::optional<ApiError> readMessages(const json &body, const RequestShape &shape, ApiRequest &request)
{
    const json *const messages = find(body, "messages");
    if (messages == nullptr || !messages->is_array() || (messages->empty() && !shape.messagesMayBeEmpty))
        return bad("messages must be a list with at least one message");
    std::size_t characters = 0;
    PromptDigest digest;
    for (const json &message : *messages) {
        const auto length = message.is_object() ? contentLength(message, digest) : std::nullopt;
        if (!length)
            return bad("every message must be an object whose content is a text or a list");
        characters += *length;
    }
    request.promptTokens = tokensFor(characters);
    digest.store(request);
    return {};
}

bool isIdList(const json &value)
{
    return value.is_array() && !value.empty()
        && std::ranges::all_of(value, [](const json &id) { return id.is_number_unsigned(); });
}

std::optional<ApiError> readPrompt(const json &body, const Endpoint &endpoint, ApiRequest &request)
{
    const RequestShape &shape = endpoint.request;
    const json *const prompt = find(body, shape.prompt);
    PromptDigest digest;
    if (prompt != nullptr && prompt->is_string()) {
        const auto &text = prompt->get_ref<const std::string &>();
        digest.add(text);
        digest.store(request);
        request.promptTokens = tokensFor(text.size());
        return {};
    }
    const json *const ids = shape.idsInPrompt ? prompt : find(body, shape.ids);
    if (ids != nullptr && isIdList(*ids)) {
        digest.addIds(*ids);
        digest.store(request);
        request.promptTokens = static_cast<std::uint32_t>(std::min<std::size_t>(ids->size(), MaxCount));
        return {};
    }
    if (prompt == nullptr && endpoint.stream.emptyIfIncomplete) {
        request.incomplete = true;
        return {};
    }
    return bad(std::string(shape.prompt)
               + (shape.idsInPrompt ? " must be a text or a list of token ids; lists of prompts are not simulated"
                                    : " must be a text"));
}

std::optional<ApiError> readCacheSwitch(const json &body, const RequestShape &shape, ApiRequest &request)
{
    const auto wanted = flag(body, shape.cacheSwitch, true);
    if (!wanted)
        return wanted.error();
    if (!*wanted)
        request.promptBlocks.clear();
    return {};
}

std::optional<ApiError> readStream(const json &body, const RequestShape &shape, ApiRequest &request)
{
    const auto stream = flag(body, shape.stream, shape.streamByDefault);
    if (!stream)
        return stream.error();
    request.stream = *stream || shape.alwaysStream;
    const json *const options = find(body, "stream_options");
    if (options == nullptr)
        return {};
    if (!options->is_object())
        return bad("stream_options must be an object");
    if (!request.stream)
        return bad("stream_options can only be given with stream");
    const auto usage = flag(*options, "include_usage", shape.usageUnlessDeclined);
    const auto running = flag(*options, "continuous_usage_stats");
    if (!usage || !running)
        return usage ? running.error() : usage.error();
    request.includeUsage = *usage;
    request.continuousUsage = *running && shape.runningCounts && (*usage || shape.runningCountsAlone);
    return {};
}

std::optional<ApiError> readLengths(const json &body, const Endpoint &endpoint, ApiRequest &request)
{
    const RequestShape &shape = endpoint.request;
    for (auto key = shape.maxTokens.rbegin(); key != shape.maxTokens.rend(); ++key) {
        const auto limit = count(body, *key, 1, shape.negativeIsNoLimit);
        if (!limit)
            return limit.error();
        if (*limit != 0)
            request.maxTokens = *limit;
    }
    const auto least = count(body, shape.minTokens, 0, false);
    const auto ignoreEos = flag(body, shape.ignoreEos);
    if (!least)
        return least.error();
    if (!ignoreEos)
        return ignoreEos.error();
    if (request.maxTokens == 0 && shape.maxTokensRequired)
        request.incomplete = true;
    if (request.maxTokens == 0)
        request.maxTokens = shape.defaultMaxTokens;
    request.minTokens = *least;
    request.ignoreEos = *ignoreEos;
    if (request.maxTokens != 0 && request.minTokens > request.maxTokens)
        return bad(std::string(shape.minTokens) + " must not be above " + std::string(shape.maxTokens[0]));
    return {};
}

std::optional<ApiError> readExtras(const json &body, const json &settings, const Endpoint &endpoint,
                                   ApiRequest &request)
{
    for (std::size_t i = 0; i < request.extras.size(); ++i) {
        const std::string_view key = endpoint.stream.extras[i].key;
        const auto asked = flag(find(body, key) != nullptr ? body : settings, key);
        if (!asked)
            return asked.error();
        request.extras[i] = *asked;
    }
    return {};
}

std::optional<ApiError> refuseUnknown(const json &body, const RequestShape &shape)
{
    if (shape.known.empty())
        return {};
    for (const auto &item : body.items())
        if (std::ranges::find(shape.known, std::string_view(item.key())) == shape.known.end())
            return bad("[{'type': 'extra_forbidden', 'loc': ('body', '" + item.key()
                       + "'), 'msg': 'Extra inputs are not permitted'}]");
    return {};
}

} // namespace

std::uint32_t tokensFor(std::size_t characters) noexcept
{
    return static_cast<std::uint32_t>(std::clamp<std::size_t>((characters + 3) / 4, 1, MaxCount));
}

tl::expected<ApiRequest, ApiError> parseApiRequest(std::string_view text, const Endpoint &endpoint, ExactLength exact)
{
    const json body = json::parse(text, nullptr, false);
    if (!body.is_object())
        return tl::unexpected(ApiError{Complaint::BadJson, "the body must be a JSON object"});
    const RequestShape &shape = endpoint.request;
    ApiRequest request;
    request.promptHash = HashBasis;
    if (const json *const model = find(body, "model")) {
        if (!model->is_string())
            return tl::unexpected(bad("model must be a text"));
        request.model = model->get<std::string>();
    }
    static const json Nothing = json::object();
    const json *const group = shape.group.empty() ? &body : find(body, shape.group);
    if (group != nullptr && !group->is_object())
        return tl::unexpected(bad(std::string(shape.group) + " must be an object"));
    const json &settings = group == nullptr ? Nothing : *group;
    for (auto error : {refuseUnknown(body, shape),
                       shape.messages ? readMessages(body, shape, request) : readPrompt(body, endpoint, request),
                       readCacheSwitch(body, shape, request), readStream(body, shape, request),
                       readLengths(settings, endpoint, request), readExtras(body, settings, endpoint, request)})
        if (error)
            return tl::unexpected(std::move(*error));
    if (exact == ExactLength::PlainIgnoreEos)
        request.ignoreEos = request.ignoreEos || flag(body, "ignore_eos").value_or(false);
    return request;
}

} // namespace tokamark::simulator
