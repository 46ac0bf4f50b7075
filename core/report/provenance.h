#pragma once

#include "storage/storedrun.h"

#include <QDateTime>
#include <QString>

namespace tokamark::report {

/// Where figures come from, for the line under every chart and table.
struct Provenance {
    QString version; ///< of the program that measured
    QDateTime measured;
    QString planHash; ///< eight hexadecimal digits of SHA-256 over the plan's text
    bool simulated = false;
    bool kernelStamps = true; ///< false as soon as one cell had to use its own clock
    double clientLagP99Us = 0; ///< the worst cell's
    bool isMeasured = false; ///< at least one cell has figures, so that the last two say something
};

[[nodiscard]] QString planHash(const plan::Plan &plan);
[[nodiscard]] Provenance provenanceOf(const storage::StoredRun &run);
/// "Tokamark 1.2.3 · 2026-11-22 18:40 · plan 3f9a2c1b · simulated · kernel timestamps · client lag p99 12 µs", in the C
/// locale; pages that speak the user's language build their own from the parts.
[[nodiscard]] QString provenanceLine(const Provenance &provenance);

} // namespace tokamark::report
