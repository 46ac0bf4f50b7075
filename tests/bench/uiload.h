#pragma once

#include "calibration/truthcell.h"
#include "calibration/trutherrors.h"

#include <functional>
#include <memory>

namespace tokamark::bench {

using calibration::TruthErrors;
using calibration::TruthPlan;
using calibration::TruthServer;

/// What the engine came to under one load.
struct LoadScore {
    TruthErrors errors;
    double cpuPerTokenUs = 0; ///< of the workers and of the thread that ran the cell
};

/// The load on the truth server: 100 streams of 50 tokens/s.
[[nodiscard]] TruthPlan uiLoadPlan();

/// Puts that load on a server that goes by the plan, on the calling thread, and tells `live` of it four times a second.
/// Throws if the cell could not run.
[[nodiscard]] LoadScore runUiLoad(const TruthServer &server,
                                  std::function<void(std::shared_ptr<const load::CellSnapshot>)> live);

} // namespace tokamark::bench
