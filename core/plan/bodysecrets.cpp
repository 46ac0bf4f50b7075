#include "plan/bodysecrets.h"

#include "plan/targetsecrets.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace tokamark::plan {
namespace {

using Json = nlohmann::ordered_json;

/// What is shorter keeps nobody out.
constexpr std::size_t ShortestKey = 3;
/// Below this a key may well be a part of some other word.
constexpr std::size_t SurelyAKey = 6;

/// "X-Api-Key", "api_key" and "apiKey" are one name.
std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (const auto code = static_cast<unsigned char>(c); std::isalnum(code) != 0)
            plain += static_cast<char>(std::tolower(code));
    }
    return plain;
}

std::string pointerTo(const std::string &parent, std::string_view name)
{
    std::string pointer = parent + '/';
    for (const char c : name)
        pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return pointer;
}

/// Walks through a document; everything below a member that names a secret is taken for one.
class Walk {
public:
    Walk(std::span<const std::string> keys, const BodyReplacement &replacement)
        : m_keys(keys)
        , m_replacement(replacement)
    {
    }

    void through(Json &value, const std::string &place, const std::string &name, bool named)
    {
        if (value.is_object()) {
            for (const auto &[key, member] : value.items())
                through(member, pointerTo(place, key), key, named || namesSecret(key));
        } else if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i)
                through(value[i], pointerTo(place, std::to_string(i)), name, named);
        } else if (value.is_string()) {
            const auto &text = value.get_ref<const std::string &>();
            if (text.empty() || !(named || text == LeftOut || holdsKey(text, m_keys)))
                return;
            if (auto other = m_replacement({place, name, text}); other && *other != text) {
                value = *std::move(other);
                m_replaced = true;
            }
        }
    }

    [[nodiscard]] bool hasReplaced() const noexcept { return m_replaced; }

private:
    std::span<const std::string> m_keys;
    const BodyReplacement &m_replacement;
    bool m_replaced = false;
};

} // namespace

bool namesSecret(std::string_view member)
{
    constexpr std::array<std::string_view, 14> Ends{
        "apikey",   "accesskey", "secretkey",  "privatekey",    "authkey",    "subscriptionkey", "secret",
        "password", "passwd",    "passphrase", "authorization", "credential", "credentials",     "cookie"};
    // Of a model's vocabulary, and of a list's next page.
    constexpr std::array<std::string_view, 17> NoSession{"eos",  "bos",   "pad",   "unk",   "sep",     "mask",
                                                         "cls",  "stop",  "start", "end",   "begin",   "first",
                                                         "last", "image", "audio", "video", "nextpage"};
    constexpr std::string_view Token = "token";
    const std::string plain = plainName(member);
    const auto endsIn = [&plain](std::string_view end) { return plain.ends_with(end); };
    if (plain == "key" || endsIn("auth") || endsIn("bearer") || std::ranges::any_of(Ends, endsIn))
        return true;
    if (!plain.ends_with(Token))
        return false;
    const std::string_view before = std::string_view(plain).substr(0, plain.size() - Token.size());
    return std::ranges::none_of(NoSession, [before](std::string_view word) { return before.ends_with(word); });
}

bool holdsKey(std::string_view text, std::span<const std::string> keys)
{
    return std::ranges::any_of(keys, [text](const std::string &key) {
        return (key.size() >= ShortestKey && text == key)
            || (key.size() >= SurelyAKey && text.find(key) != std::string_view::npos);
    });
}

std::string replaceBodySecrets(const std::string &body, std::span<const std::string> keys,
                               const BodyReplacement &replacement)
{
    Json document = Json::parse(body, nullptr, false);
    if (document.is_discarded())
        return body;
    Walk walk(keys, replacement);
    walk.through(document, {}, {}, false);
    return walk.hasReplaced() ? document.dump(-1, ' ', false, Json::error_handler_t::replace) : body;
}

std::vector<BodySecret> openBodySecrets(const std::string &body, std::span<const std::string> keys)
{
    std::vector<BodySecret> open;
    static_cast<void>(replaceBodySecrets(body, keys, [&open](const BodySecret &secret) {
        if (secret.value != LeftOut && !placeIn(secret.value))
            open.push_back(secret);
        return std::optional<std::string>();
    }));
    return open;
}

std::optional<BodySecret> leftOutOfBody(const std::string &body)
{
    std::optional<BodySecret> first;
    static_cast<void>(replaceBodySecrets(body, {}, [&first](const BodySecret &secret) {
        if (!first && secret.value == LeftOut)
            first = secret;
        return std::optional<std::string>();
    }));
    return first;
}

} // namespace tokamark::plan
