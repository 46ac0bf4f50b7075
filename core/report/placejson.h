#pragma once

#include "report/json.h"
#include "storage/storedrun.h"

namespace tokamark::report {

/// Which cell of the matrix it is.
[[nodiscard]] Json placeJson(const storage::StoredRun &run, const storage::StoredCell &cell);

} // namespace tokamark::report
