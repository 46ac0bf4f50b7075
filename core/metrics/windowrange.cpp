#include "metrics/windowrange.h"

#include <algorithm>

namespace tokamark::metrics {

Instant placeInTime(const RequestRecord &record, plan::LoadKind load) noexcept
{
    return load == plan::LoadKind::Closed && happened(record.at.sent) ? record.at.sent : record.at.due;
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
        const Instant place = placeInTime(record, load);
        if (place < measured.open)
            range.earliest = std::max(range.earliest, place + Duration(1));
        else if (place >= measured.close)
            range.latest = std::min(range.latest, place);
    }
    return range;
}

} // namespace tokamark::metrics
