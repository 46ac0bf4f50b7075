#pragma once

#include <string_view>

namespace tokamark::http {

/// A host alone, without scheme, port and path: whoever types that knows no port.
[[nodiscard]] bool isBareHost(std::string_view typed);

} // namespace tokamark::http
