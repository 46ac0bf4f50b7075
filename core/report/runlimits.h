#pragma once

#include "metrics/limitseries.h"
#include "storage/storedrun.h"

#include <vector>

namespace tokamark::report {

/// What the searches of a run have found, out of its finished cells; empty for a run that searched for nothing. A cell
/// that failed as a whole ends its search only if no later attempt at it is done. Runs that a version finished which let
/// the majority decide are told as they were then.
[[nodiscard]] std::vector<metrics::LimitSeries> limitsOf(const storage::StoredRun &run);

} // namespace tokamark::report
