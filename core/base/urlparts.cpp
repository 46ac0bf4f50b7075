#include "base/urlparts.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace tokamark {
namespace {

constexpr std::uint16_t HttpPort = 80;
constexpr std::uint16_t HttpsPort = 443;

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view Blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(Blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(Blanks) - first + 1);
}

bool isPrintableAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
}

/// Letters, digits and the marks that names, IPv4 and IPv6 addresses are made of.
bool isHost(std::string_view host, bool inBrackets)
{
    const std::string_view marks = inBrackets ? ":.%-_" : ".-_";
    return !host.empty() && std::all_of(host.begin(), host.end(), [&](unsigned char c) {
        return std::isalnum(c) != 0 || marks.find(static_cast<char>(c)) != std::string_view::npos;
    });
}

bool parsePort(std::string_view digits, std::uint16_t &port)
{
    const char *end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, port);
    return error == std::errc() && stopped == end && port != 0;
}

/// Splits "host", "host:port" or "[v6]:port".
bool parseAuthority(std::string_view authority, UrlParts &url)
{
    std::string_view host = authority;
    std::string_view port;
    bool hasPort = false;
    const bool inBrackets = authority.starts_with('[');
    if (inBrackets) {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos)
            return false;
        host = authority.substr(1, close - 1);
        const std::string_view rest = authority.substr(close + 1);
        hasPort = !rest.empty();
        if (hasPort && rest.front() != ':')
            return false;
        port = hasPort ? rest.substr(1) : rest;
    } else if (const std::size_t colon = authority.find(':'); colon != std::string_view::npos) {
        host = authority.substr(0, colon);
        port = authority.substr(colon + 1);
        hasPort = true;
    }
    if (!isHost(host, inBrackets) || (hasPort && !parsePort(port, url.port)))
        return false;
    url.host = lowered(host);
    return true;
}

} // namespace

std::size_t schemeLength(std::string_view url)
{
    const std::size_t mark = url.find("://");
    const bool isScheme = mark != std::string_view::npos
        && std::all_of(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(mark),
                       [](unsigned char c) { return std::isalpha(c) != 0; });
    return isScheme ? mark + 3 : 0;
}

tl::expected<UrlParts, UrlFault> splitUrl(std::string_view text)
{
    std::string_view rest = trimmed(text);
    UrlParts url;
    if (const std::size_t length = schemeLength(rest); length != 0) {
        const std::string scheme = lowered(rest.substr(0, length - 3));
        if (scheme != "http" && scheme != "https")
            return tl::unexpected(UrlFault::Scheme);
        url.tls = scheme == "https";
        rest.remove_prefix(length);
    }
    url.port = url.tls ? HttpsPort : HttpPort;
    if (!isPrintableAscii(rest))
        return tl::unexpected(UrlFault::Characters);
    if (rest.find_first_of("?#") != std::string_view::npos)
        return tl::unexpected(UrlFault::Query);

    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view authority = rest.substr(0, slash);
    if (authority.find('@') != std::string_view::npos)
        return tl::unexpected(UrlFault::UserInformation);
    if (authority.empty())
        return tl::unexpected(UrlFault::NoHost);
    if (!parseAuthority(authority, url))
        return tl::unexpected(UrlFault::HostOrPort);
    url.path = rest.substr(slash);
    return url;
}

std::string urlWithoutSecrets(std::string_view typed)
{
    if (splitUrl(typed))
        return std::string(typed); // an '@' in the path, for one
    std::string shown(typed.substr(0, schemeLength(typed)));
    typed.remove_prefix(shown.size());
    const std::size_t fragment = typed.find('#');
    const std::size_t query = std::min(typed.find('?'), fragment);
    // The last '@' counts, for a password may hold marks that should have been escaped.
    if (const std::size_t at = typed.rfind('@'); at != std::string_view::npos) {
        shown += "...";
        if (query < at)
            return shown; // whichever of the two was meant
        shown += typed.substr(at, query - at);
    } else {
        shown += typed.substr(0, query);
    }
    if (query == std::string_view::npos)
        return shown;
    return shown + typed[query] + "...";
}

} // namespace tokamark
