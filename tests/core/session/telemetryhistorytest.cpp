#include "session/telemetryhistory.h"

#include <gtest/gtest.h>

namespace tokamark::session {
namespace {

const Instant Start{std::chrono::seconds(100)};

Instant at(double second)
{
    return Start + std::chrono::duration_cast<Duration>(std::chrono::duration<double>(second));
}

monitor::Observations serverAt(double second)
{
    monitor::Observations seen;
    seen.server.emplace_back().at = at(second);
    seen.server.back().numbers.at(static_cast<std::size_t>(profiles::Meaning::Running)) = 8;
    seen.answered = 1;
    return seen;
}

monitor::Observations gpuAt(double second)
{
    monitor::Observations seen;
    seen.gpus.emplace_back().at = at(second);
    seen.gpus.back().gpus.emplace_back().powerWatts = 300;
    return seen;
}

/// The longest time between a reading and the next, no matter which of them are kept.
template <class Point> double longestPause(const std::vector<Point> &points)
{
    double longest = 0;
    for (std::size_t i = 1; i < points.size(); ++i)
        longest = std::max(longest, points[i].second - points[i - 1].lastSecond);
    return longest;
}

TEST(TelemetryHistory, IsNothingUntilSomethingIsSeen)
{
    EXPECT_EQ(TelemetryHistory().series(), nullptr);
}

TEST(TelemetryHistory, LeavesOutWhatWasReadBeforeTheCell)
{
    TelemetryHistory history;
    history.extend(serverAt(-1), Start);
    history.extend(serverAt(1), Start);
    ASSERT_EQ(history.series()->server.size(), 1U);
    EXPECT_EQ(history.series()->server[0].second, 1);
    EXPECT_EQ(history.series()->server[0].lastSecond, 1);
    EXPECT_EQ(history.series()->server[0].running, 8);
}

TEST(TelemetryHistory, OfALongCellIsShortAndTellsThatNothingWasMissed)
{
    TelemetryHistory history;
    for (int second = 0; second < 5000; ++second) {
        history.extend(serverAt(second), Start);
        history.extend(gpuAt(second + 0.5), Start);
        ASSERT_LE(history.series()->server.size(), 600U);
        ASSERT_LE(history.series()->gpus.size(), 600U);
    }
    EXPECT_GT(history.series()->server.size(), 200U);
    EXPECT_GT(history.series()->gpus.size(), 200U) << "those of the server do not push them out";
    EXPECT_DOUBLE_EQ(longestPause(history.series()->server), 1);
    EXPECT_DOUBLE_EQ(longestPause(history.series()->gpus), 1);
    EXPECT_DOUBLE_EQ(history.series()->server.back().lastSecond, 4999);
}

TEST(TelemetryHistory, KeepsThePauseInWhichNobodyAnswered)
{
    TelemetryHistory history;
    for (int second = 0; second < 2000; ++second)
        if (second < 300 || second >= 330)
            history.extend(serverAt(second), Start);
    EXPECT_DOUBLE_EQ(longestPause(history.series()->server), 31);
}

} // namespace
} // namespace tokamark::session
