#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"

#include <span>

namespace tokamark::metrics {

/// How a schedule was kept and whether the server kept up with it, from the records of one cell. Equal parts of the time
/// in which requests came are compared, so the end of a cell, in which none come any more, does not hide a queue. The
/// order of `records` does not matter.
[[nodiscard]] ArrivalFigures arrivalFigures(std::span<const RequestRecord> records, const MeasuredWindow &window);

} // namespace tokamark::metrics
