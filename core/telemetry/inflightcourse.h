#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"
#include "telemetry/serverreading.h"

#include <optional>
#include <span>

namespace tokamark::telemetry {

/// A gauge may have been set so long before it is read: some servers set theirs as seldom as that.
inline constexpr Duration OldestGauge = std::chrono::seconds(10);

/// The requests in flight by both sides, part by part of the window, at the moments at which the server was asked: what
/// differs in one part and not in another falls out of a mean over all. Beside each reading stand the fewest and the most
/// that the client had in flight while the gauge may have been set. Readings that may still tell of what came before the
/// first request are left out. `records`: of the whole cell. Empty where the server does not tell what runs, or was read
/// too seldom for two parts. Pure.
[[nodiscard]] std::optional<metrics::InFlightCourse> inFlightCourse(std::span<const metrics::RequestRecord> records,
                                                                    std::span<const ServerReading> readings,
                                                                    const metrics::MeasuredWindow &window);

} // namespace tokamark::telemetry
