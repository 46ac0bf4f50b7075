#pragma once

#include "plot/chartdata.h"

namespace tokamark::session {
struct RunSnapshot;
}

namespace tokamark::ui {

class ResultSet;

/// Adds what the searches of the runs have found: a band from the largest load that was good enough to the smallest that
/// was not, a line where only one of them is known. The caption says what a load had to keep.
void overlayLimits(CurveData &data, const ResultSet &set);
/// The same of a run that goes on, as far as its searches are.
void overlayLimits(CurveData &data, const session::RunSnapshot &snapshot);

} // namespace tokamark::ui
