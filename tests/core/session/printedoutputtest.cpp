#include "session/printedoutput.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

namespace tokamark::session {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

void print(const PrintedOutput &output, const std::string &text)
{
    ASSERT_EQ(write(output.descriptor(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
}

/// What it takes of the disk.
off_t bytesOnDisk(const PrintedOutput &output)
{
    struct stat status { };
    EXPECT_EQ(fstat(output.descriptor(), &status), 0);
    constexpr off_t Block = 512;
    return status.st_blocks * Block;
}

TEST(PrintedOutput, GivesBackAllOfALittle)
{
    const auto output = PrintedOutput::make();
    print(*output, "one\n");
    print(*output, "two");
    EXPECT_EQ(output->text({}), "one\ntwo");
    output->drop();
    print(*output, "three");
    EXPECT_EQ(output->text({}), "three");
}

TEST(PrintedOutput, KeepsTheBeginningAndTheEndOfMuch)
{
    const auto output = PrintedOutput::make();
    print(*output, "first\n");
    const std::string line(99, 'x');
    for (int i = 0; i < 1000; ++i)
        print(*output, line + "\n");
    print(*output, "last");
    const std::string text = output->text({});
    EXPECT_THAT(text, StartsWith("first\nxxx"));
    EXPECT_TRUE(text.ends_with("xxx\nlast"));
    const std::size_t mark = text.find("[");
    ASSERT_NE(mark, std::string::npos);
    EXPECT_EQ((mark - 6) % 100, 0u) << "whole lines before it";
    EXPECT_LE(text.size(), PrintedOutput::KeptHead + PrintedOutput::KeptTail + 60);
    const std::size_t left = std::stoul(text.substr(mark + 1));
    const std::size_t note = text.find("\n", mark) + 1 - mark;
    EXPECT_EQ(text.size() - note + left, 6u + 1000 * 100 + 4) << "nothing is lost without being counted";
}

TEST(PrintedOutput, KeepsNoHalfOfAKeyWhereItCuts)
{
    const std::array<std::string, 1> keys{"sk-do-not-tell"};
    const http::SecretMask secrets({}, keys);
    for (const char *const between : {"", " "}) {
        const auto output = PrintedOutput::make();
        std::string text;
        while (text.size() < 4 * (PrintedOutput::KeptHead + PrintedOutput::KeptTail))
            text += keys.front() + between;
        print(*output, text);
        EXPECT_THAT(output->text(secrets), Not(HasSubstr("not"))) << "without a line end";
    }
}

TEST(PrintedOutput, TakesLittleOfTheDiskHoweverMuchIsPrinted)
{
    const auto output = PrintedOutput::make();
    print(*output, "first\n");
    const std::string line = std::string((1 << 20) - 1, 'x') + "\n";
    for (int i = 0; i < 40; ++i)
        print(*output, line);
    print(*output, "last\n");
    // What is kept, and what is not much enough to be given free.
    constexpr off_t Most = PrintedOutput::MostBetween + (off_t{1} << 20);
    const auto giveUp = std::chrono::steady_clock::now() + 30s;
    while (bytesOnDisk(*output) > Most && std::chrono::steady_clock::now() < giveUp)
        std::this_thread::sleep_for(1ms);
    EXPECT_LE(bytesOnDisk(*output), Most);
    print(*output, "later\n");
    EXPECT_TRUE(output->text({}).ends_with("later\n"));
}

} // namespace
} // namespace tokamark::session
