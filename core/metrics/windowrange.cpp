#include "metrics/windowrange.h"

#include <algorithm>

namespace tokamark::metrics {

Instant placeInTime(const RequestRecord &record, plan::LoadKind load) noexcept
{
    return placeInTime(record.at.due, record.at.sent, load != plan::LoadKind::Closed);
}

WindowRange windowRange(std::span<const RequestRecord> records, const MeasuredWindow &measured, plan::LoadKind load)
{
    WindowRange range{measured.open, measured.close};
    for (const RequestRecord &record : records) {
        range.earliest = std::min(range.earliest, placeInTime(record, load));
        range.latest = std::max(range.latest, record.at.end);
    }
    for (const RequestRecord &record : records) {
        if (record.outcome != Outcome::Cancelled)
            continue;
        // Requests leave the queue in the order in which they are due, so none that is due later was sent or recorded.
        if (isUnsent(record))
            range.latest = std::min(range.latest, measured.close);
        const Instant place = placeInTime(record, load);
        if (place < measured.open)
            range.earliest = std::max(range.earliest, place + Duration(1));
        else if (place >= measured.close)
            range.latest = std::min(range.latest, place);
    }
    return range;
}

} // namespace tokamark::metrics
