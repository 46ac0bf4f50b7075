#include "models/celltimeline.h"

#include "core/metrics/records.h"
#include "ui/models/storedsamples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::ui {
namespace {

using metrics::testing::completed;
using metrics::testing::failed;
using metrics::testing::ms;

/// A cell of 20 s: 4 s of ramp, 6 s of warm-up, 8 s of window. One user, an answer of 11 tokens every 200 ms.
class CellTimelineTest : public testing::Test {
protected:
    CellTimelineTest()
    {
        for (int i = 0; i < 100; ++i)
            m_records.push_back(completed({.sentMs = 200.0 * i, .id = i + 1}));
        m_records.push_back(failed(5000, 5100, metrics::Outcome::HttpError));
        m_run.plan.workloads.resize(1);
        m_run.plan.load.ramp = std::chrono::seconds(4);
        storage::StoredCell cell = samples::cell({0, 0, 0, 0}, {});
        cell.startedNs = ms(0).time_since_epoch().count();
        cell.endedNs = ms(20'000).time_since_epoch().count();
        cell.figures->window = {ms(10'000), ms(18'000), false};
        m_run.cells = {cell};
    }

    void sample(double second, const char *source, const char *name, double value)
    {
        m_samples.push_back({ms(second * 1000).time_since_epoch().count(), QString::fromLatin1(source),
                             QString::fromLatin1(name), value});
    }

    [[nodiscard]] TimelineData timeline() const
    {
        const auto set = samples::setOf(m_run);
        const CellPlace place{set, 0, &set->runs().front().cells.front()};
        const CellHistory history = historyOf(*place.cell, plan::LoadKind::Closed, m_records, m_samples);
        return celltimeline::timeline(place, history, *place.cell->figures);
    }

    storage::StoredRun m_run = samples::twoBackends();
    std::vector<metrics::RequestRecord> m_records;
    std::vector<storage::Sample> m_samples;
};

TEST_F(CellTimelineTest, LeavesPercentSignsInNamesAlone)
{
    m_run.plan.repetitions = 3;
    m_run.plan.targets[0].name = m_run.targets[0].asPlanned.name = "cache %2";
    EXPECT_TRUE(timeline().heading.title.startsWith(QStringLiteral("cache %2 at ")));
    EXPECT_TRUE(timeline().heading.title.endsWith(QStringLiteral(", repetition 1")));
}

TEST_F(CellTimelineTest, NamesWhatLiesBesideTheWindow)
{
    const TimelineData data = timeline();
    EXPECT_EQ(data.measured, (TimelineWindow{10, 18}));
    ASSERT_EQ(data.regions.size(), 3U);
    EXPECT_EQ(data.regions[0], (TimeRegion{0, 4, QStringLiteral("ramp")}));
    EXPECT_EQ(data.regions[1], (TimeRegion{4, 10, QStringLiteral("warm-up")}));
    EXPECT_EQ(data.regions[2].label, QStringLiteral("drain"));
    EXPECT_EQ(data.range.from, 0);
    EXPECT_GE(data.range.to, 18);
}

TEST_F(CellTimelineTest, SaysThatAShadedRampCounts)
{
    const QString outside = timeline().heading.caption;
    m_run.plan.load.rampInsideWindow = true;
    m_run.cells.front().figures->window.open = ms(0);
    const TimelineData data = timeline();
    ASSERT_EQ(data.regions.size(), 2U);
    EXPECT_EQ(data.regions[0], (TimeRegion{0, 4, QStringLiteral("ramp, counted")}));
    EXPECT_NE(data.heading.caption, outside) << "it lies inside of the window";
}

TEST_F(CellTimelineTest, RateTtftAndRequestsComeFromTheRecords)
{
    const TimelineData data = timeline();
    ASSERT_EQ(data.panels.size(), 3U) << "nothing was sampled";
    // 11 tokens every 200 ms, all of them inside some quarter of a second.
    const std::vector<QPointF> &rate = data.panels[0].series[0].points;
    double tokens = 0;
    for (const QPointF &point : rate)
        tokens += point.y() * 0.25;
    EXPECT_NEAR(tokens, 1100, 12) << "the end of the last bin is not drawn";
    ASSERT_EQ(data.panels[1].series.size(), 2U);
    EXPECT_EQ(data.panels[1].series[0].points.size(), 100U);
    EXPECT_DOUBLE_EQ(data.panels[1].series[0].points[7].y(), 100);
    EXPECT_EQ(data.panels[1].series[1].points, (std::vector<QPointF>{{5, 0}})) << "the failed one, when it was sent";
    const std::vector<QPointF> &inFlight = data.panels[2].series[0].points;
    EXPECT_EQ(std::ranges::max(inFlight, {}, [](const QPointF &point) { return point.y(); }).y(), 2);
    EXPECT_EQ(inFlight.back().y(), 0);
}

TEST_F(CellTimelineTest, WhatServerAndGpusSaidStandsBesideTheRequests)
{
    for (const double second : {-1.0, 1.0, 2.0}) {
        sample(second, "server", "running", 8);
        sample(second, "server", "waiting", 3);
        sample(second, "server", "kv_use", 0.5);
        sample(second, "gpu:0", "use", 0.9);
        sample(second, "gpu:0", "power_w", 350);
    }
    const TimelineData data = timeline();
    ASSERT_EQ(data.panels.size(), 5U);
    ASSERT_EQ(data.panels[2].series.size(), 3U);
    EXPECT_EQ(data.panels[2].series[1].points.size(), 2U) << "what was read before the cell began has no place";
    EXPECT_DOUBLE_EQ(data.panels[3].series[0].points[0].y(), 50);
    EXPECT_DOUBLE_EQ(data.panels[3].series[1].points[0].y(), 90);
    EXPECT_DOUBLE_EQ(data.panels[4].series[0].points[0].y(), 350);
}

TEST_F(CellTimelineTest, WhatTheServerSaidStandsInSteps)
{
    for (int second = 1; second < 6; ++second) {
        sample(second, "server", "running", second == 1 ? 0 : 8);
        sample(second, "server", "kv_use", second == 1 ? 0 : 0.5);
    }
    const TimelineData data = timeline();
    const std::vector<QPointF> &running = data.panels[2].series[1].points;
    ASSERT_GE(running.size(), 3U);
    EXPECT_EQ(running[1], QPointF(2, 0)) << "it did not rise from second to second";
    EXPECT_EQ(running[2], QPointF(2, 8));
    EXPECT_EQ(running.back(), QPointF(5, 8));
    EXPECT_EQ(data.panels[3].series[0].points[1], QPointF(2, 0));
}

TEST_F(CellTimelineTest, TheHealthOfAllWorkersIsAStripForEachQuantity)
{
    for (const char *worker : {"client:0", "client:1"}) {
        sample(1, worker, "cpu_share", worker[7] == '1' ? 0.75 : 0.25);
        sample(1, worker, "read_lag_p99_us", 1500);
        sample(1, worker, "send_lateness_p99_us", 250);
        sample(1, worker, "loop_stall_ms", 4);
        sample(1, worker, "tokens_per_s", 1000);
    }
    const TimelineData data = timeline();
    ASSERT_EQ(data.panels.size(), 7U);
    const TimelinePanel &cpu = data.panels[3];
    EXPECT_EQ(cpu.look, PanelLook::Strip);
    EXPECT_EQ(cpu.series.size(), 2U);
    EXPECT_TRUE(cpu.title.contains(QStringLiteral("75")));
    EXPECT_EQ(cpu.warningFrom, 70);
    EXPECT_EQ(cpu.badFrom, 90);
    EXPECT_DOUBLE_EQ(data.panels[4].series[0].points[0].y(), 1.5) << "milliseconds";
    EXPECT_EQ(data.panels[4].warningFrom, 0) << "no limit is laid down for it alone";
    EXPECT_DOUBLE_EQ(data.panels[5].series[0].points[0].y(), 0.25);
    EXPECT_DOUBLE_EQ(data.panels[6].series[0].points[0].y(), 4);
}

TEST_F(CellTimelineTest, DrawsADriftThatIsRealAndNoOther)
{
    metrics::SteadyFigures &steady = m_run.cells.front().figures->steady.emplace();
    steady.fromSecond = 1;
    steady.toSecond = 7;
    steady.outputRate = metrics::Trend{1000, 900, -10, -12, -8, std::nullopt};
    steady.ttftP50 = metrics::Trend{100, 110, 10, -5, 25, 3.0};
    TimelineData data = timeline();
    ASSERT_TRUE(data.panels[0].trend);
    EXPECT_EQ(data.panels[0].trend->from, 11);
    EXPECT_EQ(data.panels[0].trend->to, 17);
    EXPECT_FALSE(data.panels[0].trend->stepSecond);
    EXPECT_FALSE(data.panels[1].trend) << "chance may have made it";
    steady.ttftP50->lowPct = 2;
    data = timeline();
    ASSERT_TRUE(data.panels[1].trend);
    EXPECT_EQ(data.panels[1].trend->stepSecond, 13);
}

TEST_F(CellTimelineTest, ACellWithoutRequestsSaysSo)
{
    m_records.clear();
    const TimelineData data = timeline();
    EXPECT_TRUE(data.panels.empty());
    EXPECT_FALSE(data.heading.emptyText.isEmpty());
    EXPECT_EQ(data.range, TimelineWindow());
}

TEST_F(CellTimelineTest, SecondsAndInstantsBelongTogether)
{
    const storage::StoredCell &cell = m_run.cells.front();
    const TimelineWindow window{1.25, 17.5};
    EXPECT_EQ(celltimeline::secondsOf(celltimeline::instantsOf(window, cell), cell), window);
}

} // namespace
} // namespace tokamark::ui
