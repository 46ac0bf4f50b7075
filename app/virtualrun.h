#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "plan/plan.h"

#include <QString>

namespace tokamark {

/// Plays a plan of simulated targets in virtual time and stores it as a run: real records and real figures of the
/// simulator's models, minutes of load in a second, the same at every call; users, rates, traces and searches. For
/// pictures and tests; one thread. Errors: NotFound (preset), those of the trace, every Database*.
[[nodiscard]] Expected<RunId> storeVirtualRun(const plan::Plan &plan, const QString &databasePath);

} // namespace tokamark
