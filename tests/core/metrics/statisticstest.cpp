#include "core/metrics/virtualcell.h"
#include "metrics/comparison.h"
#include "simulator/batchengine.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <vector>

// What the intervals and comparisons promise, held against servers in virtual time whose truth is known.

namespace tokamark::metrics {
namespace {

using namespace testing;

constexpr double NoiseOfServer = 0.02; ///< of the step time, another one every five seconds

simulator::BatchModel server(double slower)
{
    simulator::BatchModel model;
    model.weightSeconds = 0.010 * slower;
    model.computeSeconds = 0.0001 * slower;
    model.stepSeconds = 0.001 * slower;
    model.prefillTokensPerSecond = 20'000 / slower;
    model.noise = NoiseOfServer;
    return model;
}

VirtualCell shortAnswers(std::uint64_t seed)
{
    VirtualCell cell;
    cell.outputTokens = 20;
    cell.windowSeconds = 40;
    cell.seed = seed;
    return cell;
}

CellFigures measured(double slower, const VirtualCell &cell)
{
    simulator::BatchEngine engine(server(slower), 0x5eed'0000 + cell.seed);
    return measureVirtually(engine, cell);
}

/// Three repetitions of one point, in which a server is slower by `slower`.
std::vector<CellFigures> repetitions(double slower, VirtualCell cell)
{
    std::vector<CellFigures> all;
    for (std::uint64_t repetition = 0; repetition < FewestRepetitions; ++repetition) {
        cell.seed = 1'000'003 * cell.seed + repetition + 1;
        all.push_back(measured(slower, cell));
    }
    return all;
}

std::vector<const CellFigures *> pointers(const std::vector<CellFigures> &figures)
{
    std::vector<const CellFigures *> all;
    for (const CellFigures &one : figures)
        all.push_back(&one);
    return all;
}

constexpr std::array Headline{Metric::OutputThroughput, Metric::TtftP50, Metric::TpotMean, Metric::E2elP95};

TEST(Statistics, OfAHundredPairsOfEqualRunsAtMostFiveAreCalledDifferent)
{
    std::array<int, Headline.size()> different{};
    for (std::uint64_t pair = 0; pair < 100; ++pair) {
        VirtualCell cell = shortAnswers(2 * pair);
        cell.requests = 400;
        const auto a = repetitions(1, cell);
        cell.seed = 2 * pair + 1;
        const auto b = repetitions(1, cell);
        for (std::size_t i = 0; i < Headline.size(); ++i) {
            const auto difference = compare(pointers(a), pointers(b), Headline[i], false);
            ASSERT_TRUE(difference);
            different[i] += difference->significant ? 1 : 0;
        }
    }
    for (std::size_t i = 0; i < Headline.size(); ++i)
        EXPECT_LE(different[i], 5) << name(Headline[i]);
}

TEST(Statistics, AServerSixPercentSlowerIsFoundWithThreeRepetitionsOf800Requests)
{
    constexpr int Trials = 50;
    int found = 0;
    for (std::uint64_t trial = 0; trial < Trials; ++trial) {
        VirtualCell cell = shortAnswers(5'000 + 2 * trial);
        cell.requests = 800;
        const auto a = repetitions(1, cell);
        ++cell.seed;
        const auto b = repetitions(1.06, cell);
        const auto difference = compare(pointers(a), pointers(b), Metric::OutputThroughput, false);
        ASSERT_TRUE(difference);
        found += difference->significant && difference->highPct < 0 ? 1 : 0;
    }
    EXPECT_GE(found, Trials * 9 / 10);
}

/// Trials in which an interval may miss the truth: 93 to 97 % of a thousand hold it.
void expectHeld(int held, const char *what)
{
    EXPECT_GE(held, 930) << what;
    EXPECT_LE(held, 970) << what;
}

TEST(Statistics, IntervalsBetweenRunsHoldTheTruthInNineteenOfTwentyTrials)
{
    std::mt19937_64 random{42};
    std::normal_distribution<double> noise(0, 0.05);
    int ofMean = 0;
    int ofDifference = 0;
    for (int trial = 0; trial < 1'000; ++trial) {
        std::array<std::vector<CellFigures>, 2> both;
        for (std::vector<CellFigures> &runs : both) {
            for (std::uint32_t i = 0; i < FewestRepetitions; ++i) {
                runs.emplace_back();
                runs.back().outputTokensPerSecond = 1'000 * std::exp(noise(random));
            }
        }
        const auto mean = estimate(pointers(both[0]), Metric::OutputThroughput);
        const auto difference = compare(pointers(both[0]), pointers(both[1]), Metric::OutputThroughput, true);
        ASSERT_TRUE(mean && difference && difference->lowPct);
        ofMean += mean->interval.low <= 1'000 && 1'000 <= mean->interval.high ? 1 : 0;
        ofDifference += *difference->lowPct <= 0 && 0 <= *difference->highPct ? 1 : 0;
    }
    expectHeld(ofMean, "mean of three repetitions");
    expectHeld(ofDifference, "difference of two times three repetitions");
}

TEST(Statistics, IntervalsWithinARunHoldTheTruthInNineteenOfTwentyTrials)
{
    constexpr int Trials = 1'000;
    constexpr double Normal975 = 1.96;
    std::vector<CellFigures> cells;
    for (std::uint64_t trial = 0; trial < Trials; ++trial)
        cells.push_back(measured(1, shortAnswers(20'000 + trial)));
    for (const Metric metric :
         {Metric::OutputThroughput, Metric::TtftMean, Metric::TpotMean, Metric::TtftP50, Metric::TtftP95}) {
        double truth = 0;
        for (const CellFigures &cell : cells)
            truth += std::log(*valueOf(cell, metric)) / Trials;
        int held = 0;
        for (const CellFigures &cell : cells) {
            const double error = cell.logErrors[static_cast<std::size_t>(metric)];
            ASSERT_GT(error, 0) << name(metric);
            held += std::abs(std::log(*valueOf(cell, metric)) - truth) <= Normal975 * error ? 1 : 0;
        }
        expectHeld(held, name(metric));
    }
}

} // namespace
} // namespace tokamark::metrics
