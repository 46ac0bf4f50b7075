#pragma once

#include "storage/storedrun.h"

#include <QString>

namespace tokamark::report {

/// Letters, digits, dot, dash and underscore of `text`; everything else becomes a dash. Never empty, never hidden.
[[nodiscard]] QString safeFileName(const QString &text);

/// "NAME-concurrencyN.json". Target, workload and repetition are in the name only where the run has several.
[[nodiscard]] QString resultFileName(const storage::StoredRun &run, const storage::StoredCell &cell);

} // namespace tokamark::report
