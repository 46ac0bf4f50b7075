#include "core/metrics/judgedfigures.h"
#include "metrics/summarise.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tokamark::metrics {
namespace {

using namespace testing;

TEST(Judge, AllowsRandomLengthsToDifferByChance)
{
    CellFigures figures = goodFigures();
    figures.meanOutputTokensError = 3;
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.otherTargetsOutputTokens = 210;
    input.otherTargetsOutputError = 4;
    // 4.8 % off; 1 % and 1.96 * 5 / 210 are 5.7 %.
    EXPECT_EQ(judge(input).front().code, VerdictCode::Valid);
    input.otherTargetsOutputTokens = 215;
    const Verdict found = judge(input).front();
    EXPECT_EQ(found.subject, "output-length-of-targets");
    EXPECT_EQ(found.severity, Severity::Warning);
    EXPECT_NEAR(found.threshold, 1 + 980.0 / 215, 1e-9);
    figures.meanOutputTokensError = 0;
    input.otherTargetsOutputError = 0;
    EXPECT_EQ(judge(input).front().severity, Severity::Bad) << "lengths that are all one leave nothing to chance";
}

TEST(Judge, WarnsWhereUncountedAnswersHaveFarFewerPiecesThanTokensWereAskedFor)
{
    CellFigures figures = goodFigures();
    figures.tokensEstimated = true;
    figures.meanOutputTokens = 198;
    EXPECT_EQ(judgeFigures(figures).front().code, VerdictCode::Valid) << "an event or two without text";
    figures.meanOutputTokens = 88;
    const Verdict found = judgeFigures(figures).front();
    EXPECT_EQ(found.code, VerdictCode::Unchecked);
    EXPECT_EQ(found.severity, Severity::Warning);
    EXPECT_EQ(found.subject, "events-below-asked");
    EXPECT_NEAR(found.observed, 56, 1e-9);
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    EXPECT_EQ(judge(input).front().code, VerdictCode::Valid) << "no exact length was asked for";
}

TEST(Judge, SaysWhereTheApiCannotHoldALength)
{
    const CellFigures figures = goodFigures();
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.exactOutputTokens = 200;
    input.exactLengthPossible = false;
    const Verdict note{VerdictCode::LengthDiffers, Severity::Note, "no-exact-length", 0, 0, {}};
    std::vector<Verdict> verdicts = judge(input);
    EXPECT_EQ(verdicts.front().code, VerdictCode::Valid);
    EXPECT_NE(std::ranges::find(verdicts, note), verdicts.end());

    // Who did not ask for one does not miss it.
    input.exactOutputTokens = 0;
    verdicts = judge(input);
    EXPECT_EQ(std::ranges::find(verdicts, note), verdicts.end());
}

TEST(Judge, ComparesAnswersWithThoseOfTheOtherTargets)
{
    const CellFigures figures = goodFigures();
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.otherTargetsOutputTokens = 250;
    const Verdict found = judge(input).front();
    EXPECT_EQ(found.subject, "output-length-of-targets");
    EXPECT_NEAR(found.observed, 20, 1e-9);
}

TEST(Judge, AnswersCannotBeLongerThanTheyWereAllowed)
{
    const CellFigures figures = goodFigures();
    VerdictInput input;
    input.figures = &figures;
    input.users = 10;
    input.outputBeyondLimit = 2;
    EXPECT_EQ(judge(input).front(),
              (Verdict{VerdictCode::Impossible, Severity::Bad, "output-above-limit", 200, 1, "%"}));
    input.outputBeyondLimit = 0.005;
    EXPECT_EQ(judge(input).front().severity, Severity::Warning);
    input.outputBeyondLimit = 0;
    EXPECT_EQ(judge(input).front().code, VerdictCode::Valid);
}

TEST(Judge, GuessedTokenCountsSayNothingOfLengths)
{
    CellFigures figures = goodFigures();
    figures.tokensEstimated = true;
    figures.meanOutputTokens = 50;
    const std::vector<Verdict> verdicts = judgeFigures(figures);
    EXPECT_TRUE(std::ranges::none_of(verdicts, [](const Verdict &v) { return v.code == VerdictCode::LengthDiffers; }));
    EXPECT_TRUE(std::ranges::any_of(verdicts, [](const Verdict &v) { return v.subject == "token-count"; }));
}

} // namespace
} // namespace tokamark::metrics
