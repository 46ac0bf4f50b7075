#include "protocol/errortext.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace tokamark::protocol {

namespace {

using nlohmann::json;

constexpr std::size_t MaxTextBytes = 400;
/// Error texts are nested by proxies that wrap the answer of a server; more layers than this are made up.
constexpr int MaxLayers = 4;

bool isContinuation(char byte) noexcept
{
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

/// Cut between characters, control characters to blanks.
std::string presentable(std::string text)
{
    if (text.size() > MaxTextBytes) {
        std::size_t end = MaxTextBytes;
        while (end > 0 && isContinuation(text[end]))
            --end;
        text.resize(end);
        text += "\u2026";
    }
    for (char &byte : text) {
        if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f)
            byte = ' ';
    }
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Text that a person could have written: valid UTF-8 and no control characters but white space.
bool isReadable(std::string_view text)
{
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code == 0x7f || (code < 0x20 && byte != '\n' && byte != '\r' && byte != '\t'))
            return false;
    }
    // The one UTF-8 check at hand: the writer refuses strings that are not.
    try {
        static_cast<void>(json(std::string(text)).dump());
    } catch (const json::type_error &) {
        return false;
    }
    return true;
}

/// Valid UTF-8: the writer, which knows what is none, puts U+FFFD there.
std::string repaired(std::string_view text)
{
    const std::string quoted = json(std::string(text)).dump(-1, ' ', false, json::error_handler_t::replace);
    return json::parse(quoted).get<std::string>();
}

/// Servers write the names of files and the words of libraries as they are, in whatever encoding.
json parsed(std::string_view payload)
{
    json value = json::parse(payload, nullptr, false);
    return value.is_discarded() ? json::parse(repaired(payload), nullptr, false) : value;
}

std::string messageOf(const json &value, int layers);

std::string memberText(const json &object, const char *key, int layers)
{
    const auto member = object.find(key);
    return member == object.end() ? std::string() : messageOf(*member, layers);
}

std::string numberAfter(const json &object, const std::string &message)
{
    for (const char *key : {"code", "status_code", "http_status_code"}) {
        const auto member = object.find(key);
        if (member != object.end() && member->is_number_integer())
            return message + " (" + member->dump() + ")";
    }
    return message;
}

std::string messageOfObject(const json &object, int layers)
{
    if (std::string nested = memberText(object, "error", layers); !nested.empty())
        return nested;
    for (const char *key : {"message", "detail", "msg"}) {
        if (std::string text = memberText(object, key, layers); !text.empty())
            return numberAfter(object, text);
    }
    if (std::string reason = memberText(object, "meta_info", layers); !reason.empty())
        return reason;
    if (const auto choices = object.find("choices"); choices != object.end())
        return messageOf(*choices, layers);
    if (const auto reason = object.find("finish_reason"); reason != object.end()) {
        std::string text = messageOf(*reason, layers);
        return text.empty() ? text : "finish_reason " + text;
    }
    return memberText(object, "type", layers);
}

std::string messageOf(const json &value, int layers)
{
    if (layers == 0)
        return {};
    if (value.is_object())
        return messageOfObject(value, layers - 1);
    if (value.is_array())
        return value.empty() ? std::string() : messageOf(value.front(), layers - 1);
    if (!value.is_string())
        return {};
    const auto &text = value.get_ref<const std::string &>();
    if (text.starts_with('{') || text.starts_with('[')) {
        const json inner = json::parse(text, nullptr, false);
        if (!inner.is_discarded()) {
            if (std::string message = messageOf(inner, layers - 1); !message.empty())
                return message;
        }
    }
    return text;
}

} // namespace

bool readErrorText(std::string_view payload, std::string &text)
{
    // Triton refuses with a status and an event that says why.
    constexpr std::string_view EventMark = "data:";
    if (payload.starts_with(EventMark))
        payload = payload.substr(EventMark.size(), payload.find_first_of("\r\n") - EventMark.size());
    const json value = parsed(payload);
    if (!value.is_discarded()) {
        text = presentable(messageOf(value, 2 * MaxLayers));
        if (text.empty() && value.is_structured())
            text = presentable(repaired(payload));
        return !text.empty();
    }
    if (payload.starts_with('{') || !isReadable(payload))
        return false;
    text = presentable(std::string(payload));
    return !text.empty();
}

std::string errorEventText(std::string_view payload)
{
    std::string text;
    if (!readErrorText(payload, text)) {
        const std::string words = repaired(payload);
        if (isReadable(words))
            text = presentable(words);
    }
    return text;
}

bool looksLikeWholeAnswer(std::string_view payload)
{
    const std::size_t first = payload.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (payload[first] != '{' && payload[first] != '['))
        return false;
    // What was kept may be cut off, so it is not parsed.
    constexpr std::array<std::string_view, 6> Texts{"\"choices\"",    "\"generated_text\"", "\"text_output\"",
                                                    "\"output_ids\"", "\"response\"",       "\"content\""};
    return payload.find("\"error\"") == std::string_view::npos
        && std::ranges::any_of(
               Texts, [payload](std::string_view text) { return payload.find(text) != std::string_view::npos; });
}

} // namespace tokamark::protocol
