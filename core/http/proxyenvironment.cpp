#include "http/proxyenvironment.h"

#include <array>
#include <cctype>
#include <cstdlib>
#include <span>
#include <string_view>

namespace tokamark::http {
namespace {

std::string lowered(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    return result;
}

bool isLoopback(const std::string &host)
{
    return host == "localhost" || host.ends_with(".localhost") || host == "::1" || host.starts_with("127.");
}

/// One entry of no_proxy: "*", a host, a domain with or without a leading dot, each perhaps with a port.
bool exempts(std::string entry, const Url &url)
{
    const std::size_t first = entry.find_first_not_of(" \t");
    if (first == std::string::npos)
        return false;
    entry = lowered(entry.substr(first, entry.find_last_not_of(" \t") - first + 1));
    if (entry == "*")
        return true;
    if (entry.starts_with('[')) {
        const std::size_t close = entry.find(']');
        if (close == std::string::npos)
            return false;
        const std::string port = entry.substr(close + 1);
        return entry.substr(1, close - 1) == url.host && (port.empty() || port == ":" + std::to_string(url.port));
    }
    if (const std::size_t colon = entry.find(':');
        colon != std::string::npos && entry.find(':', colon + 1) == std::string::npos) {
        if (entry.substr(colon + 1) != std::to_string(url.port))
            return false;
        entry.resize(colon);
    }
    if (entry.starts_with("*."))
        entry.erase(0, 1);
    if (entry.starts_with('.'))
        return url.host.ends_with(entry) || url.host == entry.substr(1);
    return url.host == entry || url.host.ends_with("." + entry);
}

bool isExempt(const std::string &list, const Url &url)
{
    std::size_t begin = 0;
    while (begin <= list.size()) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        if (exempts(list.substr(begin, end - begin), url))
            return true;
        begin = end + 1;
    }
    return false;
}

} // namespace

std::string environmentVariable(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr ? value : std::string();
}

Expected<void> checkProxyEnvironment(const Url &url, const EnvironmentLookup &lookup)
{
    if (isLoopback(url.host))
        return {};
    const std::string lowerExempt = lookup("no_proxy");
    if (isExempt(lowerExempt.empty() ? lookup("NO_PROXY") : lowerExempt, url))
        return {};
    // HTTP_PROXY in capitals is left out as in curl: a CGI server sets it from a request's header.
    static constexpr std::array<const char *, 3> ForHttp{"http_proxy", "all_proxy", "ALL_PROXY"};
    static constexpr std::array<const char *, 4> ForHttps{"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    for (const char *variable :
         url.tls ? std::span<const char *const>(ForHttps) : std::span<const char *const>(ForHttp)) {
        // The value may hold a password, so the name alone is told.
        if (!lookup(variable).empty())
            return fail(ErrorCode::UnsupportedProxy, variable, url.text());
    }
    return {};
}

} // namespace tokamark::http
