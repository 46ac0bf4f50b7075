#pragma once

#include "metrics/selfchecks.h"
#include "report/points.h"
#include "storage/storedrun.h"

#include <QStringList>

#include <span>
#include <vector>

namespace tokamark::report {

/// What independent witnesses say of a finished cell, held to the limits of its plan.
[[nodiscard]] std::vector<metrics::SelfCheck> selfChecksOf(const storage::StoredRun &run,
                                                           const storage::StoredCell &cell);
/// The same of a point: of each kind the repetition that differs most stands for all, else one that agrees. Empty if
/// nothing was measured.
[[nodiscard]] std::vector<metrics::SelfCheck> selfChecksOf(const storage::StoredRun &run, const Point &point);

/// The names of those that came out so.
[[nodiscard]] QStringList checkNames(std::span<const metrics::SelfCheck> checks, metrics::CheckOutcome outcome);

} // namespace tokamark::report
