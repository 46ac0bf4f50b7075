#include "plot/timeaxis.h"

#include "plot/chartstyle.h"

#include <qcustomplot.h>

#include <algorithm>

namespace tokamark::ui::timeaxis {

namespace {

constexpr double LabelInset = 4;

} // namespace

void useTimeAndHeight(QCPItemPosition &position, QCPAxisRect &rect)
{
    position.setTypeX(QCPItemPosition::ptPlotCoords);
    position.setTypeY(QCPItemPosition::ptAxisRectRatio);
    position.setAxes(rect.axis(QCPAxis::atBottom), rect.axis(QCPAxis::atLeft));
    position.setAxisRect(&rect);
}

void addRegion(QCustomPlot &plot, QCPAxisRect &rect, const TimeRegion &region, const Theme &theme)
{
    auto *rectangle = new QCPItemRect(&plot);
    rectangle->setLayer(QStringLiteral("background"));
    rectangle->setPen(Qt::NoPen);
    rectangle->setBrush(theme.grid);
    rectangle->setClipAxisRect(&rect);
    for (QCPItemPosition *corner : {rectangle->topLeft, rectangle->bottomRight})
        useTimeAndHeight(*corner, rect);
    rectangle->topLeft->setCoords(region.from, 0);
    rectangle->bottomRight->setCoords(region.to, 1);

    // A name that is longer than its stretch would claim what lies beside it.
    const QFont font = chartstyle::font(chartstyle::TextPixels);
    const double share = (region.to - region.from) / rect.axis(QCPAxis::atBottom)->range().size();
    const double room = share * rect.width();
    if (region.label.isEmpty() || QFontMetricsF(font).horizontalAdvance(region.label) + 2 * LabelInset > room)
        return;
    auto *label = new QCPItemText(&plot);
    label->setText(region.label);
    label->setFont(font);
    label->setColor(theme.dim);
    label->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setPadding(QMargins(static_cast<int>(LabelInset), 2, 0, 0));
    label->setClipAxisRect(&rect);
    useTimeAndHeight(*label->position, rect);
    label->position->setCoords(region.from, 0);
}

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
            addRegion(plot, *plot.axisRect(), region, theme);
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
