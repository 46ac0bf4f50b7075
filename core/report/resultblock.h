#pragma once

#include "storage/storedrun.h"

#include <QString>

namespace tokamark::report {

/// The block of 50 columns that users of vLLM's benchmark paste into issues, for one finished cell, with verdict and
/// provenance below it. A value that failures have reached reads ">600000"; one that rests on few samples has a star,
/// one that rests on too few is not given.
[[nodiscard]] QString resultBlock(const storage::StoredRun &run, const storage::StoredCell &cell);

} // namespace tokamark::report
