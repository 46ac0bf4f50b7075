#include "plan/metricspage.h"

#include <algorithm>
#include <utility>

namespace tokamark::plan {

MetricsPage metricsPageOf(std::string_view text)
{
    // A name may hold an '@' itself, so the one before the scheme counts.
    const std::size_t at = std::min(text.find("@http://"), text.find("@https://"));
    if (at != std::string_view::npos) {
        if (auto key = placeIn(text.substr(0, at)))
            return {std::string(text.substr(at + 1)), std::move(key)};
    }
    return {std::string(text), std::nullopt};
}

} // namespace tokamark::plan
