#pragma once

#include "metrics/cellfigures.h"
#include "report/json.h"

namespace tokamark::report {

/// All figures of a cell for scripts, times as seconds since it began. For this folder's own files only.
[[nodiscard]] Json cellFiguresJson(const metrics::CellFigures &figures, std::int64_t startedNs);

} // namespace tokamark::report
