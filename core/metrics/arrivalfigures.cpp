#include "metrics/arrivalfigures.h"

#include <algorithm>
#include <cmath>

namespace tokamark::metrics {
namespace {

constexpr std::size_t Parts = 10;
/// Of the pairs of parts, ordered in time, the share by which rising ones must outnumber falling ones (Kendall's tau).
/// Chance alone brings ten parts over it in fewer than one case of fifty.
constexpr double FewestRising = 0.6;
/// Requests come by chance, so the number that is open swings by its root; a growth must stand out of that.
constexpr double SwingsBeyond = 3;

/// How long something that lasts from `from` to `to` lies inside the window.
double secondsInside(Instant from, Instant to, const MeasuredWindow &window)
{
    return std::max(0.0, toSeconds(std::min(to, window.close) - std::max(from, window.open)));
}

double risingShare(std::span<const double> values)
{
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i + 1; j < values.size(); ++j)
            sum += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
    }
    const auto count = static_cast<double>(values.size());
    return sum / (count * (count - 1) / 2);
}

/// The median of the slopes between all pairs, per part (Theil and Sen): a single odd part does not bend it.
double typicalSlope(std::span<const double> values)
{
    std::vector<double> slopes;
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i + 1; j < values.size(); ++j)
            slopes.push_back((values[j] - values[i]) / static_cast<double>(j - i));
    }
    const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
    std::nth_element(slopes.begin(), middle, slopes.end());
    return *middle;
}

/// The slope per part, where the parts rise from first to last; 0 where they only fill up, swing or fall.
double steadyGrowth(std::span<const double> parts)
{
    const double slope = typicalSlope(parts);
    const auto later = parts.subspan(parts.size() / 2);
    double mean = 0;
    for (const double part : parts)
        mean += part / static_cast<double>(parts.size());
    const bool rises = risingShare(parts) >= FewestRising && risingShare(later) >= FewestRising;
    // What fills up at first and then stays is a server that has reached its pace.
    const bool goesOn = typicalSlope(later) >= slope / 2;
    const bool standsOut
        = slope * static_cast<double>(parts.size() - 1) > SwingsBeyond * std::sqrt(std::max(mean, 1.0));
    return rises && goesOn && standsOut ? slope : 0;
}

} // namespace

ArrivalFigures arrivalFigures(std::span<const RequestRecord> records, const MeasuredWindow &window)
{
    ArrivalFigures figures;
    const double seconds = window.seconds();
    if (seconds <= 0)
        return figures;
    double due = 0;
    double sent = 0;
    double waited = 0;
    Instant lastDue = window.open;
    const auto isInside = [&window](Instant at) { return happened(at) && at >= window.open && at < window.close; };
    for (const RequestRecord &record : records) {
        due += isInside(record.at.due) ? 1 : 0;
        sent += isInside(record.at.sent) ? 1 : 0;
        figures.unsent += isInside(record.at.due) && isUnsent(record) ? 1 : 0;
        if (record.at.due < window.close)
            lastDue = std::max(lastDue, record.at.due);
        const Instant begun = happened(record.at.sent) ? record.at.sent : record.at.end;
        waited += secondsInside(record.at.due, begun, window);
    }
    figures.duePerSecond = due / seconds;
    figures.sentPerSecond = sent / seconds;
    figures.meanWaiting = waited / seconds;

    const Duration part = (lastDue - window.open) / static_cast<Duration::rep>(Parts);
    if (part <= Duration::zero())
        return figures;
    figures.openByPart.assign(Parts, 0);
    for (std::size_t i = 0; i < Parts; ++i) {
        const Instant from = window.open + part * static_cast<Duration::rep>(i);
        const MeasuredWindow one{from, from + part, false};
        for (const RequestRecord &record : records) {
            const Instant end = happened(record.at.end) ? record.at.end : window.close;
            figures.openByPart[i] += secondsInside(record.at.due, end, one) / one.seconds();
        }
    }
    const double growthPerSecond = steadyGrowth(figures.openByPart) / toSeconds(part);
    const double ratePerSecond = due / toSeconds(lastDue - window.open);
    figures.growthShare = ratePerSecond > 0 ? growthPerSecond / ratePerSecond : 0;
    return figures;
}

} // namespace tokamark::metrics
