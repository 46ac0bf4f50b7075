#pragma once

#include "report/verdictwords.h"
#include "storage/storedrun.h"

#include <QByteArray>

#include <vector>

namespace tokamark::report {

/// A whole run for scripts: what it was, every cell with all its figures, every point over its repetitions. Latencies in
/// milliseconds; null where there are no samples or failures reach a percentile.
[[nodiscard]] QByteArray runJson(const storage::StoredRun &run, const VerdictSpeaker &speak = plainWords);

/// The history: {"runs": [{"id", "name", "started", "state", ...}]}.
[[nodiscard]] QByteArray runListJson(const std::vector<storage::RunInfo> &runs);

} // namespace tokamark::report
