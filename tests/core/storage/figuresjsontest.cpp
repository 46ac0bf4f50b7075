#include "storage/figuresjson.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>

namespace tokamark::storage {
namespace {

using metrics::CellFigures;

/// Every double of the figures, so that they can be compared bit for bit and not by ==, which NaN never is.
std::vector<std::uint64_t> bitsOf(const CellFigures &figures)
{
    std::vector<std::uint64_t> bits;
    const auto add = [&](std::initializer_list<double> values) {
        for (const double value : values)
            bits.push_back(std::bit_cast<std::uint64_t>(value));
    };
    for (const metrics::LatencyFigures &latency :
         {figures.ttft, figures.ttftFromDue, figures.ttftFromConnect, figures.ttfa, figures.tpot, figures.itl,
          figures.e2el, figures.stall})
        add({latency.mean, latency.stddev, latency.min, latency.p50, latency.p90, latency.p95, latency.p99,
             latency.max});
    for (const metrics::Interval &interval :
         {figures.outputTokensPerSecondInterval, figures.ttftP50Interval, figures.ttftP95Interval})
        add({interval.low, interval.high});
    add({figures.outputTokensPerSecond, figures.tokensPerSecondPerUser, figures.requestsPerSecond, figures.errorRate,
         figures.meanConcurrency, figures.expectedConcurrency, figures.lowConcurrencyShare, figures.meanOutputTokens,
         figures.meanInputTokens, figures.goodput.value_or(0)});
    for (const double error : figures.logErrors)
        add({error});
    return bits;
}

/// Fills every double from a generator of arbitrary bit patterns, NaNs of one kind aside (JSON keeps no payload).
CellFigures arbitrary(std::mt19937_64 &random)
{
    const auto next = [&] {
        const double value = std::bit_cast<double>(random());
        return std::isnan(value) ? std::copysign(std::numeric_limits<double>::quiet_NaN(), value) : value;
    };
    CellFigures figures;
    for (metrics::LatencyFigures *latency : {&figures.ttft, &figures.ttftFromDue, &figures.ttftFromConnect,
                                             &figures.ttfa, &figures.tpot, &figures.itl, &figures.e2el, &figures.stall})
        *latency = {random(), random(), next(), next(), next(), next(), next(), next(), next(), next()};
    for (metrics::Interval *interval :
         {&figures.outputTokensPerSecondInterval, &figures.ttftP50Interval, &figures.ttftP95Interval})
        *interval = {next(), next()};
    for (double *value : {&figures.outputTokensPerSecond, &figures.tokensPerSecondPerUser, &figures.requestsPerSecond,
                          &figures.errorRate, &figures.meanConcurrency, &figures.expectedConcurrency,
                          &figures.lowConcurrencyShare, &figures.meanOutputTokens, &figures.meanInputTokens})
        *value = next();
    figures.goodput = next();
    figures.goodShare = next();
    figures.askedCachedShare = next();
    std::ranges::generate(figures.logErrors, next);
    return figures;
}

TEST(FiguresJson, GivesBackEveryBit)
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 200; ++i) {
        const CellFigures figures = arbitrary(random);
        const auto back = figuresFromJson(figuresToJson(figures));
        ASSERT_TRUE(back);
        EXPECT_EQ(bitsOf(*back), bitsOf(figures));
        EXPECT_EQ(back->ttft.samples, figures.ttft.samples);
        EXPECT_EQ(back->stall.failures, figures.stall.failures);
    }
}

TEST(FiguresJson, KeepsWhatIsNotADouble)
{
    CellFigures figures;
    figures.window = {Instant(Duration(1)), Instant(Duration(std::numeric_limits<std::int64_t>::max())), true};
    figures.started = 1;
    figures.completed = 2;
    figures.failed = 3;
    figures.failuresByOutcome[15] = 4;
    figures.resends = 5;
    figures.inputTokens = 6;
    figures.cachedInputTokens = 7;
    figures.outputTokens = std::numeric_limits<std::uint64_t>::max();
    figures.windowTokens = 8;
    figures.totalTokensPerSecond = 1.5;
    figures.peakOutputTokensPerSecond = 2.5;
    figures.physics = metrics::PhysicsFigures{"A100 80GB SXM", "Llama 3 8B", 2, true, 1318, 900, 7.5, 800, 12, 450};
    figures.peakConcurrency = 3;
    figures.meanOutputTokensError = 0.5;
    figures.meanInputTokensError = 0.25;
    figures.tokensEstimated = true;
    figures.itlIsPerToken = true;
    figures.inOnePiece = 0.75;
    figures.arrivals = metrics::ArrivalFigures{10, 9, 4.5, 17, {1, 2, 3}, 0.1};
    figures.client = {1, 2, 3, 4, 5, 6, 7, 8, false, 9, 0.125, 3.5, 4000, 2e5};
    EXPECT_EQ(figuresFromJson(figuresToJson(figures)).value(), figures);
}

TEST(FiguresJson, OfAnOlderVersionLackWhatItDidNotKeep)
{
    const auto back = figuresFromJson(QStringLiteral("{\"output_tokens_per_s\": 7}"));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->outputTokensPerSecond, 7);
    EXPECT_FALSE(back->totalTokensPerSecond || back->peakOutputTokensPerSecond || back->peakConcurrency);
}

TEST(FiguresJson, KeepsHowThePaceWent)
{
    CellFigures figures;
    metrics::SteadyFigures &steady = figures.steady.emplace();
    EXPECT_EQ(figuresFromJson(figuresToJson(figures)).value(), figures) << "too short to tell";
    steady = {1, 59, 20, metrics::Trend{100, 90, -10, -12, -8, std::nullopt},
              metrics::Trend{100, 130, 30, -std::numeric_limits<double>::infinity(), 60, 17.5}};
    EXPECT_EQ(figuresFromJson(figuresToJson(figures)).value(), figures);
}

TEST(FiguresJson, KeepsWhatTheServerSaid)
{
    CellFigures figures;
    metrics::ServerFigures &server = figures.server.emplace();
    EXPECT_EQ(figuresFromJson(figuresToJson(figures)).value(), figures) << "nothing known";
    server.ttft = metrics::TtftSplit{metrics::SplitSource::Requests, 100, 1, 2, 30, 70, -2, 40, 41};
    server.requests = {40, 41};
    server.promptTokens = {400, std::nullopt};
    server.outputTokens = {4000, 3999.5, 96};
    server.endTokens = 5;
    server.inFlight = metrics::InFlightCourse{{10, 12}, {9, 9.5}, {10, 10.5}};
    server.restarted = true;
    server.meanRunning = 3.5;
    server.meanWaiting = 0.25;
    server.maxWaiting = 2;
    server.meanKvUse = 0.5;
    server.maxKvUse = 1;
    server.preemptions = 7;
    server.cachedPromptShare = 0.125;
    server.meanTokenGapMs = 11;
    server.ttftP95LowMs = 500;
    server.ttftP95HighMs = std::numeric_limits<double>::infinity();
    server.gpus = 8;
    server.meanGpuPowerWatts = 4200.25;
    server.meanGpuUse = 0.75;
    server.maxGpuMemoryBytes = 6.4e11;
    server.joulesPer1000Tokens = 321.5;
    server.scrapes = 60;
    server.failedScrapes = 1;
    server.scrapeMeanMs = 1.5;
    EXPECT_EQ(figuresFromJson(figuresToJson(figures)).value(), figures);
}

TEST(FiguresJson, RefusesDamagedDocuments)
{
    for (const char *text : {"", "{", "[1]", "{\"ttft_ms\": 3}", "{\"started\": \"many\"}"}) {
        const auto back = figuresFromJson(QString::fromLatin1(text));
        ASSERT_FALSE(back) << text;
        EXPECT_EQ(back.error().code, ErrorCode::DatabaseCorrupt);
    }
}

TEST(ErrorJson, ComesBack)
{
    const Error error{ErrorCode::HttpStatus, "503 \"busy\"", "cause"};
    EXPECT_EQ(errorFromJson(errorToJson(error)), error);
    EXPECT_EQ(errorFromJson(errorToJson(std::nullopt)), std::nullopt);
    EXPECT_TRUE(errorFromJson(errorToJson(Error{ErrorCode::HttpStatus, "\xff\xfe", {}}))) << "bytes that are not UTF-8";
}

} // namespace
} // namespace tokamark::storage
