#include "models/seriesstyle.h"

#include <algorithm>

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

/// The look that the colour of a target asks for.
SeriesLook wantedLook(const QString &color, std::size_t target)
{
    const int known = markerOfColor(color);
    const int place = static_cast<int>(target % SeriesCount);
    return known >= 0 ? SeriesLook{known, {}} : SeriesLook{place, QColor(color)};
}

} // namespace

std::vector<SeriesLook> looksOf(const std::vector<QString> &colors, std::size_t workloads)
{
    std::vector<SeriesLook> looks;
    std::vector<SeriesLook> wanted;
    for (const QString &color : colors) {
        const SeriesLook look = wantedLook(color, wanted.size());
        const auto alike = static_cast<std::size_t>(std::ranges::count(wanted, look));
        wanted.push_back(look);
        for (std::size_t workload = 0; workload < workloads; ++workload) {
            const auto round = static_cast<int>(alike * workloads + workload);
            looks.push_back({look.marker + SeriesCount * round, look.color});
        }
    }
    return looks;
}

SeriesLook lookOf(const plan::Plan &plan, std::size_t target, std::size_t workload)
{
    std::vector<QString> colors;
    for (const plan::Target &one : plan.targets)
        colors.push_back(QString::fromStdString(one.color));
    return looksOf(colors, plan.workloads.size()).at(target * plan.workloads.size() + workload);
}

int markerOf(const plan::Plan &plan, std::size_t target)
{
    return lookOf(plan, target, 0).marker;
}

QString seriesName(const plan::Plan &plan, std::size_t target, std::size_t workload)
{
    const QString name = QString::fromStdString(plan.targets.at(target).name);
    if (plan.workloads.size() < 2)
        return name;
    return name + QStringLiteral(" · ") + QString::fromStdString(plan.workloads.at(workload).name);
}

QString storedColor(int marker)
{
    return Theme::lightTheme().seriesColor(marker).name();
}

} // namespace tokamark::ui
