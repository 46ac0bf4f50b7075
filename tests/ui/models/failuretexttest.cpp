#include "models/failuretext.h"

#include <gtest/gtest.h>

namespace tokamark::ui {

using metrics::Outcome;

TEST(FailureText, SaysHowManyWhatAndTheServersWords)
{
    EXPECT_EQ(failureText({Outcome::HttpError, 404, 2, QStringLiteral("no such\n  model")}),
              QString::fromUtf8("2 × HTTP 404: no such model"));
    EXPECT_EQ(failureText({Outcome::TimedOut, 0, 1, {}}), QString::fromUtf8("1 × timed out"));
}

TEST(FailureText, LeavesOutAStatusThatWasNotTheTrouble)
{
    EXPECT_EQ(failureText({Outcome::Reset, 200, 3, {}}), QString::fromUtf8("3 × connection reset"));
}

TEST(FailureText, CutsAMessageThatNobodyReadsToItsEnd)
{
    EXPECT_LT(failureText({Outcome::ErrorFrame, 200, 1, QString(5000, QLatin1Char('x'))}).size(), 400);
}

TEST(FailureText, IsShorterInAToolTip)
{
    const storage::FailureGroup failures{Outcome::ErrorFrame, 200, 1, QString(200, QLatin1Char('x'))};
    EXPECT_LT(shortFailureText(failures).size(), 130);
    EXPECT_GT(failureText(failures).size(), 200);
}

} // namespace tokamark::ui
