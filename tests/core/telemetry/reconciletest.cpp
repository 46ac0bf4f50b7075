#include "telemetry/reconcile.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tokamark::telemetry {
namespace {

using namespace std::chrono_literals;
using metrics::RequestRecord;
using profiles::Meaning;

Instant at(Duration since)
{
    return Instant(1000s) + since;
}

/// A request over a reused connection.
RequestRecord request(Duration sent, Duration ttft, Duration length)
{
    RequestRecord record;
    record.at.sent = at(sent);
    record.at.firstToken = at(sent + ttft);
    record.at.lastToken = at(sent + length);
    record.at.end = at(sent + length);
    record.promptTokens = 10;
    record.outputTokens = 100;
    return record;
}

void connect(RequestRecord &record, Duration handshake, Duration tls)
{
    record.newConnection = true;
    record.at.connected = record.at.sent - tls;
    record.at.connectStart = record.at.connected - handshake;
    if (tls > 0s)
        record.at.tlsDone = record.at.sent;
}

void set(ServerReading &reading, Meaning meaning, double value)
{
    reading.numbers.at(static_cast<std::size_t>(meaning)) = value;
}

void set(ServerReading &reading, Meaning meaning, double count, double sum)
{
    reading.histograms.at(static_cast<std::size_t>(meaning)) = HistogramReading{count, sum, {}};
}

ServerReading reading(Duration since)
{
    ServerReading reading;
    reading.at = at(since);
    return reading;
}

/// One request before the window and two in it; the server has known others before.
struct Case {
    std::vector<RequestRecord> records{request(1s, 900ms, 3s), request(11s, 500ms, 2s), request(12s, 700ms, 3s)};
    std::vector<ServerReading> server{reading(0s), reading(9s), reading(14s), reading(21s)};
    std::vector<GpuSample> gpus;
    ReconcileInput input;

    Case()
    {
        input.window.open = at(10s);
        input.window.close = at(20s);
    }
    metrics::ServerFigures figures()
    {
        input.records = records;
        input.server = server;
        input.gpus = gpus;
        return reconcile(input);
    }
};

TEST(Reconcile, SplitsTheTtftByWhatTheServerTellsAtTheEnd)
{
    Case one;
    connect(one.records[1], 2ms, 3ms);
    connect(one.records[2], 4ms, 0ms);
    set(one.server[0], Meaning::PrefillTime, 100, 50);
    set(one.server[0], Meaning::QueueTime, 100, 70);
    set(one.server[1], Meaning::PrefillTime, 101, 50.9);
    set(one.server[1], Meaning::QueueTime, 101, 70);
    set(one.server[2], Meaning::PrefillTime, 102, 51.1);
    set(one.server[2], Meaning::QueueTime, 102, 70.1);
    set(one.server[3], Meaning::PrefillTime, 103, 51.4);
    set(one.server[3], Meaning::QueueTime, 103, 70.3);
    const auto split = one.figures().ttft;
    ASSERT_TRUE(split);
    EXPECT_EQ(split->source, metrics::SplitSource::Histograms);
    EXPECT_DOUBLE_EQ(split->client, 600) << "of the two that ended after the last reading before the window";
    EXPECT_DOUBLE_EQ(split->connection, (5 + 4) / 2.0);
    EXPECT_DOUBLE_EQ(*split->network, 2) << "the quickest";
    EXPECT_NEAR(*split->queue, 150, 1e-9);
    EXPECT_NEAR(split->prefill, 250, 1e-9);
    EXPECT_NEAR(split->remainder, 600 - 2 - 150 - 250, 1e-9);
    EXPECT_EQ(split->requests, 2u);
    EXPECT_EQ(split->serverRequests, 2u);
}

TEST(Reconcile, TakesTheQueueOutOfAServersTtft)
{
    Case one;
    // Its first token came before the window, its end after: a server that tells the TTFT has told it already.
    one.records[0] = request(8s, 500ms, 6s);
    for (std::size_t i = 0; i < one.server.size(); ++i)
        set(one.server[i], Meaning::TimeToFirstToken, 5 + (i > 0 ? 1.0 : 0.0) + (i > 1 ? 2.0 : 0.0), i > 1 ? 2.2 : 1);
    for (ServerReading &each : one.server)
        set(each, Meaning::QueueTime, each.at > at(10s) ? 12 : 10, each.at > at(10s) ? 1.4 : 1.0);
    const auto split = one.figures().ttft;
    ASSERT_TRUE(split);
    EXPECT_DOUBLE_EQ(split->client, 600);
    EXPECT_FALSE(split->network) << "no connection was made";
    EXPECT_NEAR(*split->queue, 200, 1e-9);
    EXPECT_NEAR(split->prefill, 400, 1e-9);
    EXPECT_NEAR(split->remainder, 0, 1e-9);
    EXPECT_EQ(split->requests, 2u);
}

TEST(Reconcile, PrefersWhatTheServerToldWithEachRequest)
{
    Case one;
    one.records[0].phase = metrics::Phase::WarmUp;
    for (RequestRecord &record : one.records) {
        record.server.queue = 100ms;
        record.server.prefill = record.at.firstToken - record.at.sent - 150ms;
    }
    for (ServerReading &each : one.server)
        set(each, Meaning::PrefillTime, each.at > at(10s) ? 2 : 0, each.at > at(10s) ? 1.3 : 0);
    auto split = one.figures().ttft;
    ASSERT_TRUE(split);
    EXPECT_EQ(split->source, metrics::SplitSource::Requests);
    EXPECT_EQ(split->requests, 2u) << "of the window";
    EXPECT_DOUBLE_EQ(split->client, 600);
    EXPECT_DOUBLE_EQ(*split->queue, 100);
    EXPECT_DOUBLE_EQ(split->prefill, 450);
    EXPECT_DOUBLE_EQ(split->remainder, 50);

    one.records[1].server.queue.reset();
    split = one.figures().ttft;
    EXPECT_FALSE(split->queue) << "not of all of them";
    EXPECT_DOUBLE_EQ(split->remainder, 150);
}

TEST(Reconcile, ShowsARemainderBelowZero)
{
    Case one;
    for (ServerReading &each : one.server)
        set(each, Meaning::TimeToFirstToken, each.at > at(10s) ? 2 : 0, each.at > at(10s) ? 1.3 : 0);
    const auto split = one.figures().ttft;
    ASSERT_TRUE(split);
    EXPECT_FALSE(split->queue);
    EXPECT_NEAR(split->remainder, -50, 1e-9);
}

TEST(Reconcile, SplitsNothingWithoutHistograms)
{
    Case one;
    EXPECT_FALSE(one.figures().ttft);
    for (ServerReading &each : one.server)
        set(each, Meaning::QueueTime, each.at > at(10s) ? 2 : 0, 1);
    EXPECT_FALSE(one.figures().ttft) << "a queue alone is no split";
    one.server.clear();
    EXPECT_FALSE(one.figures().ttft);
}

TEST(Reconcile, LeavesOpenWhatAServerCountsOfRequestsThatWereCutOff)
{
    Case one;
    const metrics::ServerFigures whole = one.figures();
    one.records.push_back(one.records.front());
    one.records.back().outcome = metrics::Outcome::Cancelled;
    one.records.back().promptTokens = 0;
    one.records.back().outputTokens = 7;
    one.records.back().requestedOutputTokens = 100;
    const metrics::ServerFigures figures = one.figures();
    EXPECT_EQ(figures.requests, (metrics::CountPair{whole.requests.client, std::nullopt, 1}));
    EXPECT_EQ(figures.promptTokens,
              (metrics::CountPair{whole.promptTokens.client, std::nullopt, one.records.front().promptTokens}));
    EXPECT_EQ(figures.outputTokens, (metrics::CountPair{whole.outputTokens.client, std::nullopt, 100}));
}

TEST(CountPair, DiffersOnlyWhereTheClientCannotTellWhy)
{
    using metrics::CountPair;
    EXPECT_FALSE((CountPair{100, std::nullopt, 10}).difference());
    EXPECT_EQ((CountPair{100, 100}).difference(), 0);
    EXPECT_EQ((CountPair{100, 101}).difference(), -1);
    EXPECT_EQ((CountPair{100, 107, 10}).difference(), 0);
    EXPECT_EQ((CountPair{100, 110, 10}).difference(), 0);
    EXPECT_EQ((CountPair{100, 112, 10}).difference(), -2);
    EXPECT_EQ((CountPair{100, 99, 10}).difference(), 1) << "what was received was made";
}

TEST(Reconcile, HoldsCountsOfTheWholeCellAgainstTheServers)
{
    Case one;
    one.records.push_back(request(13s, 100ms, 1s));
    one.records.back().outcome = metrics::Outcome::Truncated;
    one.records.back().outputTokens = 7;
    one.records.front().finish = metrics::FinishReason::Stop;
    for (std::size_t i = 0; i < one.server.size(); ++i) {
        set(one.server[i], Meaning::RequestsDone, 50.0 + static_cast<double>(i));
        set(one.server[i], Meaning::OutputTokens, 1000 + 103.0 * static_cast<double>(i));
    }
    const metrics::ServerFigures figures = one.figures();
    EXPECT_EQ(figures.requests, (metrics::CountPair{3, 3}));
    EXPECT_EQ(figures.outputTokens, (metrics::CountPair{307, 309}));
    EXPECT_EQ(figures.outputTokens.difference(), -2);
    EXPECT_EQ(figures.endTokens, 1u);
    EXPECT_EQ(figures.promptTokens, (metrics::CountPair{40, std::nullopt}));
    EXPECT_FALSE(figures.promptTokens.difference());
    EXPECT_FALSE(figures.restarted);

    one.input.hasUnrecorded = true;
    EXPECT_FALSE(one.figures().requests.server) << "not the same requests";
}

TEST(Reconcile, ComparesNothingAcrossARestart)
{
    Case one;
    const std::vector<double> counts{50, 51, 1, 60};
    for (std::size_t i = 0; i < one.server.size(); ++i) {
        set(one.server[i], Meaning::RequestsDone, counts[i]);
        set(one.server[i], Meaning::TimeToFirstToken, counts[i], counts[i]);
    }
    const metrics::ServerFigures figures = one.figures();
    EXPECT_TRUE(figures.restarted);
    EXPECT_FALSE(figures.requests.server);
    EXPECT_FALSE(figures.ttft);
}

TEST(Reconcile, LooksAtGaugesInsideTheWindow)
{
    Case one;
    one.server = {reading(0s), reading(11s), reading(12s), reading(13s), reading(25s)};
    const std::vector<double> waiting{100, 0, 6, 3, 100};
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        set(one.server[i], Meaning::Waiting, waiting[i]);
        set(one.server[i], Meaning::Running, 8);
    }
    set(one.server[2], Meaning::KvUse, 0.5);
    set(one.server[3], Meaning::KvUse, 0.75);
    const metrics::ServerFigures figures = one.figures();
    EXPECT_EQ(figures.meanRunning, 8);
    EXPECT_EQ(figures.meanWaiting, 3);
    EXPECT_EQ(figures.maxWaiting, 6);
    EXPECT_EQ(figures.meanKvUse, 0.625);
    EXPECT_EQ(figures.maxKvUse, 0.75);
}

TEST(Reconcile, TellsPreemptionsAndCacheHits)
{
    Case one;
    for (std::size_t i = 0; i < one.server.size(); ++i) {
        const auto step = static_cast<double>(i);
        set(one.server[i], Meaning::Preemptions, 2 * step);
        set(one.server[i], Meaning::CachedPromptTokens, 25 * step);
        set(one.server[i], Meaning::PromptTokens, 100 * step);
        set(one.server[i], Meaning::InterTokenTime, 10 * step, 0.2 * step);
    }
    const metrics::ServerFigures figures = one.figures();
    EXPECT_EQ(figures.preemptions, 4) << "since the last reading before the window";
    EXPECT_EQ(figures.cachedPromptShare, 0.25);
    EXPECT_DOUBLE_EQ(*figures.meanTokenGapMs, 20);

    for (std::size_t i = 0; i < one.server.size(); ++i) {
        set(one.server[i], Meaning::PrefixHits, 50.0 * static_cast<double>(i));
        set(one.server[i], Meaning::PrefixQueries, 100.0 * static_cast<double>(i));
    }
    EXPECT_EQ(one.figures().cachedPromptShare, 0.5);
}

TEST(Reconcile, GivesTheEnergyOfATokenWhereTheWindowIsCovered)
{
    Case one;
    for (int second = 9; second <= 21; ++second) {
        GpuSample &sample = one.gpus.emplace_back();
        sample.at = at(std::chrono::seconds(second));
        for (int gpu = 0; gpu < 2; ++gpu) {
            GpuReading &each = sample.gpus.emplace_back();
            each.powerWatts = 100;
            each.use = gpu == 0 ? 1.0 : 0.5;
            each.memoryBytes = 1e9 * second;
        }
    }
    one.input.outputTokens = 4000;
    metrics::ServerFigures figures = one.figures();
    EXPECT_EQ(figures.gpus, 2u);
    EXPECT_EQ(figures.meanGpuPowerWatts, 200);
    EXPECT_EQ(figures.meanGpuUse, 0.75);
    EXPECT_EQ(figures.maxGpuMemoryBytes, 40e9);
    EXPECT_DOUBLE_EQ(*figures.joulesPer1000Tokens, 500);

    one.gpus.pop_back();
    one.gpus.pop_back();
    EXPECT_FALSE(one.figures().joulesPer1000Tokens);
    one.gpus.clear();
    figures = one.figures();
    EXPECT_EQ(figures.gpus, 0u);
    EXPECT_FALSE(figures.meanGpuPowerWatts);
}

TEST(Reconcile, PutsTheServersOwnP95IntoItsBucket)
{
    Case one;
    for (ServerReading &each : one.server) {
        const double grown = each.at > at(10s) ? 100 : 0;
        each.histograms.at(static_cast<std::size_t>(Meaning::TimeToFirstToken))
            = HistogramReading{grown, grown, {{0.5, 0.9 * grown}, {1, grown}}};
    }
    EXPECT_EQ(one.figures().ttftP95LowMs, 500);
    EXPECT_EQ(one.figures().ttftP95HighMs, 1000);
}

} // namespace
} // namespace tokamark::telemetry
