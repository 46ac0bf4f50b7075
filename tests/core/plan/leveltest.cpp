#include "plan/level.h"

#include <gtest/gtest.h>

#include <limits>

namespace tokamark::plan {
namespace {

TEST(Level, NumbersAreShortAndExact)
{
    EXPECT_EQ(numberText({LoadKind::Closed, 1'000'000}), "1000000");
    EXPECT_EQ(numberText({LoadKind::Open, 2.5}), "2.5");
    EXPECT_EQ(numberText({LoadKind::Open, 0.1}), "0.1");
    EXPECT_EQ(numberText({LoadKind::Open, std::numeric_limits<double>::infinity()}), "inf");
}

TEST(Level, SaysWhatItsNumberCounts)
{
    EXPECT_EQ(text({LoadKind::Closed, 1}), "1 user");
    EXPECT_EQ(text({LoadKind::Closed, 50}), "50 users");
    EXPECT_EQ(text({LoadKind::Open, 2.5}), "2.5 req/s");
    EXPECT_EQ(text({LoadKind::Trace, 2}), "trace x2");
    EXPECT_EQ(fileNamePart({LoadKind::Closed, 50}), "concurrency50");
    EXPECT_EQ(fileNamePart({LoadKind::Open, 2.5}), "2.5qps");
    EXPECT_EQ(fileNamePart({LoadKind::Trace, 0.5}), "trace0.5x");
}

TEST(Level, OnlyAClosedLoopHasUsers)
{
    EXPECT_EQ((Level{LoadKind::Closed, 50}).users(), 50u);
    EXPECT_EQ((Level{LoadKind::Open, 50}).users(), 0u);
    EXPECT_NE((Level{LoadKind::Closed, 50}), (Level{LoadKind::Open, 50})) << "two loads, though the number is one";
}

} // namespace
} // namespace tokamark::plan
