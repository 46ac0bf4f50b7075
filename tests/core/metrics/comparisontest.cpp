#include "metrics/comparison.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tokamark::metrics {
namespace {

constexpr auto Rate = Metric::OutputThroughput;

/// Repetitions that differ in their output rate.
class Point {
public:
    explicit Point(std::initializer_list<double> rates, double logError = 0)
    {
        for (const double rate : rates) {
            CellFigures figures;
            figures.outputTokensPerSecond = rate;
            figures.logErrors[static_cast<std::size_t>(Rate)] = logError;
            m_figures.push_back(figures);
        }
        for (const CellFigures &figures : m_figures)
            m_pointers.push_back(&figures);
    }
    operator Repetitions() const { return m_pointers; } // NOLINT(google-explicit-constructor)

private:
    std::vector<CellFigures> m_figures;
    std::vector<const CellFigures *> m_pointers;
};

TEST(Comparison, OfIndependentPointsIsWelchsOnLogarithms)
{
    // By hand: means of logarithms differ by -0.101039, standard error 0.0237126, 4.61651 degrees of freedom, t 2.63616.
    const auto difference = compare(Point({100, 104, 98}), Point({90, 95, 91, 88}), Rate, false);
    ASSERT_TRUE(difference);
    EXPECT_NEAR(difference->a, 100.63594713918444, 1e-9);
    EXPECT_NEAR(difference->b, 90.9646273701634, 1e-9);
    EXPECT_NEAR(difference->changePct.value(), -9.610203951919027, 1e-9);
    EXPECT_NEAR(difference->lowPct.value(), -15.087508814647554, 1e-6);
    EXPECT_NEAR(difference->highPct.value(), -3.7795839509762508, 1e-6);
    EXPECT_EQ(difference->kind, IntervalKind::BetweenRuns);
    EXPECT_EQ(difference->repetitions, 3u);
    EXPECT_TRUE(difference->significant);
}

TEST(Comparison, OfPairedPointsIsOnTheirRatios)
{
    // By hand: t 4.302653 with two degrees of freedom.
    const auto difference = compare(Point({100, 104, 98}), Point({90, 95, 91}), Rate, true);
    ASSERT_TRUE(difference);
    EXPECT_NEAR(difference->changePct.value(), -8.606348203209835, 1e-9);
    EXPECT_NEAR(difference->lowPct.value(), -12.087491064282652, 1e-6);
    EXPECT_NEAR(difference->highPct.value(), -4.9873597071312, 1e-6);
}

TEST(Comparison, PairingTakesAwayWhatBothShare)
{
    // The machine slows down over the repetitions, for both alike.
    const Point a({100, 80, 60});
    const Point b({110, 88, 66.5});
    EXPECT_FALSE(compare(a, b, Rate, false)->significant);
    EXPECT_TRUE(compare(a, b, Rate, true)->significant);
}

TEST(Comparison, UnderThreeRepetitionsNothingIsSignificant)
{
    const auto difference = compare(Point({100}, 0.01), Point({200}, 0.02), Rate, false);
    ASSERT_TRUE(difference);
    EXPECT_DOUBLE_EQ(difference->changePct.value(), 100);
    EXPECT_EQ(difference->kind, IntervalKind::WithinRun);
    // 1.95996 * sqrt(0.01^2 + 0.02^2) = 0.0438261
    EXPECT_NEAR(difference->lowPct.value(), 100 * (2 * std::exp(-0.0438261) - 1), 1e-4);
    EXPECT_NEAR(difference->highPct.value(), 100 * (2 * std::exp(0.0438261) - 1), 1e-4);
    EXPECT_FALSE(difference->significant);
}

TEST(Comparison, TwoRepetitionsHalveTheSquaredError)
{
    // Each side 0.02 / sqrt(2); together 0.02.
    const auto difference = compare(Point({100, 100}, 0.02), Point({100, 100}, 0.02), Rate, true);
    EXPECT_NEAR(difference->highPct.value(), 100 * std::expm1(1.959964 * 0.02), 1e-5);
}

TEST(Comparison, WithoutErrorsThereIsNoInterval)
{
    const auto difference = compare(Point({100}), Point({90}, 0.1), Rate, false);
    EXPECT_EQ(difference->kind, IntervalKind::None);
    EXPECT_FALSE(difference->lowPct);
    EXPECT_DOUBLE_EQ(difference->changePct.value(), -10);
}

TEST(Comparison, ReversingThePointsMirrorsTheInterval)
{
    const Point a({100, 104, 98});
    const Point b({90, 95, 91, 88});
    const auto forward = compare(a, b, Rate, false);
    const auto backward = compare(b, a, Rate, false);
    EXPECT_NEAR((1 + *forward->lowPct / 100) * (1 + *backward->highPct / 100), 1, 1e-12);
}

TEST(Comparison, WhereFailuresReachThePercentileNoChangeIsGiven)
{
    CellFigures fine;
    fine.ttft.samples = 100;
    fine.ttft.p99 = 50;
    CellFigures failing = fine;
    failing.ttft.p99 = std::numeric_limits<double>::infinity();
    const CellFigures *const a = &fine;
    const CellFigures *const b = &failing;
    const auto difference = compare({&a, 1}, {&b, 1}, Metric::TtftP99, false);
    ASSERT_TRUE(difference);
    EXPECT_TRUE(std::isinf(difference->b));
    EXPECT_FALSE(difference->changePct);
}

TEST(Comparison, LeavesOutWhatAPointDoesNotHave)
{
    // Without samples only the two rates are there.
    EXPECT_EQ(compareAll(Point({100}), Point({90}), false).size(), 2u);
    EXPECT_FALSE(compare(Point({}), Point({90}), Rate, false));
}

TEST(Estimate, OfThreeRepetitionsHasATInterval)
{
    const auto result = estimate(Point({100, 104, 98}), Rate);
    ASSERT_TRUE(result);
    EXPECT_NEAR(result->value, 100.63594713918444, 1e-9);
    EXPECT_EQ(result->lowest, 98);
    EXPECT_EQ(result->highest, 104);
    EXPECT_EQ(result->kind, IntervalKind::BetweenRuns);
    EXPECT_NEAR(std::log(result->interval.high / result->value), std::log(result->value / result->interval.low), 1e-12);
    EXPECT_LT(result->interval.low, 98);
    EXPECT_GT(result->interval.high, 104);
}

TEST(Estimate, OfOneRepetitionIsItsOwnValue)
{
    const auto result = estimate(Point({123.456789012345678}, 0.05), Rate);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->value, 123.456789012345678);
    EXPECT_EQ(result->kind, IntervalKind::WithinRun);
    EXPECT_NEAR(result->interval.high, result->value * std::exp(1.959964 * 0.05), 1e-4);
}

} // namespace
} // namespace tokamark::metrics
