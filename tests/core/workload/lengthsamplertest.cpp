#include "workload/lengthsampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tokamark::workload {
namespace {

using Shape = plan::LengthSpec::Shape;

std::vector<std::uint32_t> sample(const plan::LengthSpec &spec, int count)
{
    SeededRandom random{7};
    std::vector<std::uint32_t> lengths;
    for (int i = 0; i < count; ++i)
        lengths.push_back(sampleLength(spec, random));
    return lengths;
}

TEST(SeededRandom, GivesTheNumbersOfThePublishedAlgorithm)
{
    // First outputs of SplitMix64 from state 0, as its authors publish them.
    SeededRandom random{};
    EXPECT_EQ(random.next(), 0xe220a8397b1dcdafULL);
    EXPECT_EQ(random.next(), 0x6e789e6aa1b965f4ULL);
}

TEST(LengthSampler, FixedIsFixed)
{
    for (const std::uint32_t length : sample({Shape::Fixed, 128, 0, 1, 1000}, 10))
        EXPECT_EQ(length, 128u);
}

TEST(LengthSampler, UniformReachesBothEndsEvenly)
{
    std::map<std::uint32_t, int> counts;
    for (const std::uint32_t length : sample({Shape::Uniform, 10, 2, 1, 100}, 50'000))
        ++counts[length];
    ASSERT_EQ(counts.size(), 5u);
    EXPECT_EQ(counts.begin()->first, 8u);
    EXPECT_EQ(counts.rbegin()->first, 12u);
    for (const auto &[length, count] : counts)
        EXPECT_NEAR(count, 10'000, 400) << length;
}

TEST(LengthSampler, UniformKeepsItsLimits)
{
    for (const std::uint32_t length : sample({Shape::Uniform, 90, 80, 30, 150}, 5'000)) {
        EXPECT_GE(length, 30u);
        EXPECT_LE(length, 150u);
    }
}

TEST(LengthSampler, NormalHasItsMeanAndSpread)
{
    double sum = 0;
    double squares = 0;
    constexpr int count = 50'000;
    for (const std::uint32_t length : sample({Shape::Normal, 500, 50, 1, 10'000}, count)) {
        sum += length;
        squares += static_cast<double>(length) * length;
    }
    const double mean = sum / count;
    EXPECT_NEAR(mean, 500, 1);
    EXPECT_NEAR(std::sqrt(squares / count - mean * mean), 50, 1);
}

TEST(LengthSampler, CutNormalDoesNotPileUpAtItsLimits)
{
    std::map<std::uint32_t, int> counts;
    for (const std::uint32_t length : sample({Shape::Normal, 100, 50, 80, 120}, 20'000))
        ++counts[length];
    EXPECT_EQ(counts.begin()->first, 80u);
    EXPECT_EQ(counts.rbegin()->first, 120u);
    EXPECT_LT(counts[120], 2 * counts[100]);
}

TEST(LengthSampler, AnswersEvenWhereTheLimitsLieFarOff)
{
    EXPECT_EQ(sample({Shape::Normal, 10, 1, 1'000, 2'000}, 1).front(), 1'000u);
}

} // namespace
} // namespace tokamark::workload
