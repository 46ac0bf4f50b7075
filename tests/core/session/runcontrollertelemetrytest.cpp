#include "core/session/runcontrollerfixture.h"
#include "session/storedreadings.h"

namespace tokamark::session {
namespace {

using profiles::Meaning;

telemetry::ServerReading reading(double second, double waiting, double outputTokens)
{
    telemetry::ServerReading reading;
    reading.at = Instant(std::chrono::seconds(100))
        + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(second));
    reading.numbers.at(static_cast<std::size_t>(Meaning::Waiting)) = waiting;
    reading.numbers.at(static_cast<std::size_t>(Meaning::OutputTokens)) = outputTokens;
    telemetry::HistogramReading &ttft
        = reading.histograms.at(static_cast<std::size_t>(Meaning::TimeToFirstToken)).emplace();
    ttft.count = outputTokens / 10;
    ttft.sum = ttft.count * 0.02;
    return reading;
}

/// Stands in for the monitor: a server that has made as many tokens as the engine's thirty requests had.
class FakeWatch final : public monitor::CellWatch {
public:
    monitor::Observations take() override
    {
        if (std::exchange(m_taken, true))
            return {};
        monitor::Observations seen;
        seen.server = {reading(-1, 0, 1000), reading(1, 4, 1100)};
        seen.replicas = {{"http://one/m", reading(-1, 0, 400)},
                         {"http://two/m", reading(-1, 0, 600)},
                         {"http://one/m", reading(1, 0, 500)},
                         {"http://two/m", reading(1, 0, 600)}};
        seen.gpus = {gpu(-1), gpu(1)};
        seen.answered = 2;
        seen.asking = std::chrono::milliseconds(4);
        return seen;
    }
    monitor::Observations finish() override
    {
        monitor::Observations seen = take();
        seen.server.push_back(reading(5, 0, 1300));
        seen.replicas.push_back({"http://one/m", reading(5, 0, 700)});
        seen.replicas.push_back({"http://two/m", reading(5, 0, 600)});
        seen.gpus.push_back(gpu(5));
        ++seen.answered;
        ++seen.failed;
        seen.asking += std::chrono::milliseconds(2);
        return seen;
    }

private:
    static telemetry::GpuSample gpu(double second)
    {
        telemetry::GpuSample sample;
        sample.at = reading(second, 0, 0).at;
        telemetry::GpuReading &gpu = sample.gpus.emplace_back();
        gpu.id = "GPU-1";
        gpu.powerWatts = 300;
        return sample;
    }

    bool m_taken = false;
};

class RunControllerTelemetryTest : public RunControllerTest {
protected:
    std::unique_ptr<RunController> startWatched(const plan::Plan &plan)
    {
        Seams seams = engine.seams();
        seams.watchCell = [this](monitor::MonitorSpec spec) {
            const std::scoped_lock lock(m_mutex);
            m_watched.push_back(std::move(spec));
            return std::make_unique<FakeWatch>();
        };
        return RunController::start(plan, options(), listener, std::move(seams)).value();
    }
    std::vector<monitor::MonitorSpec> watched() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_watched;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<monitor::MonitorSpec> m_watched;
};

TEST_F(RunControllerTelemetryTest, PutsWhatTheServerSaidIntoFiguresAndSamples)
{
    const auto run = startWatched(plan({"a"}, {1}));
    const auto shown
        = listener.await([](const RunSnapshot &snapshot) { return snapshot.cells.front().figures.has_value(); });
    ASSERT_TRUE(shown);
    ASSERT_TRUE(listener.awaitEnd());
    const storage::StoredRun saved = stored(run->runId());
    ASSERT_TRUE(saved.cells.front().figures && saved.cells.front().figures->server);
    const metrics::ServerFigures &server = *saved.cells.front().figures->server;
    EXPECT_EQ(server.outputTokens, (metrics::CountPair{300, 300}));
    EXPECT_EQ(server.maxWaiting, 4);
    ASSERT_TRUE(server.ttft);
    EXPECT_NEAR(server.ttft->client, 30, 1e-9);
    EXPECT_NEAR(server.ttft->prefill, 20, 1e-9);
    EXPECT_NEAR(server.ttft->remainder, 10, 1e-9);
    EXPECT_EQ(server.scrapes, 3u);
    EXPECT_EQ(server.failedScrapes, 1u);
    EXPECT_DOUBLE_EQ(*server.scrapeMeanMs, 2);
    EXPECT_EQ(server.meanGpuPowerWatts, 300);

    const auto database = storage::Database::open(path());
    ASSERT_TRUE(database);
    const auto value = [&](const char *sql) { return (*database)->value(QString::fromLatin1(sql)).value().toDouble(); };
    EXPECT_EQ(value("SELECT value FROM v_sample WHERE source = 'server' AND name = 'waiting' AND second = 1"), 4);
    EXPECT_EQ(value("SELECT value FROM v_sample WHERE source = 'server' AND name = 'ttft_count' AND second = 5"), 130);
    EXPECT_NEAR(value("SELECT value FROM v_sample WHERE source = 'server' AND name = 'ttft_sum_s' AND second = 5"), 2.6,
                1e-9);
    EXPECT_EQ(value("SELECT value FROM v_sample WHERE source = 'gpu:GPU-1' AND name = 'power_w' AND second = 5"), 300);
}

TEST_F(RunControllerTelemetryTest, KeepsWhatEachReplicaCounted)
{
    const auto run = startWatched(plan({"a"}, {1}));
    ASSERT_TRUE(listener.awaitEnd());
    const CellId cell = stored(run->runId()).cells.front().id;
    const auto samples = storage::RunRepository::open(path()).value()->samples(cell);
    ASSERT_TRUE(samples);
    const std::vector<ReplicaCounts> counts = replicaCounts(*samples);
    ASSERT_EQ(counts.size(), 2u);
    EXPECT_EQ(counts[0].page, "http://one/m");
    EXPECT_EQ(counts[0].outputTokens, 300);
    EXPECT_EQ(counts[0].requests, std::nullopt) << "nothing was told";
    ASSERT_TRUE(counts[0].meanTtftMs);
    EXPECT_NEAR(*counts[0].meanTtftMs, 20, 1e-9);
    EXPECT_EQ(counts[1].page, "http://two/m");
    EXPECT_EQ(counts[1].outputTokens, 0);
    EXPECT_EQ(counts[1].meanTtftMs, std::nullopt);
    EXPECT_EQ(readingsOf(*samples).server.size(), 3u) << "they are no readings of the whole server";
}

TEST_F(RunControllerTelemetryTest, AsksWhereThisKindOfServerKeepsItsMetrics)
{
    plan::Plan three = plan({"a", "b", "c"}, {1});
    three.targets[0].headers = {{"X-Team", "blue"}};
    three.targets[1].metricsUrls = {"http://one:1/m", "http://two:2/m"};
    three.targets[1].gpuMetricsUrl = "http://gpus:9400/metrics";
    three.targets[2].metricsUrls = {plan::MetricsOff};
    const auto run = startWatched(three);
    ASSERT_TRUE(listener.awaitEnd());
    const std::vector<monitor::MonitorSpec> specs = watched();
    ASSERT_EQ(specs.size(), 2u) << "nobody watches a target that has nothing to watch";
    ASSERT_EQ(specs[0].servers.size(), 1u);
    EXPECT_EQ(specs[0].servers[0].text(), "http://a:8000/metrics");
    EXPECT_EQ(specs[0].headers.size(), 1u);
    EXPECT_FALSE(specs[0].names.empty());
    EXPECT_FALSE(specs[0].localGpus) << "the server is on another host";
    ASSERT_EQ(specs[1].servers.size(), 2u);
    EXPECT_EQ(specs[1].servers[1].text(), "http://two:2/m");
    ASSERT_TRUE(specs[1].gpuExporter);
    EXPECT_EQ(specs[1].gpuExporter->text(), "http://gpus:9400/metrics");
}

} // namespace
} // namespace tokamark::session
