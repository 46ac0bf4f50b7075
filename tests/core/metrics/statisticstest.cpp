#include "core/metrics/virtualcell.h"
#include "metrics/comparisonfamily.h"
#include "simulator/batchengine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <span>
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
std::vector<Difference> comparedRuns(double slower, VirtualCell cell, const std::vector<std::uint32_t> &levels)
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

/// What comparisons of a server with a slower one come to.
struct Power {
    int trials = 0;
    int anyRate = 0; ///< trials in which the output rate is called lower at one load at least
    int anyTtft = 0; ///< likewise, one of the percentiles of the TTFT higher
    int rates = 0; ///< loads at which the rate is called lower, of all trials
    int loads = 0;

    void add(const std::vector<Difference> &compared)
    {
        const auto isSlower = [](const Difference &one) {
            return one.metric == Metric::OutputThroughput && one.significant && one.highPct < 0;
        };
        const auto isLater = [](const Difference &one) {
            return isHeadline(one) && one.metric != Metric::OutputThroughput && one.significant && one.lowPct > 0;
        };
        ++trials;
        anyRate += std::ranges::any_of(compared, isSlower) ? 1 : 0;
        anyTtft += std::ranges::any_of(compared, isLater) ? 1 : 0;
        rates += static_cast<int>(std::ranges::count_if(compared, isSlower));
        loads += static_cast<int>(std::ranges::count(compared, Metric::OutputThroughput, &Difference::metric));
    }
    [[nodiscard]] double rateShare() const { return static_cast<double>(rates) / loads; }
};

Power powerAt(const std::vector<std::uint32_t> &levels)
{
    constexpr std::uint64_t Trials = 50;
    Power power;
    for (std::uint64_t trial = 0; trial < Trials; ++trial) {
        VirtualCell cell = shortAnswers(5'000 + trial);
        cell.requests = 800;
        power.add(comparedRuns(1.06, cell, levels));
    }
    std::printf(
        "%zu load(s): rate lower at one or more in %d of %d, at each in %.0f %%; TTFT p50 or p95 higher in %d\n",
        levels.size(), power.anyRate, power.trials, 100 * power.rateShare(), power.anyTtft);
    return power;
}

TEST(Statistics, AServerSixPercentSlowerIsFoundWithThreeRepetitionsOf800Requests)
{
    EXPECT_GE(powerAt({10}).anyRate, 45);
}

TEST(Statistics, AServerSixPercentSlowerIsFoundAmongThreeLoads)
{
    const Power power = powerAt({5, 10, 20});
    EXPECT_GE(power.anyRate, 45);
    EXPECT_GE(power.rateShare(), 0.7);
}

TEST(Statistics, AServerSixPercentSlowerIsFoundAmongFiveLoads)
{
    const Power power = powerAt({2, 5, 10, 20, 40});
    EXPECT_GE(power.anyRate, 45);
    EXPECT_GE(power.rateShare(), 0.6);
}

/// In how many of a hundred the intervals of the repetitions of a point miss the truth, and pairs of equal points lie apart.
struct Misses {
    double ofEstimates = 0;
    double ofPairs = 0;
};

/// Out of cells of one server, three of which are a point.
Misses missesOf(Metric metric, std::span<const CellFigures> cells)
{
    double truth = 0;
    for (const CellFigures &cell : cells)
        truth += std::log(*valueOf(cell, metric)) / static_cast<double>(cells.size());
    std::vector<std::vector<const CellFigures *>> points;
    for (std::size_t i = 0; i + FewestRepetitions <= cells.size(); i += FewestRepetitions)
        points.push_back({&cells[i], &cells[i + 1], &cells[i + 2]});
    int missed = 0;
    for (const auto &point : points) {
        const Interval interval = estimate(point, metric)->interval;
        missed += std::log(interval.low) <= truth && truth <= std::log(interval.high) ? 0 : 1;
    }
    int apart = 0;
    for (std::size_t i = 0; i + 1 < points.size(); i += 2)
        apart += compare(points[i], points[i + 1], metric, false)->apartAlone ? 1 : 0;
    const auto count = static_cast<double>(points.size());
    return {100 * missed / count, 200 * apart / count};
}

TEST(Statistics, AnyFigureOfEqualRunsLiesApartAloneInOneOfTwentyComparisonsAndSomeFigureInMost)
{
    // The gaps between tokens are the figure of most samples and of the fewest that are independent: hundreds of thousands,
    // which all wait for the same steps. Between runs the repetitions are the units whatever the samples are.
    std::vector<CellFigures> cells;
    for (std::uint64_t cell = 0; cell < 1'200; ++cell) {
        VirtualCell one = shortAnswers(70'000 + cell);
        one.requests = 400;
        cells.push_back(measured(1, one));
    }
    double sum = 0;
    int figures = 0;
    for (const Metric metric : allMetrics()) {
        if (!valueOf(cells.front(), metric))
            continue;
        const Misses misses = missesOf(metric, cells);
        std::printf("%-20s interval misses in %4.1f %%, equal pairs apart alone in %4.1f %%\n", name(metric),
                    misses.ofEstimates, misses.ofPairs);
        // 5 % of 400 and of 200 swing by 1.1 and 1.5. Three values of a high percentile alone would miss in up to 17 %.
        EXPECT_LE(misses.ofEstimates, 8) << name(metric);
        EXPECT_LE(misses.ofPairs, 9) << name(metric);
        sum += misses.ofPairs;
        ++figures;
    }
    EXPECT_LE(sum / figures, 6);
    EXPECT_GE(figures, 20);
}

TEST(Statistics, WhatSharesAMachineIsApartMoreOftenThanItsRepetitionsTell)
{
    // Three repetitions of one run swing by half a percent; from run to run the server lies half a percent elsewhere.
    constexpr double Swing = 0.005;
    std::mt19937_64 random{7};
    std::normal_distribution<double> noise(0, Swing);
    constexpr int Trials = 2'000;
    int apart = 0;
    for (int trial = 0; trial < Trials; ++trial) {
        std::array<std::vector<CellFigures>, 2> both;
        for (std::vector<CellFigures> &runs : both) {
            const double start = noise(random);
            for (std::uint32_t i = 0; i < FewestRepetitions; ++i) {
                runs.emplace_back();
                runs.back().outputTokensPerSecond = 1'000 * std::exp(start + noise(random));
            }
        }
        apart += compare(pointers(both[0]), pointers(both[1]), Metric::OutputThroughput, false)->significant ? 1 : 0;
    }
    std::printf("apart in %.1f %% of pairs of runs that begin elsewhere\n", 100.0 * apart / Trials);
    EXPECT_GT(apart, Trials / 10) << "which no interval within a run can know, and the documentation says";
}

/// Trials in which an interval may miss the truth: 93 to 97 % of a thousand hold it, or somewhat more.
void expectHeld(int held, const char *what, int most = 970)
{
    EXPECT_GE(held, 930) << what;
    EXPECT_LE(held, most) << what;
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
         {Metric::OutputThroughput, Metric::TtftMean, Metric::TpotMean, Metric::TtftP50, Metric::TtftP95,
          Metric::ItlMean, Metric::ItlP50, Metric::ItlP90, Metric::ItlP95, Metric::ItlP99}) {
        double truth = 0;
        for (const CellFigures &cell : cells)
            truth += std::log(*valueOf(cell, metric)) / Trials;
        int held = 0;
        for (const CellFigures &cell : cells) {
            const double error = cell.logErrors[static_cast<std::size_t>(metric)];
            ASSERT_GT(error, 0) << name(metric);
            held += std::abs(std::log(*valueOf(cell, metric)) - truth) <= Normal975 * error ? 1 : 0;
        }
        std::printf("%-20s %d of %d hold the truth\n", name(metric), held, Trials);
        // The gaps are not drawn but told by sections, of which some percentiles are on the safe side.
        expectHeld(held, name(metric), metric >= Metric::ItlMean && metric <= Metric::ItlP99 ? 980 : 970);
    }
}

} // namespace
} // namespace tokamark::metrics
