#pragma once

#include "base/error.h"
#include "http/url.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace tokamark::http {

using Header = std::pair<std::string, std::string>;

/// Refuses headers that HTTP does not allow and those that are ours to send (Host, Content-Length, ...).
/// Error: BadHeader, with the name and never the value.
[[nodiscard]] Expected<void> checkHeaders(std::span<const Header> headers);

/// The head of a POST up to and including "Content-Length: ", so that one text serves every request of a cell.
/// Extra headers replace those that we would send ourselves. The headers have been checked.
[[nodiscard]] std::string requestHeadPrefix(const Url &url, const std::string &path, std::span<const Header> extra);

} // namespace tokamark::http
