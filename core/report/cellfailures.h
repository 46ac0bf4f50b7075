#pragma once

#include "storage/runrepository.h"

#include <map>
#include <span>
#include <vector>

namespace tokamark::report {

/// Why requests of cells failed, as the database has it. What is not in it was not asked for.
using CellFailures = std::map<CellId, std::vector<storage::FailureGroup>>;

/// Those of all finished cells of a run with failed requests. Errors: those of reading the requests.
[[nodiscard]] Expected<CellFailures> failuresOf(const storage::StoredRun &run, storage::RunRepository &history);

/// What the figures of a cell tell of its failed requests: how they ended, neither status nor message.
[[nodiscard]] std::vector<storage::FailureGroup> failureCounts(const metrics::CellFigures &figures);

/// The causes over several finished cells, the most frequent first; of cells that `known` lacks what their figures tell.
[[nodiscard]] std::vector<storage::FailureGroup> failuresOver(std::span<const storage::StoredCell *const> cells,
                                                              const CellFailures &known);

} // namespace tokamark::report
