#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "storage/storedrun.h"

#include <optional>
#include <vector>

namespace tokamark::storage {

class Database;

/// Which of the two lists of findings that a cell can have.
enum class VerdictsOf { Measured, Moved };

// What the readers and writers of runs share of the tables below a cell, but for its requests. On the thread of the
// database.

/// Every attempt at every cell of a run, in the order measured, with figures, verdicts and moved windows.
[[nodiscard]] Expected<std::vector<StoredCell>> readCells(Database &database, RunId run, StoredState state);
/// In the order of time.
[[nodiscard]] Expected<std::vector<Sample>> readSamples(Database &database, CellId cell);
/// Instead of those that are there.
[[nodiscard]] Expected<void> writeVerdicts(Database &database, VerdictsOf which, CellId cell,
                                           const std::vector<metrics::Verdict> &verdicts);
/// Instead of the one that is there; empty: takes it away. Belongs into a transaction.
[[nodiscard]] Expected<void> writeMovedWindow(Database &database, CellId cell, const std::optional<MovedWindow> &moved);

} // namespace tokamark::storage
