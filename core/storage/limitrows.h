#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "metrics/limitseries.h"

#include <QString>

#include <span>
#include <vector>

namespace tokamark::storage {

class Database;

/// How far the search of one target with one workload is, as it is stored.
struct LimitRow {
    TargetId target;
    QString workloadName;
    QString goal; ///< what it holds a point against: "ttft_p95 <= 500 ms"
    QString unit; ///< of its loads: "users", "req/s"
    metrics::LimitSeries series;
};

/// Writes the searches of a run, in place of what was written of them before.
[[nodiscard]] Expected<void> writeLimits(Database &database, RunId run, std::span<const LimitRow> rows);
/// The searches of a run in the order in which they ran; empty where none was stored.
[[nodiscard]] Expected<std::vector<metrics::LimitSeries>> readLimits(Database &database, RunId run);

} // namespace tokamark::storage
