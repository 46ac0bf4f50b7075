#include "plot/timeaxis.h"

#include "plot/chartstyle.h"

#include <qcustomplot.h>

#include <algorithm>

namespace tokamark::ui::timeaxis {

namespace {

constexpr double LabelInset = 4;

void addRegion(QCustomPlot &plot, const TimeRegion &region, const Theme &theme)
{
    auto *rectangle = new QCPItemRect(&plot);
    rectangle->setLayer(QStringLiteral("background"));
    rectangle->setPen(Qt::NoPen);
    rectangle->setBrush(theme.grid);
    for (QCPItemPosition *corner : {rectangle->topLeft, rectangle->bottomRight}) {
        corner->setTypeX(QCPItemPosition::ptPlotCoords);
        corner->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    rectangle->topLeft->setCoords(region.from, 0);
    rectangle->bottomRight->setCoords(region.to, 1);

    // A name that is longer than its stretch would claim what lies beside it.
    const QFont font = chartstyle::font(chartstyle::TextPixels);
    const double share = (region.to - region.from) / plot.xAxis->range().size();
    if (QFontMetricsF(font).horizontalAdvance(region.label) + 2 * LabelInset > share * plot.axisRect()->width())
        return;
    auto *label = new QCPItemText(&plot);
    label->setText(region.label);
    label->setFont(font);
    label->setColor(theme.dim);
    label->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setPadding(QMargins(static_cast<int>(LabelInset), 2, 0, 0));
    label->position->setTypeX(QCPItemPosition::ptPlotCoords);
    label->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    label->position->setCoords(region.from, 0);
}

} // namespace

double end(const TimeData &data)
{
    double last = data.totalSeconds;
    for (const TimeSeries &series : data.series)
        if (!series.points.empty())
            last = std::max(last, series.points.back().x());
    return last > 0 ? last : 1;
}

void addRegions(QCustomPlot &plot, const TimeData &data, const Theme &theme)
{
    for (const TimeRegion &region : data.regions)
        if (region.to > region.from)
            addRegion(plot, region, theme);
    if (data.nowSecond < 0)
        return;
    auto *now = new QCPItemLine(&plot);
    now->setPen(QPen(theme.accent, 1));
    for (QCPItemPosition *tip : {now->start, now->end}) {
        tip->setTypeX(QCPItemPosition::ptPlotCoords);
        tip->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    now->start->setCoords(data.nowSecond, 0);
    now->end->setCoords(data.nowSecond, 1);
}

} // namespace tokamark::ui::timeaxis
