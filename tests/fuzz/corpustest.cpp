#include "fuzz/planproperty.h"
#include "fuzz/streamproperty.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace tokamark::fuzz {
namespace {

struct CorpusCase {
    const char *name;
    std::string (*fault)(std::span<const std::uint8_t> input);
    std::size_t atLeastFiles;
};

class Corpus : public ::testing::TestWithParam<CorpusCase> { };

TEST_P(Corpus, HoldsNothingThatGoesWrong)
{
    const std::filesystem::path folder = std::filesystem::path(TOKAMARK_TEST_DATA "/../fuzz/corpus") / GetParam().name;
    std::size_t files = 0;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::vector<std::uint8_t> input{std::istreambuf_iterator<char>(file), {}};
        ASSERT_TRUE(file) << entry.path();
        EXPECT_EQ(GetParam().fault(input), "") << entry.path();
        ++files;
    }
    EXPECT_GE(files, GetParam().atLeastFiles);
}

INSTANTIATE_TEST_SUITE_P(Fuzzed, Corpus,
                         ::testing::Values(CorpusCase{"stream", differenceBetweenSplits, 80},
                                           CorpusCase{"plan", faultOfPlan, 10}),
                         [](const auto &tested) { return std::string(tested.param.name); });

} // namespace
} // namespace tokamark::fuzz
