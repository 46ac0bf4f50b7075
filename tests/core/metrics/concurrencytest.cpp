#include "core/metrics/records.h"
#include "metrics/concurrency.h"

#include <gtest/gtest.h>

namespace tokamark::metrics {
namespace {

using testing::ms;

const MeasuredWindow TenSeconds{ms(0), ms(10'000), false};

TEST(Concurrency, IsTheIntegralOfWhatIsInFlightInsideTheWindow)
{
    // 4 s inside, 10 s inside, none inside.
    const std::vector<InFlight> requests{{ms(-1'000), ms(4'000)}, {ms(-5), ms(12'000)}, {ms(11'000), ms(12'000)}};
    const ConcurrencyFigures held = concurrencyHeld(requests, TenSeconds, 2, false);
    EXPECT_DOUBLE_EQ(held.mean, 1.4);
    EXPECT_DOUBLE_EQ(held.peak, 2);
    EXPECT_DOUBLE_EQ(held.lowShare, 0.6) << "one instead of two for the last six seconds";
}

TEST(Concurrency, FullLoadHasNoLowShare)
{
    const std::vector<InFlight> requests{{ms(-1), ms(5'000)}, {ms(5'000), ms(11'000)}};
    const ConcurrencyFigures held = concurrencyHeld(requests, TenSeconds, 1, false);
    EXPECT_EQ(held, (ConcurrencyFigures{1, 0, 1, 0, 10}));
}

TEST(Concurrency, NothingInFlightIsAllLow)
{
    EXPECT_EQ(concurrencyHeld({}, TenSeconds, 1, false), (ConcurrencyFigures{0, 1, 0, 10, 0}));
    EXPECT_EQ(concurrencyHeld({}, TenSeconds, 1, true), (ConcurrencyFigures{0, 1, 0, 10, 0}));
}

TEST(Concurrency, ThinkingUsersAreJudgedByTwentieths)
{
    // Each second: 0.8 s in flight, 0.2 s of thought. Moment by moment a fifth of the time would be low.
    std::vector<InFlight> requests;
    for (int second = 0; second < 10; ++second)
        requests.push_back({ms(second * 1'000.0), ms(second * 1'000.0 + 800)});
    EXPECT_DOUBLE_EQ(concurrencyHeld(requests, TenSeconds, 0.8, false).lowShare, 0.2);

    // With one user 500 ms parts are still full and then 0.6 full; two users half a turn apart even that out.
    for (int second = 0; second < 10; ++second)
        requests.push_back({ms(second * 1'000.0 + 500), ms(second * 1'000.0 + 1'300)});
    const ConcurrencyFigures held = concurrencyHeld(requests, {ms(1'000), ms(10'000), false}, 1.6, true);
    EXPECT_NEAR(held.mean, 1.6, 1e-9);
    EXPECT_EQ(held.lowShare, 0);
}

TEST(Concurrency, AnEmptyWindowHoldsNothing)
{
    EXPECT_EQ(concurrencyHeld({{ms(0), ms(1)}}, {ms(5), ms(5), false}, 1, true), ConcurrencyFigures{});
}

} // namespace
} // namespace tokamark::metrics
