#pragma once

#include "profiles/metricname.h"

#include <cstddef>

namespace tokamark::telemetry {

inline constexpr std::size_t MeaningCount = 19;

/// The name in the database and in files: "running", "kv_use", "ttft".
[[nodiscard]] const char *nameOf(profiles::Meaning meaning) noexcept;

/// True for what goes up and down; everything else only grows while the server runs.
[[nodiscard]] bool isGauge(profiles::Meaning meaning) noexcept;

} // namespace tokamark::telemetry
