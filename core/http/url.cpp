#include "http/url.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace tokamark::http {
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
bool parseAuthority(std::string_view authority, Url &url)
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

/// Paths of endpoints and of pages that a browser shows, the longer ones first.
constexpr std::array<std::string_view, 20> Added{"/v1/chat/completions",
                                                 "/v1/completions",
                                                 "/v1/models",
                                                 "/v1", // most servers
                                                 "/api/generate",
                                                 "/api/chat",
                                                 "/api/tags",
                                                 "/api/version", // Ollama
                                                 "/generate_stream",
                                                 "/generate",
                                                 "/completions",
                                                 "/completion", // TGI, SGLang, BentoML, llama.cpp
                                                 "/docs",
                                                 "/metrics",
                                                 "/health",
                                                 "/readyz",
                                                 "/version",
                                                 "/info",
                                                 "/props",
                                                 "/v2"};

std::string_view withoutSlashesAtEnd(std::string_view path)
{
    while (path.ends_with('/'))
        path.remove_suffix(1);
    return path;
}

/// The base without what protocols add themselves: people copy the URL of an endpoint as well as that of the server.
std::string basePathOf(std::string_view path)
{
    // Triton's have the name of a model in the middle.
    if (const std::size_t model = path.find("/v2/models/"); model != std::string_view::npos)
        path = path.substr(0, model);
    for (const std::string_view added : Added) {
        if (path.ends_with(added)) {
            path.remove_suffix(added.size());
            break;
        }
    }
    return std::string(withoutSlashesAtEnd(path));
}

/// For error texts: a name and password before the host and the values of a query do not show.
std::string withoutSecrets(std::string_view typed)
{
    std::string shown;
    if (const std::size_t mark = typed.find("://"); mark != std::string_view::npos) {
        shown = typed.substr(0, mark + 3);
        typed.remove_prefix(mark + 3);
    }
    const std::size_t query = typed.find('?');
    // The last '@' counts, for a password may hold marks that should have been escaped.
    if (const std::size_t at = typed.rfind('@'); at != std::string_view::npos) {
        shown += "...";
        if (query < at)
            return shown; // whichever of the two was meant
        shown += typed.substr(at, query - at);
    } else {
        shown += typed.substr(0, query);
    }
    return query == std::string_view::npos ? shown : shown + "?...";
}

} // namespace

std::string Url::hostHeader() const
{
    const bool isV6 = host.find(':') != std::string::npos;
    // A zone ("fe80::1%eth0") means something on this machine only and is not sent.
    std::string name = isV6 ? host.substr(0, host.find('%')) : host;
    if (isV6)
        name = "[" + name + "]";
    if (port != (tls ? HttpsPort : HttpPort))
        name += ":" + std::to_string(port);
    return name;
}

std::string Url::text() const
{
    const bool isV6 = host.find(':') != std::string::npos;
    std::string result = tls ? "https://" : "http://";
    result += isV6 ? "[" + host + "]" : host;
    if (port != (tls ? HttpsPort : HttpPort))
        result += ":" + std::to_string(port);
    return result + basePath;
}

Expected<Url> parsePageUrl(std::string_view text)
{
    const std::string shown = withoutSecrets(text);
    std::string_view rest = trimmed(text);
    Url url;
    if (const std::size_t mark = rest.find("://"); mark != std::string_view::npos) {
        const std::string scheme = lowered(rest.substr(0, mark));
        if (scheme != "http" && scheme != "https")
            return fail(ErrorCode::BadUrl, shown, "scheme " + scheme);
        url.tls = scheme == "https";
        rest.remove_prefix(mark + 3);
    }
    url.port = url.tls ? HttpsPort : HttpPort;
    if (!isPrintableAscii(rest))
        return fail(ErrorCode::BadUrl, shown, "blank or non-ASCII character");
    if (rest.find_first_of("?#") != std::string_view::npos)
        return fail(ErrorCode::BadUrl, shown, "query or fragment");

    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view authority = rest.substr(0, slash);
    if (authority.find('@') != std::string_view::npos)
        return fail(ErrorCode::BadUrl, shown, "user information");
    if (authority.empty() || !parseAuthority(authority, url))
        return fail(ErrorCode::BadUrl, shown, authority.empty() ? "no host" : "host or port");
    const std::string_view path = rest.substr(slash);
    url.basePath = path == "/" ? "" : path;
    return url;
}

Expected<Url> parseUrl(std::string_view text)
{
    auto url = parsePageUrl(text);
    if (url)
        url->basePath = basePathOf(withoutSlashesAtEnd(url->basePath));
    return url;
}

} // namespace tokamark::http
