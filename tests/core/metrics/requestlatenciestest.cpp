#include "core/metrics/records.h"
#include "metrics/requestlatencies.h"
#include "metrics/tokenarrivals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tokamark::metrics {
namespace {

using namespace testing;
using ::testing::ElementsAre;

TEST(RequestLatencies, FollowTheirDefinitions)
{
    RequestRecord record = completed({.sentMs = 1000, .ttftMs = 250, .gapMs = 20, .tokens = 101});
    record.at.due = ms(990);
    record.at.connectStart = ms(980);
    record.newConnection = true;
    record.at.firstAnswer = ms(1500);
    record.at.end = ms(3300);

    const RequestLatencies latencies = latenciesOf(record);
    EXPECT_DOUBLE_EQ(latencies.ttft.value(), 250);
    EXPECT_DOUBLE_EQ(latencies.ttftFromDue.value(), 260);
    EXPECT_DOUBLE_EQ(latencies.ttftFromConnect.value(), 270);
    EXPECT_DOUBLE_EQ(latencies.ttfa.value(), 500);
    EXPECT_DOUBLE_EQ(latencies.tpot.value(), 20);
    EXPECT_DOUBLE_EQ(latencies.e2el.value(), 2250) << "up to the last token, not to the end of the stream";
    EXPECT_DOUBLE_EQ(latencies.stall.value(), 20);
}

TEST(RequestLatencies, TpotTakesAwayWhatCameWithTheFirstEvent)
{
    RequestRecord record = completed({.ttftMs = 100, .gapMs = 30, .tokens = 3});
    record.outputTokens = 14;
    record.firstEventTokens = 4;
    EXPECT_DOUBLE_EQ(latenciesOf(record).tpot.value(), 6) << "60 ms for the 10 tokens after the first event";
}

TEST(RequestLatencies, AnAnswerInOnePieceHasNoTpotAndNoStall)
{
    const RequestLatencies one = latenciesOf(completed({.tokens = 1}));
    EXPECT_FALSE(one.tpot);
    EXPECT_FALSE(one.stall);
    EXPECT_TRUE(one.e2el);

    RequestRecord whole = completed({.tokens = 1});
    whole.outputTokens = 8;
    whole.firstEventTokens = 8;
    EXPECT_FALSE(latenciesOf(whole).tpot);

    // Many events that a proxy let go together, in one read or in the few that a large answer takes.
    for (const double gapMs : {0.0, 0.02}) {
        const RequestRecord gathered = completed({.ttftMs = 900, .gapMs = gapMs, .tokens = 200});
        EXPECT_TRUE(cameInOnePiece(gathered));
        const RequestLatencies latencies = latenciesOf(gathered);
        EXPECT_FALSE(latencies.tpot || latencies.stall) << gapMs;
        EXPECT_DOUBLE_EQ(latencies.ttft.value(), 900);
    }
    EXPECT_FALSE(cameInOnePiece(completed({.gapMs = 0.1, .tokens = 200}))) << "10 000 tokens/s";
    EXPECT_FALSE(cameInOnePiece(completed({.tokens = 1})));
}

TEST(RequestLatencies, ARefusedRequestHasNone)
{
    const RequestLatencies latencies = latenciesOf(failed(0, 5, Outcome::HttpError));
    EXPECT_FALSE(latencies.ttft || latencies.ttfa || latencies.tpot || latencies.e2el || latencies.stall);
}

TEST(RequestLatencies, AReusedConnectionHasNoConnectTime)
{
    EXPECT_FALSE(latenciesOf(completed({})).ttftFromConnect);
}

TEST(TokenArrivals, TakeCountsThatEventsCarry)
{
    RequestRecord record;
    record.outputTokens = 6;
    const std::vector<Chunk> chunks{{ms(1), 1, false}, {ms(2), 5, false}};
    EXPECT_THAT(tokenArrivals(record, chunks), ElementsAre(TokenArrival{ms(1), 1}, TokenArrival{ms(2), 5}));
}

TEST(TokenArrivals, SpreadTheServersTotalOverEventsWithoutCount)
{
    RequestRecord record;
    record.outputTokens = 10;
    const std::vector<Chunk> chunks{{ms(1), 1, false}, {ms(2), 0, false}, {ms(3), 0, false}};
    EXPECT_THAT(tokenArrivals(record, chunks),
                ElementsAre(TokenArrival{ms(1), 1}, TokenArrival{ms(2), 4.5}, TokenArrival{ms(3), 4.5}));
}

TEST(TokenArrivals, PutATokenWithoutTextAtTheLastTokensInstant)
{
    RequestRecord record;
    record.outputTokens = 3;
    record.at.lastToken = ms(9);
    const std::vector<Chunk> chunks{{ms(1), 1, false}, {ms(2), 1, false}};
    EXPECT_THAT(tokenArrivals(record, chunks),
                ElementsAre(TokenArrival{ms(1), 1}, TokenArrival{ms(2), 1}, TokenArrival{ms(9), 1}));
}

TEST(TokenArrivals, NeverExceedTheServersTotal)
{
    RequestRecord record;
    record.outputTokens = 3;
    const std::vector<Chunk> chunks{{ms(1), 2, false}, {ms(2), 4, false}};
    EXPECT_THAT(tokenArrivals(record, chunks), ElementsAre(TokenArrival{ms(1), 1}, TokenArrival{ms(2), 2}));
}

TEST(TokenArrivals, OfAFailedRequestWithoutTotalAreAtLeastOnePerEvent)
{
    const std::vector<Chunk> chunks{{ms(1), 0, false}, {ms(2), 0, false}};
    EXPECT_THAT(tokenArrivals(RequestRecord{}, chunks), ElementsAre(TokenArrival{ms(1), 1}, TokenArrival{ms(2), 1}));
}

} // namespace
} // namespace tokamark::metrics
