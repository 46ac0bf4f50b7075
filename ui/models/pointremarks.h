#pragma once

#include "metrics/verdict.h"
#include "plot/chartdata.h"

#include <QString>

namespace tokamark::ui {

/// How a point is drawn that has verdicts of this severity. One rule for the curves of a run and those of results.
[[nodiscard]] PointQuality qualityOf(metrics::Severity severity);
/// Puts one more remark into a caption.
void joinCaption(QString &caption, const QString &part);
/// Says in the caption what pale and hollow marks are, where the curves have such.
void explainMarks(CurveData &data);
/// The same for hatched and hollow bars.
void explainMarks(GroupedBarsData &data);

} // namespace tokamark::ui
