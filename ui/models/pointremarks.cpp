#include "models/pointremarks.h"

#include <QCoreApplication>

#include <cmath>
#include <set>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PointRemarks)
};

} // namespace

PointQuality qualityOf(metrics::Severity severity)
{
    switch (severity) {
    case metrics::Severity::Fine:
    case metrics::Severity::Note: return PointQuality::Good;
    case metrics::Severity::Warning: return PointQuality::Warning;
    case metrics::Severity::Bad: return PointQuality::Bad;
    }
    return PointQuality::Good;
}

void joinCaption(QString &caption, const QString &part)
{
    caption += caption.isEmpty() ? part : QStringLiteral(" · ") + part;
}

void explainMarks(CurveData &data)
{
    std::set<PointQuality> qualities;
    bool endless = false;
    for (const CurveSeries &series : data.series)
        for (const CurvePoint &point : series.points) {
            endless = endless || (std::isinf(point.value) && !series.reference);
            if (std::isfinite(point.value))
                qualities.insert(point.quality);
        }
    if (endless)
        joinCaption(data.heading.caption, Words::tr("above the dashed line: over the time limit"));
    if (qualities.contains(PointQuality::Bad))
        joinCaption(data.heading.caption, Words::tr("hollow: not to be quoted"));
    if (qualities.contains(PointQuality::Warning))
        joinCaption(data.heading.caption, Words::tr("pale: with a warning"));
}

void explainMarks(GroupedBarsData &data)
{
    std::set<PointQuality> qualities;
    bool endless = false;
    for (const BarSeries &series : data.series)
        for (const Bar &bar : series.bars) {
            endless = endless || std::isinf(bar.value);
            if (std::isfinite(bar.value))
                qualities.insert(bar.quality);
        }
    if (endless)
        joinCaption(data.heading.caption, Words::tr("hollow to the top: over the time limit"));
    if (qualities.contains(PointQuality::Bad))
        joinCaption(data.heading.caption, Words::tr("hollow: not to be quoted"));
    if (qualities.contains(PointQuality::Warning))
        joinCaption(data.heading.caption, Words::tr("hatched: with a warning"));
}

} // namespace tokamark::ui
