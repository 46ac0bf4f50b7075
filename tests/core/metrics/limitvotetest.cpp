#include "metrics/limitvote.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <vector>

namespace tokamark::metrics {
namespace {

LimitVote vote(double margin, double error = 0)
{
    return {margin >= 0 ? LimitAnswer::Meets : LimitAnswer::Fails, VerdictCode::Valid, {{margin, error}}};
}

std::optional<LimitAnswer> clear(std::initializer_list<double> margins, double error = 0)
{
    std::vector<LimitVote> votes;
    for (const double margin : margins)
        votes.push_back(vote(margin, error));
    return clearAnswer(votes);
}

TEST(LimitVote, IsClearWhereTheIntervalLiesOnOneSide)
{
    // Mean 0.2, deviation 0.1: with t = 4.303 the interval of three reaches 0.248 to either side.
    EXPECT_EQ(clear({0.1, 0.2, 0.3}), std::nullopt);
    EXPECT_EQ(clear({0.16, 0.26, 0.36}), LimitAnswer::Meets);
    EXPECT_EQ(clear({-0.16, -0.26, -0.36}), LimitAnswer::Fails);
    EXPECT_EQ(clear({0, 0, 0}), LimitAnswer::Meets) << "a limit may be reached";
}

TEST(LimitVote, KnowsTheErrorWithinEachMeasurement)
{
    EXPECT_EQ(clear({0.2, 0.2, 0.2}, 0.1), LimitAnswer::Meets);
    EXPECT_EQ(clear({0.1, 0.1, 0.1}, 0.1), std::nullopt) << "alike by chance";
    EXPECT_EQ(clear({0.2}, 0.1), LimitAnswer::Meets);
    EXPECT_EQ(clear({0.1}, 0.1), std::nullopt);
    EXPECT_EQ(clear({0.1}), std::nullopt) << "one alone without an error says nothing";
}

TEST(LimitVote, NeedsAllOfWhatIsAskedForToMeetAndOneToFail)
{
    LimitVote good;
    good.margins = {{0.5, 0.01}, {0.5, 0.01}};
    LimitVote open = good;
    open.margins[1] = {0.01, 0.01};
    LimitVote poor = good;
    poor.answer = LimitAnswer::Fails;
    poor.margins[1].value = -0.5;
    EXPECT_EQ(clearAnswer(std::vector{good}), LimitAnswer::Meets);
    EXPECT_EQ(clearAnswer(std::vector{open}), std::nullopt);
    EXPECT_EQ(clearAnswer(std::vector{poor}), LimitAnswer::Fails);
}

TEST(LimitVote, OfVerdictsMustBeOfOneMind)
{
    const LimitVote failed{LimitAnswer::Fails, VerdictCode::Valid, {}};
    const LimitVote doubtful{LimitAnswer::Unusable, VerdictCode::ClockStep, {}};
    EXPECT_EQ(clearAnswer(std::vector{failed, vote(-0.01), doubtful}), LimitAnswer::Fails);
    EXPECT_EQ(clearAnswer(std::vector{failed, vote(0.5)}), std::nullopt);
    EXPECT_EQ(clearAnswer(std::vector{doubtful}), std::nullopt);
    EXPECT_EQ(clearAnswer({}), std::nullopt);
}

} // namespace
} // namespace tokamark::metrics
