#include "simulator/prefixcache.h"

#include <gtest/gtest.h>

#include <vector>

namespace tokamark::simulator {
namespace {

TEST(PrefixCache, FindsTheSharedBeginning)
{
    PrefixCache cache(1000);
    const std::vector<std::uint64_t> first{1, 2, 3};
    const std::vector<std::uint64_t> second{1, 2, 9, 3};
    EXPECT_EQ(cache.take(first, 50), 0u);
    EXPECT_EQ(cache.take(second, 70), 32u) << "block 3 behind another beginning is another text";
    EXPECT_EQ(cache.take(first, 50), 48u);
}

TEST(PrefixCache, LeavesTheLastTokenToBeRead)
{
    PrefixCache cache(1000);
    const std::vector<std::uint64_t> whole{1, 2};
    EXPECT_EQ(cache.take(whole, 32), 0u);
    EXPECT_EQ(cache.take(whole, 32), 16u);
    EXPECT_EQ(cache.take(whole, 33), 32u);
    EXPECT_EQ(cache.take({}, 0), 0u);
}

TEST(PrefixCache, ForgetsWhatWasNotUsedForLongest)
{
    PrefixCache cache(std::uint64_t{2} * PrefixBlockTokens);
    const std::vector<std::uint64_t> a{1};
    const std::vector<std::uint64_t> b{2};
    const std::vector<std::uint64_t> c{3};
    static_cast<void>(cache.take(a, 20));
    static_cast<void>(cache.take(b, 20));
    EXPECT_EQ(cache.take(a, 20), 16u);
    static_cast<void>(cache.take(c, 20));
    EXPECT_EQ(cache.take(a, 20), 16u);
    EXPECT_EQ(cache.take(b, 20), 0u);
}

} // namespace
} // namespace tokamark::simulator
