#include "http/requesthead.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tokamark::http {
namespace {

/// Headers that carry the framing of the message, the connection or the compression: set by us alone.
constexpr std::array<std::string_view, 10> OursAlone{
    "host", "content-length", "transfer-encoding", "connection", "keep-alive",
    "te",   "trailer",        "upgrade",           "expect",     "accept-encoding"};

bool equalsIgnoringCase(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

bool isToken(std::string_view name)
{
    constexpr std::string_view Marks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](unsigned char c) {
        return std::isalnum(c) != 0 || Marks.find(static_cast<char>(c)) != std::string_view::npos;
    });
}

bool isValue(std::string_view value)
{
    return std::none_of(value.begin(), value.end(),
                        [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

} // namespace

Expected<void> checkHeaders(std::span<const Header> headers)
{
    for (const auto &[name, value] : headers) {
        if (!isToken(name))
            return fail(ErrorCode::BadHeader, isValue(name) ? name : std::string(), "name");
        if (!isValue(value))
            return fail(ErrorCode::BadHeader, name, "value");
        if (std::any_of(OursAlone.begin(), OursAlone.end(),
                        [&name = name](std::string_view ours) { return equalsIgnoringCase(name, ours); }))
            return fail(ErrorCode::BadHeader, name, "reserved");
    }
    return {};
}

std::string requestHeadPrefix(const Url &url, const std::string &path, std::span<const Header> extra)
{
    const std::array<Header, 3> usual{Header{"User-Agent", "Tokamark/" TOKAMARK_VERSION},
                                      Header{"Accept", "text/event-stream"},
                                      Header{"Content-Type", "application/json"}};
    std::string head = "POST " + url.basePath + path + " HTTP/1.1\r\nHost: " + url.hostHeader() + "\r\n";
    const auto add = [&head](const Header &header) { head += header.first + ": " + header.second + "\r\n"; };
    for (const Header &header : usual) {
        const bool replaced = std::any_of(
            extra.begin(), extra.end(), [&](const Header &own) { return equalsIgnoringCase(own.first, header.first); });
        if (!replaced)
            add(header);
    }
    for (const Header &header : extra)
        add(header);
    return head + "Accept-Encoding: identity\r\nContent-Length: ";
}

} // namespace tokamark::http
