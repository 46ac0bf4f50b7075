#pragma once

#include "metrics/requestrecord.h"
#include "storage/storedrun.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <span>

namespace tokamark::report {

/// One line of CSV (RFC 4180, but with a plain line feed): fields with comma, quote or line break are quoted.
[[nodiscard]] QByteArray csvLine(const QStringList &fields);
/// The shortest text that gives the same number again, or "inf".
[[nodiscard]] QString exactText(double value);

/// A line per point with a heading line: rates and latencies with their 95 % intervals, counts, verdict. Numbers in full
/// precision; "inf" where failures reach a percentile; empty where nothing is known.
[[nodiscard]] QByteArray pointsCsv(const storage::StoredRun &run);

/// The heading line of `requestsCsv`.
[[nodiscard]] QByteArray requestsCsvHeading();
/// A line per request of one cell, in the order given: instants in seconds since the start of the cell.
[[nodiscard]] QByteArray requestsCsv(const storage::StoredRun &run, const storage::StoredCell &cell,
                                     std::span<const metrics::RequestRecord> requests);

} // namespace tokamark::report
