#pragma once

#include "metrics/requestrecord.h"
#include "models/resultset.h"
#include "plot/chartdata.h"

#include <vector>

namespace tokamark::ui {

/// The requests of one series at one level, as they were stored.
struct SeriesRequests {
    std::size_t series = 0; ///< place in the set
    qint64 startedNs = 0; ///< of the cell, the zero of its time axis
    std::vector<metrics::RequestRecord> records;
};

/// Turns single requests into what charts take, words included. Pure; any thread that may translate.
namespace requestcharts {

[[nodiscard]] DistributionData distribution(const ResultSet &set, const std::vector<SeriesRequests> &requests,
                                            const plan::Level &level);
[[nodiscard]] RequestBarsData requestBars(const ResultSet &set, const SeriesRequests &requests,
                                          const plan::Level &level);

} // namespace requestcharts
} // namespace tokamark::ui
