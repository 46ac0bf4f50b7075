#include "http/url.h"

#include "base/urlparts.h"

#include <array>
#include <utility>

namespace tokamark::http {
namespace {

constexpr std::uint16_t HttpPort = 80;
constexpr std::uint16_t HttpsPort = 443;

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

/// What the parts say, in the C locale.
const char *causeOf(UrlFault fault)
{
    switch (fault) {
    case UrlFault::Scheme: return "scheme";
    case UrlFault::Characters: return "blank or non-ASCII character";
    case UrlFault::Query: return "query or fragment";
    case UrlFault::UserInformation: return "user information";
    case UrlFault::NoHost: return "no host";
    case UrlFault::HostOrPort: return "host or port";
    }
    return "";
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
    auto parts = splitUrl(text);
    if (!parts)
        return fail(ErrorCode::BadUrl, urlWithoutSecrets(text), causeOf(parts.error()));
    return Url{parts->tls, std::move(parts->host), parts->port, parts->path == "/" ? "" : std::move(parts->path)};
}

Expected<Url> parseUrl(std::string_view text)
{
    auto url = parsePageUrl(text);
    if (url)
        url->basePath = basePathOf(withoutSlashesAtEnd(url->basePath));
    return url;
}

} // namespace tokamark::http
