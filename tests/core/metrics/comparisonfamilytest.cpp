#include "metrics/comparisonfamily.h"

#include <gtest/gtest.h>

#include <vector>

namespace tokamark::metrics {
namespace {

Difference apart(Metric metric, double chance)
{
    Difference difference;
    difference.metric = metric;
    difference.kind = IntervalKind::BetweenRuns;
    difference.chance = chance;
    difference.apartAlone = chance < 0.05;
    difference.significant = difference.apartAlone;
    return difference;
}

/// Which of them stand together.
std::vector<bool> standing(std::vector<Difference> all)
{
    std::vector<Difference *> family;
    for (Difference &one : all)
        family.push_back(&one);
    holdTogether(family);
    std::vector<bool> result;
    for (const Difference &one : all) {
        EXPECT_EQ(one.together, all.size());
        result.push_back(one.significant);
    }
    return result;
}

using Stand = std::vector<bool>;

TEST(ComparisonFamily, OneFigureAloneIsHeldByItsInterval)
{
    EXPECT_EQ(standing({apart(Metric::OutputThroughput, 0.049)}), Stand{true});
    EXPECT_EQ(standing({apart(Metric::OutputThroughput, 0.051)}), Stand{false});
}

TEST(ComparisonFamily, IsHolmsRuleOverEqualFigures)
{
    // By hand: 0.05 / 4 = 0.0125, 0.05 / 3 = 0.0167, 0.05 / 2 = 0.025.
    const auto rate = [](double chance) { return apart(Metric::OutputThroughput, chance); };
    EXPECT_EQ(standing({rate(0.04), rate(0.012), rate(0.026), rate(0.016)}), (Stand{false, true, false, true}));
    EXPECT_EQ(standing({rate(0.013), rate(0.013), rate(0.013), rate(0.013)}), (Stand{false, false, false, false}));
    EXPECT_EQ(standing({rate(0.012), rate(0.016), rate(0.025), rate(0.05)}), (Stand{true, true, true, false}))
        << "the last is not apart even alone";
}

TEST(ComparisonFamily, WhatIsSaidFirstHasMostOfTheFalseAlarms)
{
    // 0.05 * 0.6 = 0.03 for the rate, 0.05 * 0.3 / 2 = 0.0075 for either TTFT, 0.05 * 0.1 / 2 = 0.0025 for either other.
    const std::vector<Difference> none{apart(Metric::OutputThroughput, 0.031), apart(Metric::TtftP50, 0.0076),
                                       apart(Metric::TtftP95, 0.5), apart(Metric::TpotP50, 0.0026),
                                       apart(Metric::E2elP99, 0.5)};
    EXPECT_EQ(standing(none), Stand(5, false));
    std::vector<Difference> one = none;
    one[0] = apart(Metric::OutputThroughput, 0.0299);
    // What the rate had is free then: 0.05 * 0.15 / 0.4 = 0.01875 and, with the median gone too, 0.05 * 0.05 / 0.25.
    EXPECT_EQ(standing(one), (Stand{true, true, false, true, false}));
}

TEST(ComparisonFamily, LeavesOutWhatHasNoIntervalBetweenRuns)
{
    Difference within;
    within.kind = IntervalKind::WithinRun;
    Difference rate = apart(Metric::OutputThroughput, 0.04);
    const std::vector<Difference *> family{&within, &rate};
    holdTogether(family);
    EXPECT_TRUE(rate.significant);
    EXPECT_EQ(rate.together, 1u);
    EXPECT_FALSE(within.significant);
}

TEST(ComparisonFamily, WhatWasPickedOutOfManyPaysForEachOfThem)
{
    Difference difference = apart(Metric::OutputThroughput, 0.012);
    holdAmong(difference, 4);
    EXPECT_TRUE(difference.significant);
    holdAmong(difference, 5);
    EXPECT_FALSE(difference.significant);
    EXPECT_TRUE(difference.apartAlone);
}

TEST(ComparisonFamily, TrustInAGapRestsOnTheGaps)
{
    CellFigures figures;
    figures.ttft.samples = 10;
    figures.itl.samples = 890;
    const std::vector<const CellFigures *> once{&figures};
    EXPECT_EQ(trustOf(once, Metric::ItlP90), PercentileTrust::Fine);
    EXPECT_EQ(trustOf(once, Metric::ItlP99), PercentileTrust::Fine);
    EXPECT_EQ(trustOf(once, Metric::TpotP90), PercentileTrust::Few);
}

TEST(ComparisonFamily, TrustRestsOnTheRequestsOfAllRepetitions)
{
    CellFigures figures;
    figures.ttft.samples = 40;
    const std::vector<const CellFigures *> twice{&figures, &figures};
    EXPECT_EQ(trustOf(twice, Metric::TtftP95), PercentileTrust::Few);
    EXPECT_EQ(trustOf(twice, Metric::TtftP99), PercentileTrust::TooFew);
    EXPECT_EQ(trustOf(twice, Metric::TtftMean), PercentileTrust::Fine);
    EXPECT_EQ(trustOf(twice, Metric::OutputThroughput), PercentileTrust::Fine);
}

} // namespace
} // namespace tokamark::metrics
