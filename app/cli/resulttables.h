#pragma once

#include "cli/console.h"
#include "storage/storedrun.h"

namespace tokamark::cli {

/// The block that users of vLLM's benchmark know, for every finished cell.
void writeBlocks(const Console &console, const storage::StoredRun &run);
/// A row for each point, what its verdicts mean and what to do about them, and why cells failed.
void writeTable(const Console &console, const storage::StoredRun &run);

} // namespace tokamark::cli
