#include "plot/labellayout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tokamark::ui {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;

TEST(LabelLayout, LeavesLabelsThatFitWhereTheyBelong)
{
    EXPECT_THAT(spreadLabels({10, 50, 90}, 12, 0, 100), ElementsAre(10, 50, 90));
}

TEST(LabelLayout, SharesTheShiftBetweenLabelsThatCollide)
{
    EXPECT_THAT(spreadLabels({50, 50}, 10, 0, 100), ElementsAre(DoubleEq(45), DoubleEq(55)));
}

TEST(LabelLayout, PushesNeighboursOfACrowdAside)
{
    const auto centres = spreadLabels({50, 51, 52, 58}, 10, 0, 200);
    for (std::size_t i = 1; i < centres.size(); ++i)
        EXPECT_GE(centres[i] - centres[i - 1], 10 - 1e-9);
}

TEST(LabelLayout, KeepsTheOrderGiven)
{
    const auto centres = spreadLabels({80, 20, 50}, 10, 0, 100);
    EXPECT_LT(centres[1], centres[2]);
    EXPECT_LT(centres[2], centres[0]);
}

TEST(LabelLayout, StaysInside)
{
    EXPECT_THAT(spreadLabels({-20, 0}, 10, 0, 100), ElementsAre(DoubleEq(5), DoubleEq(15)));
    EXPECT_THAT(spreadLabels({99, 300}, 10, 0, 100), ElementsAre(DoubleEq(85), DoubleEq(95)));
}

TEST(LabelLayout, SpreadsEvenlyWhatCannotFit)
{
    const auto centres = spreadLabels({5, 5, 5, 5, 5}, 10, 0, 30);
    EXPECT_DOUBLE_EQ(centres.front(), 5);
    EXPECT_DOUBLE_EQ(centres.back(), 25);
}

TEST(LabelLayout, OfNothingIsNothing)
{
    EXPECT_TRUE(spreadLabels({}, 10, 0, 100).empty());
}

} // namespace
} // namespace tokamark::ui
