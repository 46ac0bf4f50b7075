#pragma once

#include "report/texttable.h"
#include "storage/storedrun.h"

#include <QString>

namespace tokamark::report {

/// The mean time to first token of each point, taken apart between client and server. Empty where no server told.
[[nodiscard]] TextTable splitTable(const storage::StoredRun &run);
/// What the servers and their GPUs said of each point, and how the counts of both sides differ. Empty where none did.
[[nodiscard]] TextTable serverTable(const storage::StoredRun &run);

/// Both for a terminal, with what their columns mean and which servers could not be asked; empty if there is nothing.
[[nodiscard]] QString serverTablesText(const storage::StoredRun &run);

} // namespace tokamark::report
