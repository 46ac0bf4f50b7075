#pragma once

#include "base/error.h"
#include "storage/storedrun.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace tokamark::report {

/// Cells of one target that no attempt has measured, for one reason.
struct FailedCells {
    QString
        title; ///< "vllm, 2 users, 4 users (repetition 1)": the repetition where others of the point have another fate
    Error error; ///< of the last attempt
};

/// Every cell that was begun, never measured, and is known why; by target, workload, and level. A cell that failed among
/// measured repetitions is here as well: its point has figures, but of fewer repetitions than were asked for.
[[nodiscard]] std::vector<FailedCells> failedCells(const storage::StoredRun &run);

} // namespace tokamark::report
