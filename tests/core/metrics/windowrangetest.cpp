#include "core/metrics/records.h"
#include "metrics/summarise.h"
#include "metrics/windowrange.h"

#include <gtest/gtest.h>

namespace tokamark::metrics {
namespace {

using namespace testing;

const MeasuredWindow Measured{ms(1000), ms(5000), false};

/// A user that sends every 200 ms from 0 to 8 s; each answer takes as long. The last one is cut off.
std::vector<RequestRecord> oneUser()
{
    std::vector<RequestRecord> records;
    for (int i = 0; i < 40; ++i) {
        RequestRecord record = completed({.sentMs = 200.0 * i, .ttftMs = i < 20 ? 100.0 : 50.0, .id = i + 1});
        record.phase = record.at.sent < Measured.open ? Phase::WarmUp
            : record.at.sent < Measured.close         ? Phase::Window
                                                      : Phase::Drain;
        records.push_back(std::move(record));
    }
    records.back().outcome = Outcome::Cancelled;
    return records;
}

CellFigures over(const std::vector<RequestRecord> &records, Instant open, Instant close, bool moved)
{
    SummaryInput input;
    input.records = records;
    input.window = {open, close, false};
    input.movedWindow = moved;
    return summarise(input);
}

TEST(WindowRange, ReachesFromTheFirstRequestToTheFirstThatWasCutOff)
{
    const auto records = oneUser();
    const WindowRange range = windowRange(records, Measured, plan::LoadKind::Closed);
    EXPECT_EQ(range.earliest, ms(0));
    EXPECT_EQ(range.latest, ms(200 * 39));
    EXPECT_TRUE(range.holds(ms(0), ms(7800)));
    EXPECT_FALSE(range.holds(ms(0), ms(7801)));
    EXPECT_FALSE(range.holds(ms(2000), ms(2000)));
}

TEST(WindowRange, LeavesOutARequestOfTheRampThatWasCutOff)
{
    auto records = oneUser();
    records[1].outcome = Outcome::Cancelled;
    const WindowRange range = windowRange(records, Measured, plan::LoadKind::Closed);
    EXPECT_GT(range.earliest, records[1].at.sent);
    EXPECT_LT(range.earliest, records[2].at.sent);
}

TEST(WindowRange, EndsWithTheMeasuredWindowWhereAScheduleWasGivenUp)
{
    auto records = oneUser();
    RequestRecord waited; // due in the window, given up long after it
    waited.outcome = Outcome::Cancelled;
    waited.phase = Phase::Window;
    waited.at.due = ms(4000);
    waited.at.end = ms(20'000);
    records.push_back(waited);
    EXPECT_EQ(windowRange(records, Measured, plan::LoadKind::Open).latest, Measured.close)
        << "what was due after it has no records";
}

TEST(WindowRange, AlwaysHoldsTheMeasuredWindow)
{
    const WindowRange range = windowRange({}, Measured, plan::LoadKind::Open);
    EXPECT_TRUE(range.holds(Measured.open, Measured.close));
}

TEST(WindowRange, AScheduleIsCountedByWhenItWasDue)
{
    RequestRecord record = completed({.sentMs = 900});
    record.at.due = ms(400);
    EXPECT_EQ(placeInTime(record, plan::LoadKind::Closed), ms(900));
    EXPECT_EQ(placeInTime(record, plan::LoadKind::Open), ms(400));
}

TEST(MovedWindow, OverTheMeasuredWindowTheFiguresAreTheMeasuredOnes)
{
    const auto records = oneUser();
    EXPECT_EQ(over(records, Measured.open, Measured.close, true), over(records, Measured.open, Measured.close, false));
}

TEST(MovedWindow, CountsTheRequestsThatWereSentInsideIt)
{
    const auto records = oneUser();
    // From the 20th request on the server answers twice as fast; none of them is later than the measured window's end.
    const CellFigures late = over(records, ms(4000), ms(7000), true);
    EXPECT_EQ(late.started, 15u);
    EXPECT_DOUBLE_EQ(late.ttft.p50, 50);
    const CellFigures early = over(records, ms(0), ms(4000), true);
    EXPECT_EQ(early.started, 20u);
    EXPECT_DOUBLE_EQ(early.ttft.p50, 100);
}

} // namespace
} // namespace tokamark::metrics
