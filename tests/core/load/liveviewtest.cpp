#include "load/liveview.h"

#include <gtest/gtest.h>

namespace tokamark::load {
namespace {

using namespace std::chrono_literals;

constexpr Instant Start{50s};

CellTotals totalsAt(double second, double tokensPerSecond, double inFlight)
{
    CellTotals totals;
    totals.asOf = Start + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(second));
    totals.tokens = static_cast<std::uint64_t>(second * tokensPerSecond);
    totals.inFlightSeconds = second * inFlight;
    return totals;
}

metrics::RequestRecord answered(double second, double ttftMs, metrics::Phase phase = metrics::Phase::Window)
{
    metrics::RequestRecord record;
    record.phase = phase;
    record.at.sent = Start + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(second));
    record.at.firstToken
        = record.at.sent + std::chrono::duration_cast<Duration>(std::chrono::duration<double, std::milli>(ttftMs));
    return record;
}

TEST(WorkersBetween, TellsOfEachWorkerWhatHappenedInTheStretchAlone)
{
    std::vector<WorkerReport> from(2);
    from[0].asOf = from[1].asOf = Start;
    from[0].readLag.add(1s);
    from[0].cpu = 5s;
    from[0].tokens = 100;
    from[0].tokenReads = 90;
    from[0].severalEventReads = 80;
    std::vector<WorkerReport> to = from;
    to[0].asOf = to[1].asOf = Start + 2s;
    to[0].cpu = 6s;
    to[0].tokens = 300;
    to[0].tokenReads = 190;
    to[0].severalEventReads = 90;
    for (int i = 0; i < 100; ++i)
        to[0].readLag.add(40us);
    to[0].loopDelay.add(7ms);
    const std::vector<WorkerHealth> workers = workersBetween(from, to);
    ASSERT_EQ(workers.size(), 2U);
    EXPECT_DOUBLE_EQ(workers[0].cpuShare, 0.5);
    EXPECT_DOUBLE_EQ(workers[0].tokensPerSecond, 100);
    EXPECT_DOUBLE_EQ(workers[0].severalEventReads, 0.1);
    EXPECT_NEAR(workers[0].readLagP99, 40, 2);
    EXPECT_NEAR(workers[0].loopStallMs, 7, 0.3);
    EXPECT_EQ(workers[1].worker, 1U);
    EXPECT_EQ(workers[1].cpuShare, 0);
    EXPECT_EQ(workers[1].readLagP99, 0);
    EXPECT_TRUE(workersBetween(from, from).empty());
}

TEST(LiveView, HoldsALongSeriesInFixedMemory)
{
    LiveView view(Start);
    constexpr int Steps = 20'000;
    for (int i = 1; i <= Steps; ++i)
        view.addTotals(totalsAt(i * 0.25, 4000, 12));
    CellSnapshot snapshot;
    view.fill(snapshot);
    ASSERT_LE(snapshot.series.size(), 600u);
    ASSERT_GE(snapshot.series.size(), 300u);
    double before = 0;
    for (const SeriesPoint &point : snapshot.series) {
        EXPECT_GT(point.second, before);
        EXPECT_NEAR(point.tokensPerSecond, 4000, 1);
        EXPECT_NEAR(point.inFlight, 12, 1e-6);
        before = point.second;
    }
    EXPECT_NEAR(snapshot.series.back().second, Steps * 0.25, 0.25 * 128);
    EXPECT_NEAR(snapshot.tokensPerSecond, 4000, 1);
}

TEST(LiveView, ThinsDotsEvenly)
{
    LiveView view(Start);
    for (int i = 0; i < 50'000; ++i)
        view.addRecord(answered(i, 100));
    CellSnapshot snapshot;
    view.fill(snapshot);
    ASSERT_LE(snapshot.dots.size(), 2000u);
    ASSERT_GE(snapshot.dots.size(), 1000u);
    const double step = snapshot.dots[1].second - snapshot.dots[0].second;
    for (std::size_t i = 1; i < snapshot.dots.size(); ++i)
        EXPECT_NEAR(snapshot.dots[i].second - snapshot.dots[i - 1].second, step, 1e-6);
}

TEST(LiveView, ShowsTheMedianOfTheWindowAlone)
{
    LiveView view(Start);
    for (int i = 0; i < 10; ++i)
        view.addRecord(answered(i, 900, metrics::Phase::WarmUp));
    for (const double ttft : {10.0, 30.0, 20.0})
        view.addRecord(answered(20, ttft));
    metrics::RequestRecord failed = answered(21, 1);
    failed.outcome = metrics::Outcome::Truncated;
    view.addRecord(failed);
    CellSnapshot snapshot;
    view.fill(snapshot);
    EXPECT_NEAR(snapshot.ttftP50Ms, 20, 1e-3);
    EXPECT_EQ(snapshot.dots.size(), 13u);
}

TEST(LiveView, SumsWorkers)
{
    std::vector<WorkerReport> reports(2);
    reports[0].asOf = Start + 1s;
    reports[1].asOf = Start + 3s;
    reports[0].tokens = 10;
    reports[1].tokens = 5;
    reports[0].inFlight = 2;
    reports[1].finished = true;
    CellTotals totals = CellTotals::of(reports);
    EXPECT_EQ(totals.asOf, Start + 2s);
    EXPECT_EQ(totals.tokens, 15u);
    EXPECT_EQ(totals.inFlight, 2u);
    EXPECT_FALSE(totals.finished);
    reports[0].finished = true;
    EXPECT_TRUE(CellTotals::of(reports).finished);
}

TEST(ClientHealth, IsWhatHappenedBetweenTwoReports)
{
    std::vector<WorkerReport> from(2);
    std::vector<WorkerReport> to(2);
    from[0].asOf = from[1].asOf = Start;
    to[0].asOf = to[1].asOf = Start + 10s;
    to[0].cpu = 2s;
    from[1].cpu = 1s;
    to[1].cpu = 6s;
    from[0].sendLateness.add(1s);
    to[0].sendLateness = from[0].sendLateness;
    to[0].sendLateness.add(50us);
    to[1].firstTokens = 4;
    to[1].sharedFirstTokens = 1;
    to[1].negativeIntervals = 3;
    to[0].largestClockStep = 2ms;
    const metrics::ClientHealth health = healthBetween(from, to);
    EXPECT_DOUBLE_EQ(health.cpuShare, 0.5);
    EXPECT_NEAR(health.sendLatenessP99, 50, 2);
    EXPECT_DOUBLE_EQ(health.sharedFirstTokenShare, 0.25);
    EXPECT_EQ(health.negativeIntervals, 3u);
    EXPECT_DOUBLE_EQ(health.clockStepMaxMs, 2);
    EXPECT_TRUE(health.kernelStamps);
    to[0].userStamps = 1;
    EXPECT_FALSE(healthBetween(from, to).kernelStamps);
}

} // namespace
} // namespace tokamark::load
