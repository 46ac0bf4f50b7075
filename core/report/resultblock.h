#pragma once

#include "storage/storedrun.h"

#include <QString>

namespace tokamark::report {

/// The block of 50 columns that users of vLLM's benchmark paste into issues, for one finished cell, with verdict and
/// provenance below it. A value that failures have reached reads ">600000"; one that rests on few samples has a star,
/// one that rests on too few is not given. The median stands there always, of the other percentiles those that the plan
/// shows. The gap between events is called inter-token latency only where each event is known to hold one token.
[[nodiscard]] QString resultBlock(const storage::StoredRun &run, const storage::StoredCell &cell);

} // namespace tokamark::report
