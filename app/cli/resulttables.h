#pragma once

#include "cli/console.h"
#include "storage/runrepository.h"

namespace tokamark::cli {

/// The block that users of vLLM's benchmark know, for every finished cell.
void writeBlocks(const Console &console, const storage::StoredRun &run);
/// What independent witnesses say of each point.
void writeChecks(const Console &console, const storage::StoredRun &run);
/// A row for each point, why cells and requests failed, what the verdicts mean and what to do about them. `history`
/// holds the run. Errors: those of reading the requests.
[[nodiscard]] Expected<void> writeTable(const Console &console, const storage::StoredRun &run,
                                        storage::RunRepository &history);

} // namespace tokamark::cli
