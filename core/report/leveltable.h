#pragma once

#include "report/texttable.h"
#include "storage/storedrun.h"

#include <QString>

namespace tokamark::report {

/// A row per point: target, users, rates, the percentiles of TTFT that the plan shows, TPOT, failures, verdict.
/// Rates of estimated token counts have a tilde, percentiles of few samples a star, and those of too few are left out.
[[nodiscard]] TextTable levelTable(const storage::StoredRun &run);

/// The table for a terminal with what its marks mean and the provenance line.
[[nodiscard]] QString levelTableText(const storage::StoredRun &run);
/// The same as Markdown.
[[nodiscard]] QString levelTableMarkdown(const storage::StoredRun &run);

} // namespace tokamark::report
