#pragma once

#include "base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokamark::http {

/// An http or https URL, split. `host` is without brackets for IPv6.
struct Url {
    bool tls = false;
    std::string host;
    std::uint16_t port = 80;
    std::string basePath; ///< "" or "/prefix", of a server without a slash at the end; without query

    /// "http://host:port/base", with brackets for IPv6, without a default port.
    [[nodiscard]] std::string text() const;
    /// Value of the Host header.
    [[nodiscard]] std::string hostHeader() const;
    bool operator==(const Url &) const = default;
};

/// Splits the URL of a server as a person types it: "host:port" alone is http. A trailing "/v1" is dropped, for
/// protocols add it, and so is the path of an endpoint or page below it ("/v1/chat/completions", "/metrics"). User
/// information, query and fragment are refused with BadUrl.
[[nodiscard]] Expected<Url> parseUrl(std::string_view text);
/// The same for the URL of one page, whose path stays as it is: some are at "/metrics/" only, behind a redirection.
[[nodiscard]] Expected<Url> parsePageUrl(std::string_view text);

} // namespace tokamark::http
