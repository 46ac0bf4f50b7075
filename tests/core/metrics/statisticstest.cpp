#include "core/metrics/virtualcell.h"
#include "metrics/comparisonfamily.h"
#include "simulator/batchengine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
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

/// Two runs with three repetitions each, compared as the programs do.
std::vector<Difference> comparedRuns(double slower, VirtualCell cell, std::initializer_list<std::uint32_t> levels)
{
    std::vector<Difference> all;
    const std::uint64_t seed = cell.seed;
    for (const std::uint32_t users : levels) {
        cell.users = users;
        cell.seed = 100 * seed + users;
        const auto a = repetitions(1, cell);
        cell.seed += 50;
        const auto b = repetitions(slower, cell);
        for (const Difference &difference : compareAll(pointers(a), pointers(b), false))
            all.push_back(difference);
    }
    std::vector<Difference *> family;
    for (Difference &difference : all)
        family.push_back(&difference);
    holdTogether(family);
    return all;
}

bool isHeadline(const Difference &difference)
{
    return std::ranges::find(headlineMetrics(), difference.metric) != headlineMetrics().end();
}

TEST(Statistics, OfAHundredPairsOfEqualRunsAtMostFiveHaveAnySentenceOfADifference)
{
    int saying = 0;
    int showing = 0;
    int alone = 0;
    for (std::uint64_t pair = 0; pair < 100; ++pair) {
        VirtualCell cell = shortAnswers(pair);
        cell.requests = 400;
        const std::vector<Difference> all = comparedRuns(1, cell, {5, 10, 20});
        const auto anySaid = [&all](auto member) {
            return std::ranges::any_of(all, [&](const Difference &one) { return isHeadline(one) && one.*member; });
        };
        saying += anySaid(&Difference::significant) ? 1 : 0;
        alone += anySaid(&Difference::apartAlone) ? 1 : 0;
        showing += std::ranges::any_of(all, &Difference::significant) ? 1 : 0;
    }
    EXPECT_LE(saying, 5);
    EXPECT_LE(showing, 5) << "and so of every row of the table";
    RecordProperty("Saying", saying);
    RecordProperty("Showing", showing);
    RecordProperty("Alone", alone);
    EXPECT_GE(alone, 10) << "each by its own interval they would have said it that often";
}

TEST(Statistics, AServerSixPercentSlowerIsFoundWithThreeRepetitionsOf800Requests)
{
    constexpr int Trials = 50;
    const auto isSlower = [](const Difference &one) {
        return one.metric == Metric::OutputThroughput && one.significant && one.highPct < 0;
    };
    int atOneLevel = 0;
    int amongThree = 0;
    for (std::uint64_t trial = 0; trial < Trials; ++trial) {
        VirtualCell cell = shortAnswers(5'000 + trial);
        cell.requests = 800;
        atOneLevel += std::ranges::any_of(comparedRuns(1.06, cell, {10}), isSlower) ? 1 : 0;
        amongThree += std::ranges::any_of(comparedRuns(1.06, cell, {5, 10, 20}), isSlower) ? 1 : 0;
    }
    EXPECT_GE(atOneLevel, Trials * 9 / 10);
    EXPECT_GE(amongThree, Trials * 9 / 10);
    RecordProperty("AtOneLevel", atOneLevel);
    RecordProperty("AmongThree", amongThree);
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
