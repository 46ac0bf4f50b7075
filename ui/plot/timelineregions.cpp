#include "plot/timelineregions.h"

#include "plot/chartstyle.h"
#include "plot/timeaxis.h"

#include <qcustomplot.h>

namespace tokamark::ui {

TimelineRegions::TimelineRegions(QCustomPlot &plot)
    : m_plot(plot)
{
}

void TimelineRegions::forget()
{
    m_names.clear();
}

void TimelineRegions::shade(QCPAxisRect &rect, const std::vector<TimeRegion> &regions, const Theme &theme)
{
    for (const TimeRegion &region : regions)
        if (region.to > region.from)
            timeaxis::addRegion(m_plot, rect, {region.from, region.to, {}}, theme);
}

void TimelineRegions::addNames(QCPAxisRect &rect, const std::vector<TimeRegion> &regions, const Theme &theme)
{
    for (const TimeRegion &region : regions) {
        auto *item = new QCPItemText(&m_plot);
        item->setText(region.label);
        item->setFont(chartstyle::font(chartstyle::TextPixels));
        item->setColor(theme.dim);
        item->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        item->setClipAxisRect(&rect);
        timeaxis::useTimeAndHeight(*item->position, rect);
        // At the foot, for a rate that is worth measuring runs along the top.
        item->position->setCoords((region.from + region.to) / 2, 1);
        m_names.push_back({region, item});
    }
}

void TimelineRegions::showNamesThatFit()
{
    const QFontMetricsF metrics(chartstyle::font(chartstyle::TextPixels));
    for (const Name &name : m_names) {
        const QCPAxis *time = name.item->position->keyAxis();
        const double room = time->coordToPixel(name.region.to) - time->coordToPixel(name.region.from);
        name.item->setVisible(metrics.horizontalAdvance(name.region.label) < room);
    }
}

} // namespace tokamark::ui
