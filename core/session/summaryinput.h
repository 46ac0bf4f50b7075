#pragma once

#include "metrics/summarise.h"
#include "plan/matrix.h"

namespace tokamark::session {

/// What the plan says of a cell that is to be summed up; records, window, client and seed come from whoever measured it.
/// Points into the plan, which must outlive it.
[[nodiscard]] metrics::SummaryInput summaryInputOf(const plan::Plan &plan, const plan::CellKey &key);

} // namespace tokamark::session
