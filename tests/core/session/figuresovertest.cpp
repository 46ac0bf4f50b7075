#include "core/metrics/records.h"
#include "metrics/summarise.h"
#include "session/movedwindow.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::session {
namespace {

using metrics::VerdictCode;
using metrics::testing::completed;
using metrics::testing::ms;

/// One cell of 60 s: one user, whose answers take 200 ms at first and 400 ms from the middle on.
class FiguresOverTest : public testing::Test {
protected:
    FiguresOverTest()
    {
        m_run.plan.workloads.resize(1);
        m_run.plan.load.levels = {1};
        m_run.plan.load.duration = std::chrono::seconds(60);
        m_run.targets.resize(1);
        double sent = 0;
        for (std::int64_t id = 1; sent < 60'000; ++id) {
            const double ttft = sent < 30'000 ? 100 : 300;
            m_records.push_back(completed({.sentMs = sent, .ttftMs = ttft, .id = id}));
            sent += ttft + 100;
        }
        storage::StoredCell cell;
        cell.id = CellId{1};
        cell.state = storage::StoredCellState::Done;
        cell.startedNs = ms(0).time_since_epoch().count();
        cell.bootstrapSeed = 7;
        metrics::SummaryInput input;
        input.records = m_records;
        input.window = {ms(0), ms(60'000), false};
        input.bootstrapSeed = cell.bootstrapSeed;
        cell.figures = metrics::summarise(input);
        cell.figures->client.cpuShare = 0.125;
        m_run.cells = {cell};
    }

    [[nodiscard]] storage::MovedWindow over(double fromMs, double toMs) const
    {
        return figuresOver(m_run, m_run.cells.front(), m_records, ms(fromMs), ms(toMs));
    }

    static bool has(const std::vector<metrics::Verdict> &verdicts, VerdictCode code)
    {
        return std::ranges::any_of(verdicts, [code](const auto &verdict) {
            return verdict.code == code && verdict.severity >= metrics::Severity::Warning;
        });
    }

    storage::StoredRun m_run;
    std::vector<metrics::RequestRecord> m_records;
};

TEST_F(FiguresOverTest, TheMeasuredWindowGivesWhatWasStored)
{
    EXPECT_EQ(over(0, 60'000).figures, *m_run.cells.front().figures);
}

TEST_F(FiguresOverTest, AWindowAroundAStepIsNotSteadyAndOneBesideItIs)
{
    EXPECT_TRUE(has(over(0, 60'000).verdicts, VerdictCode::NotSteady));
    const storage::MovedWindow before = over(0, 29'000);
    EXPECT_FALSE(has(before.verdicts, VerdictCode::NotSteady));
    EXPECT_DOUBLE_EQ(before.figures.ttft.p50, 100);
    EXPECT_DOUBLE_EQ(over(31'000, 60'000).figures.ttft.p50, 300);
}

TEST_F(FiguresOverTest, KeepsTheHealthOfTheClientAndLeavesTheServerOut)
{
    m_run.cells.front().figures->server.emplace();
    m_run.cells.front().figures->physics.emplace();
    const storage::MovedWindow moved = over(10'000, 20'000);
    EXPECT_DOUBLE_EQ(moved.figures.client.cpuShare, 0.125);
    EXPECT_FALSE(moved.figures.server);
    EXPECT_FALSE(moved.figures.physics);
    EXPECT_FALSE(moved.figures.window.wholeCell);
}

TEST_F(FiguresOverTest, JudgesLengthsByTheRequestsOfTheNewWindow)
{
    m_run.plan.workloads.front().ignoreEos = true;
    // In the second half the server stops at half of what was asked for.
    for (metrics::RequestRecord &record : m_records)
        record.requestedOutputTokens = record.at.sent < ms(30'000) ? 11 : 22;
    EXPECT_FALSE(has(over(0, 29'000).verdicts, VerdictCode::LengthDiffers));
    EXPECT_TRUE(has(over(31'000, 60'000).verdicts, VerdictCode::LengthDiffers));
}

} // namespace
} // namespace tokamark::session
