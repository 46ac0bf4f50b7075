#pragma once

#include "metrics/requestrecord.h"
#include "models/resultset.h"
#include "plot/chartdata.h"

#include <QString>

#include <memory>
#include <vector>

namespace tokamark::ui {

/// What the person chose to see of a result set.
struct ResultChoice {
    LatencyKind kind = LatencyKind::Ttft;
    Statistic statistic = Statistic::P95;
    bool reference = false; ///< published curves beside one's own

    bool operator==(const ResultChoice &) const = default;
};

/// The requests of one series at one level, as they were stored.
struct SeriesRequests {
    std::size_t series = 0; ///< place in the set
    qint64 startedNs = 0; ///< of the cell, the zero of its time axis
    std::vector<metrics::RequestRecord> records;
};

/// Turns stored results into what charts take, words included. Pure; any thread that may translate.
namespace resultcharts {

[[nodiscard]] QString name(LatencyKind kind);
[[nodiscard]] QString name(Statistic which);

[[nodiscard]] CurveData latencyCurves(const ResultSet &set, const ResultChoice &choice);
[[nodiscard]] CurveData rateCurves(const ResultSet &set, const ResultChoice &choice);
[[nodiscard]] GroupedBarsData latencyBars(const ResultSet &set, const ResultChoice &choice);
[[nodiscard]] GroupedBarsData rateBars(const ResultSet &set);
[[nodiscard]] DistributionData distribution(const ResultSet &set, const std::vector<SeriesRequests> &requests,
                                            std::uint32_t users);
[[nodiscard]] RequestBarsData requestBars(const ResultSet &set, const SeriesRequests &requests, std::uint32_t users);
[[nodiscard]] ChartProvenance provenance(const ResultSet &set);

} // namespace resultcharts
} // namespace tokamark::ui
