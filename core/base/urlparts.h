#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tokamark {

/// What keeps a text from being a URL that can be asked.
enum class UrlFault : std::uint8_t {
    Scheme, ///< neither http nor https
    Characters, ///< a blank, or one beyond ASCII
    Query, ///< or a fragment: keys hide there, and nothing is put behind them
    UserInformation, ///< a name or password before the host
    NoHost,
    HostOrPort, ///< one that cannot be
};

/// An http or https URL in its parts. `host` is in lower case and without brackets for IPv6.
struct UrlParts {
    bool tls = false;
    std::string host;
    std::uint16_t port = 0;
    std::string path; ///< as it was written; empty: none

    bool operator==(const UrlParts &) const = default;
};

/// How much of a URL its scheme with "://" takes; zero: it has none. Letters alone make one: "://" stands in queries too.
[[nodiscard]] std::size_t schemeLength(std::string_view url);

/// Splits a URL as a person types it: "host:port" alone is http.
[[nodiscard]] tl::expected<UrlParts, UrlFault> splitUrl(std::string_view text);

/// A URL as it may be shown and stored: a name and password before the host, the values of a query and a fragment do
/// not show. One without such things stays as it is.
[[nodiscard]] std::string urlWithoutSecrets(std::string_view typed);

} // namespace tokamark
