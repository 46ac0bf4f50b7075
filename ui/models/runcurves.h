#pragma once

#include "plot/chartdata.h"
#include "session/runsnapshot.h"

namespace tokamark::ui {

/// The curves of a run over concurrency, from the cells that are done; a point is the mean over its repetitions.
/// With one repetition the band is the interval within the run.
[[nodiscard]] CurveData ttftCurves(const session::RunSnapshot &snapshot);
[[nodiscard]] CurveData rateCurves(const session::RunSnapshot &snapshot);

/// The current cell over time.
[[nodiscard]] TimeData rateOverTime(const session::RunSnapshot &snapshot);
[[nodiscard]] TimeData ttftOverTime(const session::RunSnapshot &snapshot);
/// In flight as the client counts, and running and waiting where the server tells.
[[nodiscard]] TimeData requestsOverTime(const session::RunSnapshot &snapshot);
/// How full its server and GPUs say they are; without series where they do not tell.
[[nodiscard]] TimeData serverUseOverTime(const session::RunSnapshot &snapshot);

} // namespace tokamark::ui
