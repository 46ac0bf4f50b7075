#include "core/metrics/records.h"
#include "base/seededrandom.h"
#include "metrics/summarise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string_view>

namespace tokamark::metrics {
namespace {

using namespace testing;
using namespace std::chrono_literals;

const MeasuredWindow TenSeconds{ms(0), ms(10'000), false};

CellFigures summariseAll(const std::vector<RequestRecord> &records, MeasuredWindow window = TenSeconds,
                         std::vector<plan::Slo> slos = {})
{
    SummaryInput input;
    input.records = records;
    input.window = window;
    input.users = 1;
    input.slos = slos;
    return summarise(input);
}

RequestRecord inPhase(Phase phase, RequestRecord record)
{
    record.phase = phase;
    return record;
}

TEST(Summarise, HandComputedCell)
{
    // One user, three answers of 11 tokens, 10 ms apart: 200 ms each.
    std::vector<RequestRecord> records{completed({.sentMs = 0, .ttftMs = 100, .id = 1}),
                                       completed({.sentMs = 200, .ttftMs = 140, .id = 2}),
                                       completed({.sentMs = 440, .ttftMs = 180, .id = 3})};
    const CellFigures figures = summariseAll(records, {ms(0), ms(720), false});

    EXPECT_EQ(figures.started, 3u);
    EXPECT_EQ(figures.completed, 3u);
    EXPECT_EQ(figures.failed, 0u);
    EXPECT_EQ(figures.inputTokens, 150u);
    EXPECT_EQ(figures.outputTokens, 33u);
    EXPECT_EQ(figures.windowTokens, 33u);
    EXPECT_DOUBLE_EQ(figures.outputTokensPerSecond, 33 / 0.72);
    EXPECT_DOUBLE_EQ(figures.totalTokensPerSecond.value(), 183 / 0.72);
    EXPECT_DOUBLE_EQ(figures.peakOutputTokensPerSecond.value(), 33);
    EXPECT_DOUBLE_EQ(figures.peakConcurrency.value(), 1);
    EXPECT_DOUBLE_EQ(figures.requestsPerSecond, 3 / 0.72);
    EXPECT_DOUBLE_EQ(figures.ttft.mean, 140);
    EXPECT_DOUBLE_EQ(figures.ttft.p50, 140);
    EXPECT_DOUBLE_EQ(figures.ttft.p90, 172);
    EXPECT_DOUBLE_EQ(figures.tpot.mean, 10);
    EXPECT_DOUBLE_EQ(figures.tokensPerSecondPerUser, 100);
    EXPECT_EQ(figures.itl.samples, 30u);
    EXPECT_DOUBLE_EQ(figures.itl.p99, 10);
    EXPECT_TRUE(figures.itlIsPerToken);
    EXPECT_DOUBLE_EQ(figures.e2el.mean, 240);
    EXPECT_DOUBLE_EQ(figures.stall.max, 10);
    EXPECT_DOUBLE_EQ(figures.meanConcurrency, 1);
    EXPECT_DOUBLE_EQ(figures.expectedConcurrency, 1);
    EXPECT_DOUBLE_EQ(figures.lowConcurrencyShare, 0);
    EXPECT_FALSE(figures.goodput);
    EXPECT_FALSE(figures.tokensEstimated);
}

TEST(Summarise, LatencyBelongsToRequestsSentInTheWindowAndTokensToTheWindow)
{
    std::vector<RequestRecord> records{
        // 5 of its 11 tokens come before the window opens, 6 inside (the one at its very start too).
        inPhase(Phase::WarmUp, completed({.sentMs = -150, .ttftMs = 100, .id = 1})),
        completed({.sentMs = 5'000, .ttftMs = 60, .id = 2}),
        // Sent inside, ends outside: its latency counts, 4 of its tokens do.
        completed({.sentMs = 9'850, .ttftMs = 120, .id = 3}),
        inPhase(Phase::Drain, completed({.sentMs = 10'100, .ttftMs = 1'000, .id = 4})),
    };
    const CellFigures figures = summariseAll(records);
    EXPECT_EQ(figures.started, 2u);
    EXPECT_DOUBLE_EQ(figures.ttft.mean, 90);
    EXPECT_EQ(figures.windowTokens, 6u + 11u + 4u);
    EXPECT_DOUBLE_EQ(figures.totalTokensPerSecond.value(), (6 + 11 + 4 + 50 + 50) / 10.0)
        << "prompts whose first token came inside: the second and the third";
    EXPECT_DOUBLE_EQ(figures.requestsPerSecond, 0.2) << "two ended inside";
    EXPECT_EQ(figures.outputTokens, 22u);
}

TEST(Summarise, FailuresAreNoSamplesButStandInThePercentiles)
{
    std::vector<RequestRecord> records;
    for (int i = 0; i < 98; ++i)
        records.push_back(completed({.sentMs = i * 100.0, .ttftMs = 50, .id = i + 1}));
    records.push_back(failed(9'000, 9'001, Outcome::HttpError));
    records.push_back(failed(9'100, 9'900, Outcome::TimedOut));
    records.push_back(failed(9'200, 9'900, Outcome::Cancelled));

    const CellFigures figures = summariseAll(records);
    EXPECT_EQ(figures.started, 101u);
    EXPECT_EQ(figures.completed, 98u);
    EXPECT_EQ(figures.failed, 2u);
    EXPECT_DOUBLE_EQ(figures.errorRate, 2.0 / 101);
    EXPECT_EQ(figures.failuresByOutcome[static_cast<std::size_t>(Outcome::HttpError)], 1u);
    EXPECT_EQ(figures.failuresByOutcome[static_cast<std::size_t>(Outcome::TimedOut)], 1u);
    EXPECT_EQ(figures.failuresByOutcome[static_cast<std::size_t>(Outcome::Cancelled)], 0u);
    EXPECT_DOUBLE_EQ(figures.ttft.mean, 50);
    EXPECT_DOUBLE_EQ(figures.ttft.p95, 50);
    EXPECT_TRUE(std::isinf(figures.ttft.p99));
    EXPECT_TRUE(std::isinf(figures.e2el.p99));
    EXPECT_TRUE(std::isfinite(figures.itl.p99)) << "gaps are pooled over events, not over requests";
}

TEST(Summarise, TokensOfAFailedRequestWereStillServed)
{
    RequestRecord broken = completed({.sentMs = 100, .id = 1});
    broken.outcome = Outcome::Reset;
    const CellFigures figures = summariseAll({broken});
    EXPECT_EQ(figures.windowTokens, 11u);
    EXPECT_EQ(figures.outputTokens, 0u);
    EXPECT_EQ(figures.ttft.samples, 0u);
}

TEST(Summarise, ShortenedRequestsCountForTtftButNotForLengths)
{
    RequestRecord cut = completed({.sentMs = 100, .ttftMs = 80, .tokens = 3, .id = 1});
    cut.shortened = true;
    const CellFigures figures = summariseAll({cut, completed({.sentMs = 500, .ttftMs = 120, .id = 2})});
    EXPECT_DOUBLE_EQ(figures.ttft.mean, 100);
    EXPECT_EQ(figures.e2el.samples, 1u);
    EXPECT_DOUBLE_EQ(figures.meanOutputTokens, 11);
    EXPECT_EQ(figures.outputTokens, 14u);
}

TEST(Summarise, GoodputCountsWhatMeetsEveryLimit)
{
    const std::vector<RequestRecord> records{completed({.sentMs = 0, .ttftMs = 400, .gapMs = 10, .id = 1}),
                                             completed({.sentMs = 0, .ttftMs = 600, .gapMs = 10, .id = 2}),
                                             completed({.sentMs = 0, .ttftMs = 400, .gapMs = 60, .id = 3}),
                                             completed({.sentMs = 0, .ttftMs = 500, .tokens = 1, .id = 4})};
    const CellFigures figures
        = summariseAll(records, TenSeconds,
                       {{plan::Slo::Metric::Ttft, 500}, {plan::Slo::Metric::Tpot, 50}, {plan::Slo::Metric::Stall, 55}});
    EXPECT_DOUBLE_EQ(figures.goodput.value(), 0.2);
    EXPECT_DOUBLE_EQ(figures.goodShare.value(), 0.5);
    EXPECT_DOUBLE_EQ(figures.requestsPerSecond, 0.4);
}

TEST(Summarise, ExpectsLessInFlightWhereUsersThink)
{
    // 200 ms of answer, 50 ms of thought.
    std::vector<RequestRecord> records;
    for (int i = 0; i < 40; ++i)
        records.push_back(completed({.sentMs = i * 250.0, .id = i + 1}));
    SummaryInput input;
    input.records = records;
    input.window = TenSeconds;
    input.users = 1;
    input.thinkTime = 50ms;
    const CellFigures figures = summarise(input);
    EXPECT_DOUBLE_EQ(figures.expectedConcurrency, 0.8);
    EXPECT_NEAR(figures.meanConcurrency, 0.8, 1e-9);
    EXPECT_EQ(figures.lowConcurrencyShare, 0);
}

TEST(Summarise, KnowsWhereCountsAreGuessesAndEventsHoldSeveralTokens)
{
    RequestRecord guessed = completed({.sentMs = 0, .id = 1});
    guessed.outputSource = CountSource::Estimated;
    EXPECT_TRUE(summariseAll({guessed}).tokensEstimated);

    RequestRecord packed = completed({.sentMs = 0, .id = 1});
    packed.timeline.append(packed.at.lastToken, 3, true);
    EXPECT_FALSE(summariseAll({packed}).itlIsPerToken);
}

/// A completed request whose events do not say how many tokens they hold.
RequestRecord untold(std::uint32_t events, std::uint32_t tokens, FinishReason finish)
{
    RequestRecord record = completed({.tokens = events});
    record.timeline.start(record.at.sent);
    for (std::uint32_t i = 0; i < events; ++i)
        record.timeline.append(ms(100 + 10.0 * i), 0, false);
    record.outputTokens = tokens;
    record.finish = finish;
    return record;
}

TEST(Summarise, AnEventHoldsOneTokenWhereTheServersTotalIsTheNumberOfEvents)
{
    EXPECT_TRUE(summariseAll({untold(11, 11, FinishReason::Length)}).itlIsPerToken);
    EXPECT_TRUE(summariseAll({untold(11, 12, FinishReason::Stop)}).itlIsPerToken) << "the token that ends the answer";
    EXPECT_FALSE(summariseAll({untold(11, 12, FinishReason::Length)}).itlIsPerToken);
    EXPECT_FALSE(summariseAll({untold(11, 44, FinishReason::Length)}).itlIsPerToken);
    RequestRecord guessed = untold(11, 11, FinishReason::Length);
    guessed.outputSource = CountSource::Estimated;
    EXPECT_FALSE(summariseAll({guessed}).itlIsPerToken);
}

TEST(Summarise, PeaksAreOfTheBestSecondAndTheFullestMoment)
{
    // 31 tokens from 0.1 to 0.4 s; 21 tokens each of two requests that overlap, from 1.6 to 1.8 and 1.7 to 1.9 s.
    const CellFigures figures = summariseAll({completed({.sentMs = 0, .tokens = 31, .id = 1}),
                                              completed({.sentMs = 1'500, .tokens = 21, .id = 2}),
                                              completed({.sentMs = 1'600, .tokens = 21, .id = 3})},
                                             {ms(0), ms(2'500), false});
    EXPECT_DOUBLE_EQ(figures.peakOutputTokensPerSecond.value(), 42);
    EXPECT_DOUBLE_EQ(figures.peakConcurrency.value(), 2);
}

TEST(Summarise, KnowsHowFarTheDrawOfLengthsMakesTheMeanSwing)
{
    const CellFigures figures = summariseAll({completed({.sentMs = 0, .tokens = 10, .id = 1}),
                                              completed({.sentMs = 500, .tokens = 14, .id = 2}),
                                              completed({.sentMs = 900, .tokens = 12, .id = 3})});
    EXPECT_DOUBLE_EQ(figures.meanOutputTokens, 12);
    EXPECT_DOUBLE_EQ(figures.meanOutputTokensError, 2 / std::sqrt(3.0));
    EXPECT_EQ(figures.meanInputTokens, 50);
    EXPECT_EQ(figures.meanInputTokensError, 0) << "all prompts have 50 tokens";
}

TEST(Summarise, FindsIntervalsThatRunBackwards)
{
    RequestRecord record = completed({.sentMs = 100, .id = 1});
    record.at.firstByte = ms(99);
    EXPECT_EQ(summariseAll({record}).client.negativeIntervals, 1u);
    EXPECT_EQ(summariseAll({completed({.id = 1})}).client.negativeIntervals, 0u);
}

TEST(Summarise, AnEmptyCellIsAllZero)
{
    CellFigures expected;
    expected.window = TenSeconds;
    expected.expectedConcurrency = 1;
    expected.lowConcurrencyShare = 1;
    expected.totalTokensPerSecond = 0;
    expected.peakOutputTokensPerSecond = 0;
    expected.peakConcurrency = 0;
    expected.steady = SteadyFigures{0, 10, 0, {}, {}};
    EXPECT_EQ(summariseAll({}), expected);
}

/// A cell with noise, failures and every phase.
std::vector<RequestRecord> noisyCell()
{
    SeededRandom random{11};
    std::vector<RequestRecord> records;
    for (int i = 0; i < 2'000; ++i) {
        const double sent = -500 + random.unit() * 11'000;
        RequestRecord record = completed({.sentMs = sent,
                                          .ttftMs = 30 + random.unit() * 70,
                                          .gapMs = 1 + random.unit() * 9,
                                          .tokens = static_cast<std::uint32_t>(1 + random.below(20)),
                                          .id = i + 1});
        record.phase = sent < 0 ? Phase::WarmUp : sent > 10'000 ? Phase::Drain : Phase::Window;
        if (random.below(1'000) == 0)
            record.outcome = Outcome::Stalled;
        records.push_back(std::move(record));
    }
    return records;
}

TEST(Summarise, DoesNotDependOnTheOrderOfTheRecords)
{
    std::vector<RequestRecord> records = noisyCell();
    const CellFigures figures = summariseAll(records);
    EXPECT_TRUE(figures.ttftP95Interval.isKnown());
    std::mt19937 shuffler(1); // NOLINT(cert-msc51-cpp): a fixed seed is the point
    for (int i = 0; i < 3; ++i) {
        std::ranges::shuffle(records, shuffler);
        EXPECT_EQ(summariseAll(records), figures);
    }
}

TEST(Summarise, IntervalsHoldTheirFigures)
{
    const CellFigures figures = summariseAll(noisyCell());
    const auto holds
        = [](const Interval &interval, double value) { return interval.low < value && value < interval.high; };
    EXPECT_TRUE(holds(figures.outputTokensPerSecondInterval, figures.outputTokensPerSecond));
    EXPECT_TRUE(holds(figures.ttftP50Interval, figures.ttft.p50));
    EXPECT_TRUE(holds(figures.ttftP95Interval, figures.ttft.p95));
    for (const Metric metric : allMetrics()) {
        const double error = figures.logErrors[static_cast<std::size_t>(metric)];
        // A closed loop has no TTFT from due.
        const std::string_view key = name(metric);
        EXPECT_EQ(error > 0, !key.starts_with("ttft_due")) << key;
    }
}

TEST(Metric, NamesAreFoundAgain)
{
    for (const Metric metric : allMetrics())
        EXPECT_EQ(metricByName(name(metric)), metric);
    EXPECT_FALSE(metricByName("ttft"));
    EXPECT_TRUE(lowerIsBetter(Metric::E2elP99));
    EXPECT_FALSE(lowerIsBetter(Metric::OutputThroughput));
}

TEST(Metric, ValuesComeFromTheFigures)
{
    CellFigures figures;
    EXPECT_FALSE(valueOf(figures, Metric::TtftP95)) << "no samples";
    figures.ttft.failures = 1;
    figures.ttft.p95 = 5;
    EXPECT_EQ(valueOf(figures, Metric::TtftP95), 5);
    EXPECT_FALSE(valueOf(figures, Metric::TtftMean)) << "failures have no mean";
    figures.requestsPerSecond = 3;
    EXPECT_EQ(valueOf(figures, Metric::RequestThroughput), 3);
    figures.ttftFromDue.samples = 1;
    figures.ttftFromDue.p95 = 9;
    EXPECT_FALSE(valueOf(figures, Metric::TtftDueP95)) << "users who wait for their answers have no schedule";
    figures.arrivals.emplace();
    EXPECT_EQ(valueOf(figures, Metric::TtftDueP95), 9);
}

} // namespace
} // namespace tokamark::metrics
