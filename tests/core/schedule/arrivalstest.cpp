#include "schedule/arrivals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tokamark::schedule {
namespace {

using namespace std::chrono_literals;

constexpr double Constant = std::numeric_limits<double>::infinity();

std::vector<Arrival> all(const Arrivals &arrivals, std::uint64_t first = 0, std::uint64_t step = 1)
{
    std::vector<Arrival> list;
    for (ArrivalSequence sequence(arrivals, first, step); sequence.next(); sequence.pop())
        list.push_back(*sequence.next());
    return list;
}

Arrivals arrivals(double rate, double burstiness, std::uint64_t requests)
{
    Arrivals arrivals;
    arrivals.rate = rate;
    arrivals.burstiness = burstiness;
    arrivals.seed = 7;
    arrivals.requests = requests;
    return arrivals;
}

/// Seconds between successive arrivals, the first from the start.
std::vector<double> gaps(const std::vector<Arrival> &list)
{
    std::vector<double> result;
    Duration last{};
    for (const Arrival &arrival : list) {
        result.push_back(toSeconds(arrival.at - last));
        last = arrival.at;
    }
    return result;
}

double mean(const std::vector<double> &values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

double variance(const std::vector<double> &values)
{
    const double middle = mean(values);
    double sum = 0;
    for (const double value : values)
        sum += (value - middle) * (value - middle);
    return sum / static_cast<double>(values.size());
}

/// How many arrivals fall into each second.
std::vector<double> countsBySecond(const std::vector<Arrival> &list)
{
    std::vector<double> counts(static_cast<std::size_t>(toSeconds(list.back().at)));
    for (const Arrival &arrival : list) {
        const auto second = static_cast<std::size_t>(toSeconds(arrival.at));
        if (second < counts.size())
            ++counts[second];
    }
    return counts;
}

/// The largest distance between what was drawn and an exponential distribution of mean 1.
double kolmogorovSmirnov(std::vector<double> values)
{
    std::ranges::sort(values);
    const auto count = static_cast<double>(values.size());
    double largest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double expected = 1 - std::exp(-values[i]);
        const auto below = static_cast<double>(i);
        largest = std::max({largest, std::abs(expected - below / count), std::abs((below + 1) / count - expected)});
    }
    return largest;
}

TEST(Arrivals, ConstantOnesStandOnAGrid)
{
    const auto list = all(arrivals(4, Constant, 5));
    ASSERT_EQ(list.size(), 5u);
    for (std::uint64_t i = 0; i < list.size(); ++i)
        EXPECT_EQ(list[i], (Arrival{i, 250ms * i}));
}

TEST(Arrivals, ConstantOnesDoNotDriftOverAMillion)
{
    Arrivals spec = arrivals(3, Constant, 1'000'001);
    ArrivalSequence sequence(spec, 1'000'000);
    ASSERT_TRUE(sequence.next());
    EXPECT_EQ(sequence.next()->at, Duration(333'333'333'333'333));
}

TEST(Arrivals, PoissonHasItsMeanItsVarianceAndItsDistribution)
{
    constexpr std::uint64_t Count = 20'000;
    const auto list = all(arrivals(50, 1, Count));
    std::vector<double> inMeans = gaps(list);
    for (double &gap : inMeans)
        gap *= 50;
    // Four standard errors of a mean of that many gaps, whose deviation is their mean.
    EXPECT_NEAR(mean(inMeans), 1, 4 / std::sqrt(Count));
    EXPECT_NEAR(variance(inMeans), 1, 0.1);
    // The critical value at 1 in 1000.
    EXPECT_LT(kolmogorovSmirnov(inMeans), 1.95 / std::sqrt(Count));
    const auto counts = countsBySecond(list);
    EXPECT_NEAR(variance(counts) / mean(counts), 1, 0.3) << "variance to mean of the counts per second";
}

TEST(Arrivals, BurstinessIsTheShapeOfTheGaps)
{
    constexpr std::uint64_t Count = 20'000;
    for (const double shape : {0.25, 0.5, 2.0, 10.0}) {
        std::vector<double> inMeans = gaps(all(arrivals(50, shape, Count)));
        for (double &gap : inMeans)
            gap *= 50;
        EXPECT_NEAR(mean(inMeans), 1, 4 / std::sqrt(shape * Count)) << shape;
        EXPECT_NEAR(variance(inMeans) * shape, 1, 0.15) << shape << ": a gamma of mean 1 has variance 1 / shape";
    }
}

TEST(Arrivals, OneSeedGivesOneSchedule)
{
    Arrivals other = arrivals(50, 1, 100);
    EXPECT_EQ(all(other), all(arrivals(50, 1, 100)));
    other.seed = 8;
    EXPECT_NE(all(other), all(arrivals(50, 1, 100)));
}

TEST(Arrivals, WorkersDealOneScheduleOut)
{
    const Arrivals spec = arrivals(50, 0.5, 100);
    std::vector<Arrival> dealt;
    for (std::uint64_t worker = 0; worker < 3; ++worker) {
        for (const Arrival &arrival : all(spec, worker, 3)) {
            EXPECT_EQ(arrival.index % 3, worker);
            dealt.push_back(arrival);
        }
    }
    std::ranges::sort(dealt, {}, &Arrival::index);
    EXPECT_EQ(dealt, all(spec));
}

TEST(Arrivals, TheRateRisesEvenlyOverARamp)
{
    Arrivals spec = arrivals(100, Constant, 2000);
    spec.ramp = 10s;
    const auto list = all(spec);
    const auto until
        = [&list](Duration at) { return std::ranges::count_if(list, [at](const Arrival &a) { return a.at < at; }); };
    EXPECT_EQ(until(5s), 125) << "a quarter of what the whole ramp brings";
    EXPECT_EQ(until(10s), 500) << "half of what the full rate would bring";
    EXPECT_EQ(until(11s), 600);
}

TEST(Arrivals, AnEndlessRateSendsAllAtOnce)
{
    const auto list = all(arrivals(std::numeric_limits<double>::infinity(), 1, 3));
    ASSERT_EQ(list.size(), 3u);
    EXPECT_EQ(list.back(), (Arrival{2, 0s}));
}

TEST(Arrivals, RecordedOnesComeAsTheyWere)
{
    Arrivals spec;
    spec.recorded = std::make_shared<const std::vector<Duration>>(std::vector<Duration>{0s, 3s, 3s, 7s});
    EXPECT_EQ(all(spec, 1, 2), (std::vector<Arrival>{{1, 3s}, {3, 7s}}));
    spec.requests = 2;
    EXPECT_EQ(all(spec), (std::vector<Arrival>{{0, 0s}, {1, 3s}}));
}

} // namespace
} // namespace tokamark::schedule
