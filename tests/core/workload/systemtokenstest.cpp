#include "workload/systemtokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tokamark::workload {
namespace {

/// Prompts with these system prompts.
std::vector<FilePrompt> promptsWith(const std::vector<std::string> &systems)
{
    std::vector<FilePrompt> prompts;
    for (const std::string &system : systems)
        prompts.push_back({system, "a question", {}});
    return prompts;
}

const std::string Ten(10, 'a'); ///< ten tokens at most, and 32 of a template

TEST(SystemTokens, AreTheMostThatATokenizerAndATemplateMake)
{
    EXPECT_EQ(mostSystemTokens(0), 0);
    EXPECT_DOUBLE_EQ(mostSystemTokens(10), 10 + 32) << "digits and rare scripts: a byte each";
}

TEST(SystemTokens, OfAFileAreThoseThatItsLinesShare)
{
    EXPECT_EQ(sharedSystemTokens(promptsWith({"", ""}), {}, 2), 0);
    EXPECT_DOUBLE_EQ(sharedSystemTokens(promptsWith({Ten, Ten}), {}, 2), 42);
    EXPECT_DOUBLE_EQ(sharedSystemTokens(promptsWith({Ten, "", Ten, ""}), {}, 4), 21) << "half of them";
    EXPECT_DOUBLE_EQ(sharedSystemTokens(promptsWith({"", Ten}), Ten, 2), 42) << "the workload's otherwise";
}

TEST(SystemTokens, OfALineAloneAreOnlyWhatAnotherBeginsWith)
{
    EXPECT_EQ(sharedSystemTokens(promptsWith({"xyz", "abc"}), {}, 2), 0) << "a hit would be one of an earlier cell";
    EXPECT_DOUBLE_EQ(sharedSystemTokens(promptsWith({Ten + "one", "b", Ten + "two"}), {}, 3), 2 * 42.0 / 3);
    EXPECT_DOUBLE_EQ(sharedSystemTokens(promptsWith({Ten, Ten + "two"}), {}, 2), 42);
}

TEST(SystemTokens, AreThoseOfTheLinesThatWereSentAndAllOfThemTheSecondTime)
{
    const auto prompts = promptsWith({Ten, "b", Ten, "c"});
    EXPECT_DOUBLE_EQ(sharedSystemTokens(prompts, {}, 1), 42);
    EXPECT_DOUBLE_EQ(sharedSystemTokens(prompts, {}, 2), 21) << "nobody has sent the others";
    const double short1 = mostSystemTokens(1);
    EXPECT_DOUBLE_EQ(sharedSystemTokens(prompts, {}, 6), (42 + 42 + 42 + short1) / 6);
    EXPECT_DOUBLE_EQ(sharedSystemTokens(prompts, {}, 12), (84 + 2 * (84 + 2 * short1)) / 12);
    EXPECT_EQ(sharedSystemTokens(prompts, {}, 0), 0);
    EXPECT_EQ(sharedSystemTokens({}, {}, 3), 0);
}

} // namespace
} // namespace tokamark::workload
