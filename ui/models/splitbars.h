#pragma once

#include "models/resultset.h"
#include "plot/stackedbarsdata.h"

namespace tokamark::ui {

/// One stacked bar for each point whose server told its share of the time to first token: connecting, network, queue,
/// prefill and what is left. Means over the repetitions. Empty where no server told.
[[nodiscard]] StackedBarsData splitBars(const ResultSet &set);

} // namespace tokamark::ui
