#pragma once

#include <span>
#include <string_view>

namespace tokamark::plan {

/// The known name that takes the fewest edits to become `name`; empty if none is close enough to be what was meant.
[[nodiscard]] std::string_view nearestName(std::string_view name, std::span<const std::string_view> known);

} // namespace tokamark::plan
