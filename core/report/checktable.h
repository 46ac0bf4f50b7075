#pragma once

#include "report/texttable.h"
#include "storage/storedrun.h"

#include <QString>

namespace tokamark::report {

/// A row for each thing that a witness was asked about each point: both numbers, how far they are apart, what came of it.
[[nodiscard]] TextTable checkTable(const storage::StoredRun &run);
/// The same for a terminal, in the language of the program; empty if nothing was measured.
[[nodiscard]] QString checkTableText(const storage::StoredRun &run);

} // namespace tokamark::report
