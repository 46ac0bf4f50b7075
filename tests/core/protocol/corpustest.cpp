#include "fuzz/streamproperty.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace tokamark::fuzz {
namespace {

TEST(StreamCorpus, SaysTheSameHoweverItIsSplit)
{
    std::size_t files = 0;
    for (const auto &entry : std::filesystem::directory_iterator(TOKAMARK_TEST_DATA "/../fuzz/corpus/stream")) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::vector<std::uint8_t> input{std::istreambuf_iterator<char>(file), {}};
        ASSERT_TRUE(file) << entry.path();
        EXPECT_EQ(differenceBetweenSplits(input), "") << entry.path();
        ++files;
    }
    EXPECT_GT(files, 20u);
}

} // namespace
} // namespace tokamark::fuzz
