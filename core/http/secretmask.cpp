#include "http/secretmask.h"

#include "plan/targetsecrets.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>

namespace tokamark::http {
namespace {

/// Stands for each byte of a secret while pieces are put together: no text from a server has it but by mistake.
constexpr char Hole = '\x01';
/// So much of a secret's beginning, or half of a short one, is told from chance: keys begin like words, "token-...".
constexpr std::size_t Telling = 6;
/// What is shorter keeps nobody out, and would tear holes into every text.
constexpr std::size_t ShortestSecret = 3;
constexpr std::string_view CutMark = "\u2026";

/// What is behind the name of the scheme ("Bearer x"), and the values of cookies ("a=x; b=y").
std::vector<std::string_view> partsOf(std::string_view value)
{
    std::vector<std::string_view> parts{value};
    if (const std::size_t blank = value.rfind(' '); blank != std::string_view::npos)
        parts.push_back(value.substr(blank + 1));
    constexpr std::string_view Between = ";, ";
    for (std::size_t from = 0; from < value.size();) {
        const std::size_t end = std::min(value.find_first_of(Between, from), value.size());
        const std::string_view part = value.substr(from, end - from);
        // The signs at the end of base64 are no name and value.
        if (const std::size_t equals = part.find('='); equals != std::string_view::npos && equals + 2 < part.size())
            parts.push_back(part.substr(equals + 1));
        from = end + 1;
    }
    return parts;
}

std::string fromBase64(std::string_view text)
{
    constexpr std::string_view Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t digit = Digits.find(c);
        if (digit == std::string_view::npos)
            break;
        bits = (bits << 6) | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> count) & 0xffU);
        }
    }
    return bytes;
}

/// The password in "Basic BASE64"; empty for anything else.
std::string passwordIn(std::string_view value)
{
    constexpr std::string_view Scheme = "basic ";
    const bool isBasic = value.size() > Scheme.size()
        && std::equal(Scheme.begin(), Scheme.end(), value.begin(),
                      [](char a, unsigned char b) { return a == std::tolower(b); });
    if (!isBasic)
        return {};
    const std::string pair = fromBase64(value.substr(Scheme.size()));
    const std::size_t colon = pair.find(':');
    return colon == std::string::npos ? std::string() : pair.substr(colon + 1);
}

/// The forms in which libraries write a text into JSON and into URLs.
std::array<std::string, 3> escapedForms(std::string_view text)
{
    constexpr std::string_view Hex = "0123456789ABCDEF";
    std::array<std::string, 3> forms;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        const std::string quoted = c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
        forms[0] += quoted;
        forms[1] += c == '/' ? "\\/" : quoted;
        const bool plain = std::isalnum(code) != 0 || std::string_view("-._~").find(c) != std::string_view::npos;
        forms[2] += plain ? std::string(1, c) : std::string{'%', Hex[code >> 4], Hex[code & 0xfU]};
    }
    return forms;
}

/// A text that was cut may end in the start of a secret.
void hideCutSecret(std::string &text, std::string_view secret)
{
    const std::size_t end = text.size() - (text.ends_with(CutMark) ? CutMark.size() : 0);
    const std::size_t least = std::min(Telling, (secret.size() + 1) / 2);
    for (std::size_t size = std::min(secret.size(), end); size >= least; --size) {
        if (std::string_view(text).substr(end - size, size) == secret.substr(0, size)) {
            text.replace(end - size, size, SecretMask::Stars);
            return;
        }
    }
}

} // namespace

SecretMask::SecretMask(std::span<const Header> headers, std::span<const std::string> more)
{
    for (const std::string &secret : more)
        add(secret);
    for (const auto &[name, value] : headers) {
        if (!plan::carriesSecret(name))
            continue;
        for (const std::string_view part : partsOf(value))
            add(part);
        add(passwordIn(value));
    }
    // A short one may be the beginning of a longer one, whose end would then be left.
    std::ranges::sort(m_secrets, [](const std::string &a, const std::string &b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    const auto twice = std::ranges::unique(m_secrets);
    m_secrets.erase(twice.begin(), twice.end());
}

void SecretMask::add(std::string_view value)
{
    if (value.size() < ShortestSecret)
        return;
    m_secrets.emplace_back(value);
    for (std::string &form : escapedForms(value))
        m_secrets.push_back(std::move(form));
}

std::string SecretMask::masked(std::string text) const
{
    for (const std::string &secret : m_secrets) {
        for (std::size_t found = text.find(secret); found != std::string::npos;
             found = text.find(secret, found + Stars.size()))
            text.replace(found, secret.size(), Stars);
    }
    return text;
}

std::string SecretMask::maskedCut(std::string text) const
{
    text = masked(std::move(text));
    for (const std::string &secret : m_secrets)
        hideCutSecret(text, secret);
    return text;
}

void SecretMask::maskPieces(std::span<std::string *const> pieces) const
{
    std::string whole;
    for (const std::string *piece : pieces)
        whole += *piece;
    bool any = false;
    for (const std::string &secret : m_secrets) {
        for (std::size_t found = whole.find(secret); found != std::string::npos; found = whole.find(secret, found)) {
            std::fill_n(whole.begin() + static_cast<std::ptrdiff_t>(found), secret.size(), Hole);
            any = true;
        }
    }
    if (!any)
        return;
    std::size_t from = 0;
    bool inHole = false;
    for (std::string *piece : pieces) {
        std::string shown;
        for (const char c : std::string_view(whole).substr(from, piece->size())) {
            if (c != Hole)
                shown += c;
            else if (!inHole)
                shown += Stars;
            inHole = c == Hole;
        }
        from += piece->size();
        *piece = std::move(shown);
    }
}

} // namespace tokamark::http
