#include "core/metrics/records.h"
#include "metrics/summarise.h"
#include "session/movedwindow.h"
#include "session/storedreadings.h"

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
        return figuresOver(m_run, m_run.cells.front(), m_records, m_samples, ms(fromMs), ms(toMs));
    }

    static bool has(const std::vector<metrics::Verdict> &verdicts, VerdictCode code)
    {
        return std::ranges::any_of(verdicts, [code](const auto &verdict) {
            return verdict.code == code && verdict.severity >= metrics::Severity::Warning;
        });
    }

    storage::StoredRun m_run;
    std::vector<metrics::RequestRecord> m_records;
    std::vector<storage::Sample> m_samples;
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

TEST_F(FiguresOverTest, KeepsTheHealthOfTheClient)
{
    EXPECT_DOUBLE_EQ(over(10'000, 20'000).figures.client.cpuShare, 0.125);
    EXPECT_FALSE(over(10'000, 20'000).figures.window.wholeCell);
}

TEST_F(FiguresOverTest, TakesWhatServerAndGpuSaidInTheNewWindow)
{
    for (int second = -1; second <= 61; ++second) {
        telemetry::ServerReading reading;
        reading.at = ms(1'000.0 * second);
        reading.numbers[static_cast<std::size_t>(profiles::Meaning::Running)] = second < 30 ? 1 : 2;
        reading.numbers[static_cast<std::size_t>(profiles::Meaning::RequestsDone)] = 100 + second;
        reading.histograms[static_cast<std::size_t>(profiles::Meaning::PrefillTime)]
            = telemetry::HistogramReading{100.0 + second, second < 30 ? 0.08 * second : 2.4 + 0.2 * (second - 30), {}};
        addSamples(reading, m_samples);
        telemetry::GpuSample gpu;
        gpu.at = reading.at;
        gpu.gpus.emplace_back().id = "GPU-1";
        gpu.gpus.front().powerWatts = second < 30 ? 200 : 300;
        addSamples(gpu, m_samples);
    }
    EXPECT_FALSE(over(10'000, 20'000).figures.server) << "the server was not asked then";
    metrics::ServerFigures &measured = m_run.cells.front().figures->server.emplace();
    measured.scrapes = 63;
    measured.ttftP95LowMs = 250;
    const auto early = over(10'000, 20'000).figures.server;
    ASSERT_TRUE(early && early->ttft);
    EXPECT_EQ(early->meanRunning, 1);
    EXPECT_NEAR(early->ttft->prefill, 80, 1e-6);
    EXPECT_EQ(early->meanGpuPowerWatts, 200);
    EXPECT_TRUE(early->joulesPer1000Tokens);
    EXPECT_EQ(early->scrapes, 63u);
    EXPECT_EQ(early->requests.server, 62) << "counts are of the whole cell";
    EXPECT_FALSE(early->ttftP95LowMs) << "buckets are not stored";
    const auto late = over(40'000, 50'000).figures.server;
    EXPECT_EQ(late->meanRunning, 2);
    EXPECT_EQ(late->meanGpuPowerWatts, 300);
    EXPECT_NEAR(late->ttft->prefill, 200, 1e-6);
}

TEST_F(FiguresOverTest, KnowsTheRooflineUnderTheLoadOfTheNewWindow)
{
    storage::StoredTarget &target = m_run.targets.front();
    target.asPlanned.hardware.gpu = "A100-80GB";
    target.asPlanned.hardware.model = "llama3-8b";
    target.asPlanned.hardware.weights = "fp16";
    target.asPlanned.gpus = 1;
    EXPECT_FALSE(over(10'000, 20'000).figures.physics) << "it was not known when it was measured";
    m_run.cells.front().figures->physics.emplace();
    const auto physics = over(10'000, 20'000).figures.physics;
    ASSERT_TRUE(physics);
    EXPECT_TRUE(physics->told);
    EXPECT_GT(physics->mostTokensPerSecond, 0);
}

TEST_F(FiguresOverTest, KnowsNotWhatAnotherStretchOfATraceShares)
{
    m_run.cells.front().figures->askedCachedShare = 0.5;
    m_run.plan.workloads.front().origin = plan::PromptOrigin::File;
    EXPECT_EQ(over(0, 30'000).figures.askedCachedShare, 0.5) << "the lines of a file come in turn";
    m_run.plan.load.kind = plan::LoadKind::Trace;
    EXPECT_FALSE(over(0, 30'000).figures.askedCachedShare);
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
