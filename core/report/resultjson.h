#pragma once

#include "metrics/requestrecord.h"
#include "report/verdictwords.h"
#include "storage/storedrun.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <span>

namespace tokamark::report {

/// A finished cell and its requests.
struct CellResult {
    const storage::StoredRun &run;
    const storage::StoredCell &cell; ///< has figures
    std::span<const metrics::RequestRecord> requests; ///< all of the cell; those sent in the window are written
};

/// An instant as that tool writes it: local time to the second. Of a cell, when it began.
[[nodiscard]] QString resultDate(const QDateTime &instant);
[[nodiscard]] QString resultDate(const storage::StoredCell &cell);

/// The result file of vLLM's benchmark for one cell, with the same keys, units and arrays, so that scripts for those
/// files read it, plus what only this program knows under "tokamark". Arrays hold the counted requests in the order in
/// which they were sent; seconds, `start_times` counted from the start of the cell. A figure without samples, or one
/// that failures have reached, is null.
[[nodiscard]] QByteArray resultJson(const CellResult &result, const VerdictSpeaker &speak = plainWords);

} // namespace tokamark::report
