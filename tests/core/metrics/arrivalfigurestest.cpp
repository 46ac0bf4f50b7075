#include "metrics/arrivalfigures.h"

#include "base/seededrandom.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tokamark::metrics {
namespace {

using namespace std::chrono_literals;

constexpr Instant Start{100s};
constexpr MeasuredWindow Window{Start, Start + 100s, false};

Duration seconds(double value)
{
    return Duration(static_cast<Duration::rep>(value * 1e9));
}

RequestRecord record(Instant due, Duration wait, Duration service)
{
    RequestRecord record;
    record.at.due = due;
    record.at.sent = due + wait;
    record.at.end = record.at.sent + service;
    return record;
}

/// Requests that come by chance, `rate` a second, and each take 2 s.
std::vector<RequestRecord> poisson(double rate, std::uint64_t seed, Instant from = Start - 10s)
{
    SeededRandom random{seed};
    std::vector<RequestRecord> records;
    for (Instant due = from; due < Window.close + 5s; due += seconds(-std::log(random.unit()) / rate))
        records.push_back(record(due, 0s, 2s));
    return records;
}

/// A server that works off `service` requests a second, one after the other, of `rate` that come evenly.
std::vector<RequestRecord> queued(double rate, double service)
{
    std::vector<RequestRecord> records;
    Instant free = Start;
    for (int i = 0; i < static_cast<int>(100 * rate); ++i) {
        const Instant due = Start + seconds(i / rate);
        free = std::max(free, due) + seconds(1 / service);
        records.push_back(record(due, 0s, free - due));
    }
    return records;
}

TEST(ArrivalFigures, CountsWhatWasDueAndWhatWasSent)
{
    const std::vector<RequestRecord> records{record(Start - 1s, 3s, 1s), record(Start + 10s, 0s, 1s),
                                             record(Start + 95s, 10s, 1s), record(Start + 101s, 0s, 1s)};
    const ArrivalFigures figures = arrivalFigures(records, Window);
    EXPECT_DOUBLE_EQ(figures.duePerSecond, 0.02);
    EXPECT_DOUBLE_EQ(figures.sentPerSecond, 0.02) << "one sent late into it, one out of it";
    EXPECT_DOUBLE_EQ(figures.meanWaiting, 0.07) << "2 s of the first and 5 s of the third lie inside";
}

TEST(ArrivalFigures, ChanceIsNoGrowth)
{
    int grown = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        grown += arrivalFigures(poisson(5, seed), Window).growthShare > 0 ? 1 : 0;
    EXPECT_LE(grown, 2) << "of 200 windows in which the server kept up";
}

TEST(ArrivalFigures, FillingUpAtFirstIsNoGrowth)
{
    std::vector<RequestRecord> records = poisson(5, 3, Start);
    for (RequestRecord &one : records)
        one.at.end = one.at.sent + 20s;
    EXPECT_EQ(arrivalFigures(records, Window).growthShare, 0);
}

TEST(ArrivalFigures, GrowthIsTheShareThatIsLeftUndone)
{
    EXPECT_NEAR(arrivalFigures(queued(10, 8), Window).growthShare, 0.2, 0.01);
    EXPECT_NEAR(arrivalFigures(queued(10, 5), Window).growthShare, 0.5, 0.02);
    EXPECT_EQ(arrivalFigures(queued(10, 11), Window).growthShare, 0);
}

TEST(ArrivalFigures, TheEndOfACellDoesNotHideTheQueue)
{
    const MeasuredWindow whole{Start, Start + 200s, true};
    EXPECT_NEAR(arrivalFigures(queued(10, 8), whole).growthShare, 0.2, 0.01);
}

TEST(ArrivalFigures, OneMomentHasNoTrend)
{
    const std::vector<RequestRecord> records(5, record(Start, 0s, 1s));
    const ArrivalFigures figures = arrivalFigures(records, Window);
    EXPECT_EQ(figures.growthShare, 0);
    EXPECT_TRUE(figures.openByPart.empty());
}

} // namespace
} // namespace tokamark::metrics
