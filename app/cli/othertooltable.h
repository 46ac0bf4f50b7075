#pragma once

#include "cli/commonoptions.h"
#include "cli/console.h"
#include "metrics/othertool.h"
#include "storage/runrepository.h"

namespace tokamark::cli {

/// Every finished cell of a run as another tool would have reported it, beside our own figures and what makes the two
/// differ. `history` holds the run. Errors: those of reading the requests.
[[nodiscard]] Expected<void> writeAsOtherTool(const Console &console, metrics::OtherTool tool,
                                              const storage::StoredRun &run, storage::RunRepository &history,
                                              OutputFormat format);

} // namespace tokamark::cli
