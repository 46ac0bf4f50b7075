#include "metrics/chunktimeline.h"

#include <gtest/gtest.h>

namespace tokamark::metrics {
namespace {

Instant at(std::int64_t nanoseconds)
{
    return Instant(Duration(nanoseconds));
}

TEST(ChunkTimeline, GivesBackWhatWasAppended)
{
    ChunkTimeline timeline;
    timeline.start(at(1'000));
    timeline.append(at(501'000'000), 1, false);
    timeline.append(at(501'000'000), 3, true);
    timeline.append(at(521'000'000), 0, false);

    const std::vector<Chunk> expected{
        {at(501'000'000), 1, false}, {at(501'000'000), 3, true}, {at(521'000'000), 0, false}};
    EXPECT_EQ(timeline.chunks(), expected);
    EXPECT_EQ(timeline.size(), 3u);
}

TEST(ChunkTimeline, SurvivesStorage)
{
    ChunkTimeline timeline;
    timeline.start(at(7));
    for (int i = 1; i <= 1000; ++i)
        timeline.append(at(7 + i * 20'000'000LL), 1, false);

    const ChunkTimeline back(at(7), {timeline.bytes().begin(), timeline.bytes().end()});
    EXPECT_EQ(back, timeline);
    EXPECT_LE(timeline.bytes().size(), 4'000u) << "about four bytes an event at 20 ms gaps";
}

TEST(ChunkTimeline, NeverRunsBackwards)
{
    ChunkTimeline timeline;
    timeline.start(at(100));
    timeline.append(at(200), 1, false);
    timeline.append(at(150), 1, false);
    EXPECT_EQ(timeline.chunks().back().at, at(200));
}

TEST(ChunkTimeline, StopsAtBytesThatAreCutShort)
{
    ChunkTimeline timeline;
    timeline.start(at(1));
    timeline.append(at(20'000'001), 1, false);
    timeline.append(at(40'000'001), 5, false);
    std::vector<std::uint8_t> bytes{timeline.bytes().begin(), timeline.bytes().end()};
    bytes.pop_back();
    EXPECT_EQ(ChunkTimeline(at(1), bytes).size(), 1u);
}

} // namespace
} // namespace tokamark::metrics
