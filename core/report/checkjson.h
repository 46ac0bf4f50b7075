#pragma once

#include "metrics/selfchecks.h"
#include "report/json.h"

#include <span>

namespace tokamark::report {

/// Self-checks for scripts: [{"check", "ours", "theirs", "unit", "off", "tolerance", "outcome", "why", ...}].
[[nodiscard]] Json json(std::span<const metrics::SelfCheck> checks);

} // namespace tokamark::report
