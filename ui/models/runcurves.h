#pragma once

#include "plot/chartdata.h"
#include "session/runsnapshot.h"

#include <vector>

namespace tokamark::ui {

/// The curves of a run over concurrency, from the cells that are done; a point is the mean over its repetitions.
/// With one repetition the band is the interval within the run.
[[nodiscard]] CurveData ttftCurves(const session::RunSnapshot &snapshot);
[[nodiscard]] CurveData rateCurves(const session::RunSnapshot &snapshot);

/// The current cell over time.
[[nodiscard]] TimeData rateOverTime(const session::RunSnapshot &snapshot);
[[nodiscard]] TimeData ttftOverTime(const session::RunSnapshot &snapshot);
[[nodiscard]] TimeData inFlightOverTime(const session::RunSnapshot &snapshot);
/// What its server and GPUs say meanwhile; charts without points where they do not tell.
[[nodiscard]] std::vector<TimeData> serverOverTime(const session::RunSnapshot &snapshot);

} // namespace tokamark::ui
