#pragma once

#include "models/referencecurves.h"
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
    ReferenceStudy reference = ReferenceStudy::None; ///< published curves beside one's own
    bool bounds = true; ///< what the hardware can do at most, and where requests begin to queue

    bool operator==(const ResultChoice &) const = default;
};

/// Turns stored results into what charts take, words included. Pure; any thread that may translate.
namespace resultcharts {

[[nodiscard]] QString name(LatencyKind kind);
[[nodiscard]] QString name(Statistic which);
/// What a point is worth where this figure of it is shown.
[[nodiscard]] PointQuality quality(const ResultPoint &point, LatencyKind kind, Statistic which);

[[nodiscard]] CurveData latencyCurves(const ResultSet &set, const ResultChoice &choice);
[[nodiscard]] CurveData rateCurves(const ResultSet &set, const ResultChoice &choice);
[[nodiscard]] GroupedBarsData latencyBars(const ResultSet &set, const ResultChoice &choice);
[[nodiscard]] GroupedBarsData rateBars(const ResultSet &set);
[[nodiscard]] ChartProvenance provenance(const ResultSet &set);
/// Says that the file of a chart was not written, and why there is nothing to draw.
[[nodiscard]] QString leftOut(const QString &file, const QString &why);

} // namespace resultcharts
} // namespace tokamark::ui
