#pragma once

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokamark::plan {

/// Reads a length of time as people type it: "30" (seconds), "30s", "1.5m", "500ms", "2h", "10us", "7ns".
/// Empty for anything else, for negative values and for more than a hundred days.
[[nodiscard]] std::optional<Duration> parseDuration(std::string_view text);

/// The shortest exact form in a single unit: "300s", "10ms"; `parseDuration` of it gives the same value.
[[nodiscard]] std::string durationText(Duration duration);

} // namespace tokamark::plan
