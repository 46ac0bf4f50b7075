#pragma once

#include "metrics/limitseries.h"
#include "storage/storedrun.h"

#include <optional>
#include <vector>

namespace tokamark::report {

/// What the searches of a run have found, out of its finished cells; empty for a run that searched for nothing. A cell
/// that failed as a whole ends its search only if no later attempt at it is done. Runs that a version finished which let
/// the majority decide are told as they were then.
[[nodiscard]] std::vector<metrics::LimitSeries> limitsOf(const storage::StoredRun &run);

/// Whether a measurement at an end of a search is TOO-FEW-SAMPLES, and at which load; empty where none is.
[[nodiscard]] std::optional<double> endOfFewSamples(const storage::StoredRun &run, const metrics::LimitSeries &series);

} // namespace tokamark::report
