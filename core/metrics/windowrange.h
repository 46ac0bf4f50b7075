#pragma once

#include "metrics/cellfigures.h"
#include "metrics/requestrecord.h"
#include "plan/plan.h"

#include <span>

namespace tokamark::metrics {

/// Between which instants the window of a stored cell can be moved: every request sent there was awaited to its end.
struct WindowRange {
    Instant earliest;
    Instant latest;

    /// Whether a window lies in the range and has a length.
    [[nodiscard]] bool holds(Instant open, Instant close) const noexcept
    {
        return earliest <= open && open < close && close <= latest;
    }
    bool operator==(const WindowRange &) const = default;
};

/// The instant that decides to which part of a cell a request belongs: its sending, where a user sends when it can; its
/// due instant, where a schedule says when, for the wait in the client is part of what was measured.
[[nodiscard]] constexpr Instant placeInTime(Instant due, Instant sent, bool hasSchedule) noexcept
{
    return happened(sent) && !hasSchedule ? sent : due;
}
[[nodiscard]] Instant placeInTime(const RequestRecord &record, plan::LoadKind load) noexcept;

/// The range around the measured window. It ends where the first request was sent that was cut off when the cell ended:
/// to count those sent with it would leave out the slowest of them.
[[nodiscard]] WindowRange windowRange(std::span<const RequestRecord> records, const MeasuredWindow &measured,
                                      plan::LoadKind load);

} // namespace tokamark::metrics
