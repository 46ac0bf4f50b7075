#include "models/seriesstyle.h"

namespace tokamark::ui {

namespace {

/// -1: a colour of the user's own.
int markerOfColor(const QString &color)
{
    for (int marker = 0; marker < SeriesCount; ++marker) {
        if (storedColor(marker).compare(color, Qt::CaseInsensitive) == 0)
            return marker;
    }
    return -1;
}

} // namespace

int markerOf(const plan::Plan &plan, std::size_t target)
{
    const int known = markerOfColor(QString::fromStdString(plan.targets.at(target).color));
    return known >= 0 ? known : static_cast<int>(target % SeriesCount);
}

QColor colorOf(const plan::Plan &plan, std::size_t target, const Theme &theme)
{
    const QString own = QString::fromStdString(plan.targets.at(target).color);
    const bool free = !own.isEmpty() && markerOfColor(own) < 0;
    return free ? QColor(own) : theme.seriesColor(markerOf(plan, target));
}

QString storedColor(int marker)
{
    return Theme::lightTheme().seriesColor(marker).name();
}

} // namespace tokamark::ui
