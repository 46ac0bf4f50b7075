#pragma once

#include "metrics/requestlatencies.h"
#include "plan/plan.h"

#include <span>

namespace tokamark::metrics {

/// Whether a request that completed counts as good.
[[nodiscard]] bool meetsAll(const RequestLatencies &latencies, std::span<const plan::Slo> slos);

} // namespace tokamark::metrics
