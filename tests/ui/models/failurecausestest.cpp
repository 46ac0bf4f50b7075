#include "models/failurecauses.h"

#include <gtest/gtest.h>

namespace tokamark::ui {

namespace {

using metrics::Outcome;
using metrics::Phase;

metrics::RequestRecord request(Outcome outcome, std::uint16_t status, const char *message, Phase phase = Phase::Window)
{
    metrics::RequestRecord record;
    record.outcome = outcome;
    record.httpStatus = status;
    record.error = message;
    record.phase = phase;
    return record;
}

} // namespace

TEST(FailureCauses, CountsWhatEndedAlikeMostFrequentFirst)
{
    const std::vector records
        = {request(Outcome::Completed, 200, ""), request(Outcome::Reset, 200, "closed by the server"),
           request(Outcome::HttpError, 404, ""), request(Outcome::HttpError, 404, "no such model"),
           request(Outcome::HttpError, 503, "busy")};
    const std::vector<FailureCause> expected = {{Outcome::HttpError, 404, 2, "no such model"},
                                                {Outcome::Reset, 0, 1, "closed by the server"},
                                                {Outcome::HttpError, 503, 1, "busy"}};
    EXPECT_EQ(failureCauses(records), expected);
}

TEST(FailureCauses, LeavesOutWhatCountsNowhere)
{
    const std::vector records = {request(Outcome::HttpError, 503, "loading", Phase::WarmUp),
                                 request(Outcome::Cancelled, 0, ""), request(Outcome::Stalled, 200, "", Phase::Drain)};
    EXPECT_TRUE(failureCauses(records).empty());
}

TEST(FailureCauses, SaysHowManyWhatAndTheServersWords)
{
    EXPECT_EQ(causeText({Outcome::HttpError, 404, 2, "no such\n  model"}),
              QString::fromUtf8("2 × HTTP error 404: no such model"));
    EXPECT_EQ(causeText({Outcome::TimedOut, 0, 1, {}}), QString::fromUtf8("1 × timed out"));
    EXPECT_LT(causeText({Outcome::ErrorFrame, 0, 1, std::string(5000, 'x')}).size(), 400);
}

} // namespace tokamark::ui
