#pragma once

#include "plan/targetsecrets.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokamark::plan {

/// One of a target's metrics URLs as a plan writes it. "env:NAME@URL" and "keychain:NAME@URL" say where the key of this
/// very page is: one on another host gets no other.
struct MetricsPage {
    std::string url; ///< without the place of the key
    std::optional<SecretPlace> key; ///< empty: none of its own

    bool operator==(const MetricsPage &) const = default;
};

[[nodiscard]] MetricsPage metricsPageOf(std::string_view text);

} // namespace tokamark::plan
